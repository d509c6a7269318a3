import type { KubeObject } from '../../api/object.ts';

/** The format of `cases.jsonl`; its README says what the fields mean. */
export interface RolloutCase {
  readonly id: string;
  readonly nodes?: readonly RecordedNode[];
  readonly kubelet: LockStepScript;
  readonly steps: readonly RolloutStep[];
  readonly expected: readonly ExpectedStep[];
}

export interface RecordedNode {
  readonly name: string;
  readonly labels?: Record<string, string>;
  readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  readonly cpu?: string;
  readonly memory?: string;
}

export interface LockStepScript {
  readonly mode: 'batch' | 'one';
  readonly neverReady?: readonly string[];
  readonly outcomes?: Readonly<Record<string, readonly number[]>>;
}

export interface RolloutStep {
  readonly name: string;
  readonly apply?: readonly KubeObject[];
  readonly delete?: readonly { readonly kind: string; readonly name: string }[];
  readonly drain?: string;
  readonly maxTicks?: number;
}

export interface ExpectedStep {
  readonly step: string;
  readonly trace: readonly ExpectedTick[];
  readonly rejected?: readonly { readonly kind: string; readonly name: string; readonly code: number }[];
}

export type State = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface ExpectedTick {
  readonly tick: number;
  readonly state: State;
  readonly alsoSeen?: Readonly<Record<string, readonly unknown[]>>;
  readonly evictions?: Readonly<Record<string, number>>;
}
