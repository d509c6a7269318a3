import type { ExpectedTick, State } from '../rollout/recording.ts';

/** The format of `pairs/cases.jsonl`; its README says what the fields mean. */
export interface PairCase {
  readonly pair: string;
  readonly namespaces: readonly string[];
  readonly before: { readonly refused: readonly RefusedDocument[]; readonly settled: PairTick };
  readonly after: { readonly refused: readonly RefusedDocument[]; readonly trace: readonly PairTick[] };
}

export interface RefusedDocument {
  /** File and index of the document: `web.yaml#0`. */
  readonly id: string;
  readonly verdict?: string;
  readonly kind: string;
  readonly causes?: readonly { readonly field?: string; readonly reason: string }[];
  readonly message?: string;
}

/** As a tick of `rollout`, by namespace. */
export interface PairTick extends Omit<ExpectedTick, 'state' | 'alsoSeen'> {
  readonly state: Readonly<Record<string, State>>;
  readonly alsoSeen?: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>;
}
