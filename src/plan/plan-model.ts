import type { Finding, ObjectReference } from '../diag/finding.ts';

/**
 * The plan as data: what changes, what that does, and how the change goes in virtual time. Everything here is JSON and free of secret
 * values; the formats of `report` are drawn from it alone.
 */
export interface Plan {
  /** `git:main (3f2c1ab)`, a folder, or absent when everything is new. */
  readonly against?: string;
  /** Where the nodes come from; absent when none are known and no placement is claimed. */
  readonly cluster?: string;
  readonly changes: readonly Change[];
  readonly unchanged: number;
  readonly rollouts: readonly Rollout[];
  /** One entry a node, by name; empty when no nodes are known. */
  readonly placements: readonly NodePlacement[];
  /** How the pods of workloads that move are spread over zones and over what their own constraints name. */
  readonly spreads: readonly PodSpread[];
  readonly pending: readonly PendingPod[];
  readonly services: readonly ServiceTimeline[];
  /** Pods that were deleted to make room for others. */
  readonly preemptions: readonly Preemption[];
  readonly whatIf: readonly WhatIfResult[];
  /** What the simulation took for granted, a sentence each. */
  readonly assumptions: readonly string[];
  /** False when the simulation hit a limit: the plan is not the whole truth. */
  readonly complete: boolean;
  readonly stoppedBecause?: string;
}

/** What `plan()` gives: the plan, and its predictions as findings. */
export interface PlanOutcome {
  readonly plan: Plan;
  readonly findings: readonly Finding[];
}

export type ChangeAction = 'create' | 'update' | 'replace' | 'delete';

/** Where something stands in the input. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Change {
  readonly action: ChangeAction;
  readonly object: ObjectReference;
  /** In the input for what is created or changed, in the base for what is deleted. */
  readonly place?: Place;
  readonly origin?: string;
  /** What the object is about in a few words: `6 replicas of shop/web:1.5.0`. */
  readonly summary?: string;
  /** Empty for creates and deletes. */
  readonly fields: readonly FieldChange[];
  readonly effects: readonly Effect[];
  /** Fields that cannot be changed in place. */
  readonly immutable: readonly ImmutableField[];
  /** Why the API server refuses it. */
  readonly refused?: Refusal;
}

export interface Refusal {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly causes: readonly { readonly path: string; readonly reason: string; readonly message: string }[];
  /** Only the server's merge is refused: `kubectl apply` without `--server-side` goes through. */
  readonly acceptedClientSide?: boolean;
}

export interface ImmutableField {
  readonly path: string;
  readonly message: string;
}

/** A value of a field as data; secrets are `{ "secret": "#1" }`, equal exactly when the values are. */
export type PlanValue = null | boolean | number | string | readonly PlanValue[] | { readonly [key: string]: PlanValue };

/** One difference between two versions of an object. */
export interface FieldChange {
  /** List items are named by their key: `spec.template.spec.containers[web].image`. */
  readonly path: string;
  readonly before?: PlanValue;
  readonly after?: PlanValue;
  /** That side is what the API server fills in, the manifest does not say it. */
  readonly beforeDefault?: boolean;
  readonly afterDefault?: boolean;
  /** For long texts and lists instead of `before` and `after`. */
  readonly lines?: readonly DiffLine[];
  /** The change is not shown, only counted: the number of leaves that differ. */
  readonly folded?: number;
  /** Only the order of the items differs. */
  readonly reordered?: boolean;
  readonly forcesReplacement?: boolean;
  readonly place?: Place;
}

/** One line of a compact diff: removed, added, kept for context, or the number of lines left out. */
export interface DiffLine {
  readonly op: '-' | '+' | ' ' | '…';
  readonly text: string;
}

export type EffectCode =
  | 'rolls-pods'
  | 'recreates-pods'
  | 'restarts-on-delete'
  | 'waits-while-paused'
  | 'scales'
  | 'no-restart'
  | 'replaces'
  | 'future-jobs'
  | 'runs-job'
  | 'starts-pods'
  | 'stops-pods'
  | 'restarts-nothing'
  | 'takes-effect'
  | 'endpoints'
  | 'reachability'
  | 'permissions'
  | 'orphans'
  | 'keeps-data'
  | 'loses-data'
  | 'routes'
  | 'disruptions'
  | 'limits'
  | 'scaling'
  | 'definition';

/** What a change does, in words that need no context. */
export interface Effect {
  readonly code: EffectCode;
  readonly text: string;
}

export type Verdict = 'completes' | 'stalls' | 'unknown';

