import type { KubernetesVersion } from '../api/kubernetes-version.ts';
import type { KubeObject } from '../api/object.ts';
import type { PodBehaviour } from './kubelet/behaviour.ts';
import type { LogEntry } from './log-entry.ts';
import type { RecordedEvent } from './recorder.ts';
import { SimulatedControlPlane } from './simulated-control-plane.ts';

/** Names one object. `kind` may carry the group where a kind alone is ambiguous: `Ingress.networking.k8s.io`. */
export interface ObjectRef {
  readonly kind: string;
  readonly name: string;
  /** Absent for cluster-scoped objects. */
  readonly namespace?: string | undefined;
}

/** Why the API server refused a request: one field, or the whole object when `path` is empty. */
export interface RefusalCause {
  /** In the API server's notation: `spec.template.spec.containers[0].image`. */
  readonly path: string;
  readonly reason: string;
  readonly message: string;
}

/** What the API server answered to one request. */
export type ApplyOutcome =
  | { readonly accepted: true; readonly verb: 'created' | 'updated' | 'unchanged' | 'deleted' | 'deleting' | 'evicted'; readonly object: KubeObject }
  | { readonly accepted: false; readonly code: number; readonly reason: string; readonly message: string; readonly causes: readonly RefusalCause[] };

export interface NodeReason {
  readonly node: string;
  /** The scheduler's words: `Insufficient cpu`, `node(s) had untolerated taint {dedicated: gpu}`. */
  readonly reasons: readonly string[];
}

export interface NodeScore {
  readonly node: string;
  /** The weighted sum over all plugins. */
  readonly total: number;
  /** Weighted score by plugin. */
  readonly plugins: Readonly<Record<string, number>>;
}

/** One attempt of the scheduler to place one pod. */
export interface SchedulingDecision {
  readonly timeMs: number;
  /** The pod as `namespace/name`. */
  readonly pod: string;
  /** The node that was chosen; absent when none fits. */
  readonly node?: string;
  /** How many nodes had the highest score (the first by name was taken); 1 when the choice was unique. */
  readonly oneOf?: number;
  /** `0/3 nodes are available: …`, when no node fits. */
  readonly message?: string;
  readonly nodeReasons: readonly NodeReason[];
  readonly scores: readonly NodeScore[];
  /** Pods (`namespace/name`) that were deleted to make room on `nominatedNode`. */
  readonly victims: readonly string[];
  readonly nominatedNode?: string;
}

/** Bounds that end a simulation which does not settle. */
export interface SimulationLimits {
  /** Virtual time, counted from the start of `run`. Default: 24 h. */
  readonly maxDurationMs?: number;
  /** Events handled by one `run`. Default: 20 million. */
  readonly maxEvents?: number;
  /** Objects in the store besides those restored from a snapshot. Default: 60,000. */
  readonly maxObjects?: number;
}

export interface SimulationOptions {
  readonly version?: KubernetesVersion;
  /** Virtual wall clock at time 0, RFC 3339 in whole seconds. Default 2026-01-01T00:00:00Z. Matters to CronJobs and time stamps. */
  readonly startTime?: string;
  /** How pods behave on their node, asked once for each pod when it is bound. Annotations of the pod come first, then this, then the defaults. */
  readonly behaviour?: (pod: KubeObject) => PodBehaviour | undefined;
  /** `scheduler`: pods need a Node that fits. `anywhere`: every pod is placed on one assumed node, no placement is claimed. Default `scheduler`. */
  readonly placement?: 'scheduler' | 'anywhere';
  /** What is applied and restored is all there is: pods whose ConfigMaps or Secrets do not exist do not start. Default false. */
  readonly requireReferences?: boolean;
  readonly limits?: SimulationLimits;
}

export interface RunOutcome {
  /** Nothing is left to do but what waits for a point in time beyond `untilMs`, or for ever (CronJobs, lease renewals, back-off of what cannot succeed). */
  readonly settled: boolean;
  /** False when a limit ended the run before it settled: the result is not the whole truth (exit code 4). */
  readonly complete: boolean;
  readonly stoppedBecause: 'settled' | 'time' | 'events' | 'objects' | 'duration';
  readonly endedAtMs: number;
}

export interface RunOptions {
  /** Run up to this time (absolute, inclusive) even when everything has settled. Without it the run ends when everything has settled. */
  readonly untilMs?: number;
}

export interface DeleteOptions {
  readonly propagation?: 'Background' | 'Foreground' | 'Orphan';
  readonly graceSeconds?: number;
}

export interface ApplyOptions {
  /** Who applies; fields that the same manager applied before and now leaves out are removed. Default `kubeplan`. */
  readonly fieldManager?: string;
  /** For namespaced objects that name none. Default `default`. */
  readonly namespace?: string;
}

/** A control plane in virtual time: API server, controllers, scheduler, kubelets. Deterministic: the same calls give the same log. */
export interface Simulation {
  /** Virtual time in integer milliseconds since the start. */
  readonly nowMs: number;
  /** Server-side apply, forced: creates or merges. Refusals are values, never exceptions. */
  apply(object: KubeObject, options?: ApplyOptions): ApplyOutcome;
  /** Puts an object with its status into the store as it is (a snapshot of a cluster): no admission, no validation, defaults only. */
  restore(object: KubeObject): ApplyOutcome;
  /** A merge patch (RFC 7386), of `subresource` (`status`, `scale`) when given. */
  patch(ref: ObjectRef, patch: Readonly<Record<string, unknown>>, options?: { readonly subresource?: string }): ApplyOutcome;
  delete(ref: ObjectRef, options?: DeleteOptions): ApplyOutcome;
  scale(ref: ObjectRef, replicas: number): ApplyOutcome;
  /** One eviction request (`ref` names a Pod). 429 when a disruption budget forbids it now. */
  evict(ref: ObjectRef): ApplyOutcome;
  /**
   * States how much a workload uses, in percent of what its present replicas request: `{ cpu: 90 }`. The total stays when it is scaled;
   * autoscalers see it. They act every 15 s for as long as time runs, so use `run({ untilMs })`.
   */
  setLoad(ref: ObjectRef, percent: Readonly<Record<string, number>>): ApplyOutcome;
  cordon(node: string): ApplyOutcome;
  uncordon(node: string): ApplyOutcome;
  /** kubectl drain: cordons, then evicts every pod that is no DaemonSet's, again every 5 s of virtual time while budgets forbid it. */
  drain(node: string): ApplyOutcome;
  /** The node's kubelet stops: no lease renewals, its pods do nothing more. */
  failNode(node: string): ApplyOutcome;
  /** The kubelet of a failed node is back. */
  recoverNode(node: string): ApplyOutcome;
  run(options?: RunOptions): RunOutcome;
  get(ref: ObjectRef): KubeObject | undefined;
  /** All objects, or those of one kind, by kind, namespace and name. */
  list(kind?: string, namespace?: string): readonly KubeObject[];
  /** Every write so far, in order. */
  readonly log: readonly LogEntry[];
  readonly decisions: readonly SchedulingDecision[];
  /** What components said about objects, as `kubectl describe` shows it, in order. */
  readonly events: readonly RecordedEvent[];
}

/** Starts an empty control plane at time 0. Nothing happens before `run`. */
export function createSimulation(options: SimulationOptions = {}): Simulation {
  return new SimulatedControlPlane(options);
}
