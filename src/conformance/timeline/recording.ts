import type { KubeObject } from '../../api/object.ts';

/** The format of `cases.jsonl`; its README says what the fields mean. Times are seconds. */
export interface TimelineCase {
  readonly id: string;
  readonly startedAt: string;
  readonly until: number;
  readonly nodes: readonly RecordedNode[];
  readonly script: readonly ScriptStep[];
  readonly kubelet: Readonly<Record<string, KubeletRule>>;
  readonly observed: readonly Observation[];
  readonly note?: string;
}

export interface RecordedNode {
  readonly name: string;
  readonly labels?: Record<string, string>;
}

export interface ScriptStep {
  readonly t: number;
  readonly apply?: readonly KubeObject[];
  readonly delete?: readonly { readonly kind: string; readonly name: string; readonly propagation?: 'Background' | 'Foreground' | 'Orphan'; readonly grace?: number }[];
  readonly patch?: readonly { readonly kind: string; readonly name: string; readonly patch: Readonly<Record<string, unknown>>; readonly strategic?: boolean; readonly subresource?: string }[];
  readonly evict?: readonly string[];
  readonly evictUntilDone?: { readonly pods: readonly string[]; readonly every: number; readonly for: number };
  readonly setReady?: readonly { readonly pod: string; readonly ready: boolean }[];
  readonly addNodes?: readonly RecordedNode[];
  readonly stopNodes?: readonly string[];
  readonly startNodes?: readonly string[];
  readonly metrics?: Metrics;
}

/** Amounts by pod alias or `*`; of one pod as a quantity or by container. */
export type PodAmounts = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

export interface Metrics {
  readonly cpu?: PodAmounts;
  readonly memory?: PodAmounts;
  readonly cpuTotal?: string;
  readonly window?: string;
  readonly pods?: Readonly<Record<string, PodAmounts>>;
  readonly object?: Readonly<Record<string, string>>;
  readonly external?: Readonly<Record<string, readonly string[]>>;
  readonly error?: boolean;
}

export interface PodScript {
  readonly startAfter?: number;
  readonly readyAfter?: number | null;
  readonly readyAt?: readonly (readonly [number, boolean])[];
  readonly exit?: { readonly after: number; readonly code: number; readonly reason?: string; readonly disruption?: string };
  readonly terminateAfter?: number;
}

export interface KubeletRule extends PodScript {
  readonly byOrder?: readonly PodScript[];
  readonly byName?: Readonly<Record<string, readonly PodScript[]>>;
  readonly byIndex?: Readonly<Record<string, readonly PodScript[]>>;
  readonly byNode?: Readonly<Record<string, readonly PodScript[]>>;
}

/** One change of one field of one object. */
export interface Observation {
  readonly t: number;
  readonly object: string;
  readonly what: string;
  readonly value: unknown;
}