/** How a workload gets from its old to its new state. */
export interface Rollout {
  readonly object: ObjectReference;
  readonly place?: Place;
  /** `RollingUpdate: at most 2 more and 1 fewer than 6`. */
  readonly strategy: string;
  readonly replicasBefore: number;
  readonly replicasAfter: number;
  readonly verdict: Verdict;
  /** From the apply until it is complete, or until it stops. */
  readonly durationMs: number;
  /** Why it stalls: the message that `kubectl describe` shows. */
  readonly because?: string;
  readonly steps: readonly RolloutStep[];
  readonly minReady: number;
  readonly minAvailable: number;
  readonly maxLive: number;
  readonly pods: readonly PodTimeline[];
  readonly quotas: readonly QuotaPeak[];
  /** The disruption budget over these pods that asks for the most healthy ones. Rollouts do not heed it, drains do. */
  readonly budget?: { readonly name: string; readonly desiredHealthy: number };
  /** Of a workload that was there before; empty when there were always enough ready pods. */
  readonly shortfalls: readonly Shortfall[];
}

/** How long fewer pods were ready than are stated. */
export interface Shortfall {
  readonly minimum: number;
  /** The disruption budget that states it; absent for the size of the workload, before or after, whichever is smaller. */
  readonly budget?: string;
  readonly lowest: number;
  readonly belowMs: number;
  /** It is still so in the end. */
  readonly lasting: boolean;
}

/** The state after everything that happened at one time. Counts of pods. */
export interface RolloutStep {
  readonly atMs: number;
  /** Wanted by the old and by the new revision. */
  readonly old: number;
  readonly new: number;
  readonly ready: number;
  readonly available: number;
  readonly unavailable: number;
  /** Pods above the wanted number, terminating ones not counted. */
  readonly surge: number;
  /** All pods that exist, terminating ones too. */
  readonly live: number;
  readonly pending: number;
  readonly note?: string;
}

export type PodPhase = 'pending' | 'starting' | 'ready' | 'unready' | 'terminating' | 'finished';

/** One pod through time; `toMs` of the last phase is absent when it lasts. */
export interface PodTimeline {
  readonly name: string;
  readonly revision: 'old' | 'new';
  readonly node?: string;
  readonly phases: readonly { readonly phase: PodPhase; readonly fromMs: number; readonly toMs?: number }[];
}

export interface QuotaPeak {
  readonly quota: string;
  readonly resource: string;
  readonly peak: string;
  readonly hard: string;
  /** The peak in percent of what is allowed. */
  readonly percent: number;
  readonly exceeded: boolean;
}

export interface NodePlacement {
  readonly node: string;
  readonly zone?: string;
  readonly resources: readonly NodeResource[];
  readonly workloads: readonly { readonly workload: string; readonly before: number; readonly after: number }[];
}

/** The pods of a workload in each value of a node label, by value. */
export interface PodSpread {
  readonly workload: string;
  /** The label: `topology.kubernetes.io/zone`. */
  readonly key: string;
  /** What the workload's own constraint for this label allows, and whether pods rather wait than break it. */
  readonly maxSkew?: number;
  readonly required?: boolean;
  readonly domains: readonly { readonly domain: string; readonly before: number; readonly after: number }[];
}

/** Requests of the pods on a node against what it has. Amounts as quantities, shares in percent. */
export interface NodeResource {
  readonly resource: string;
  readonly allocatable: string;
  readonly before: string;
  readonly after: string;
  readonly percentBefore: number;
  readonly percentAfter: number;
}

/** A pod that no node takes. */
export interface PendingPod {
  readonly workload: string;
  readonly pods: number;
  readonly message: string;
  /** The node that came closest, and what it lacks. */
  readonly closest?: { readonly node: string; readonly lacks: string };
  readonly advice?: string;
  readonly nodes: readonly { readonly node: string; readonly reasons: readonly string[] }[];
  readonly place?: Place;
}

export interface Preemption {
  readonly pod: string;
  readonly node: string;
  readonly victims: readonly string[];
}

/** Ready endpoints of a Service over time. */
export interface ServiceTimeline {
  readonly service: string;
  readonly points: readonly { readonly atMs: number; readonly ready: number }[];
  readonly before: number;
  readonly after: number;
  readonly minReady: number;
  /** How long no endpoint was ready, after the first one was. */
  readonly withoutEndpointsMs: number;
}

export interface WhatIfResult {
  readonly question: string;
  readonly answer: string;
  readonly holds: boolean;
  readonly details: readonly string[];
}
