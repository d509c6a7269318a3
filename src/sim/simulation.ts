import type { KubeObject } from '../api/object.ts';
import type { ResourceRequirements } from '../api/types/core-v1.ts';
import type { ManifestSet } from '../load/manifest-set.ts';
import type { LogEntry } from './log-entry.ts';
import type { RecordedEvent } from './recorder.ts';
import type { ApplyOptions, ApplyOutcome, DeleteOptions, ObjectRef, Refused, UseStatement } from './request.ts';
import type { RunOptions, RunOutcome } from './run.ts';
import type { SchedulingDecision } from './scheduling-decision.ts';
import { SimulatedControlPlane } from './simulated-control-plane.ts';
import type { SimulationOptions } from './simulation-options.ts';

/** A control plane in virtual time: API server, controllers, scheduler, kubelets. Deterministic: the same calls give the same log. */
export interface Simulation {
  /** Virtual time in integer milliseconds since the start. */
  readonly nowMs: number;
  /** Server-side apply, forced: creates or merges. Refusals are values, never exceptions. */
  apply(object: KubeObject, options?: ApplyOptions): ApplyOutcome;
  /** Applies many objects, such as what `load` has read, in the order in which kubectl does. Returns what was refused: nothing when all is well. */
  applyAll(objects: ManifestSet | Iterable<KubeObject>, options?: ApplyOptions): readonly Refused[];
  /** Puts an object with its status into the store as it is (a snapshot of a cluster): no admission, no validation, defaults only. */
  restore(object: KubeObject): ApplyOutcome;
  /** A merge patch (RFC 7386), of `subresource` (`status`, `scale`, `resize`) when given. */
  patch(ref: ObjectRef, patch: Readonly<Record<string, unknown>>, options?: { readonly subresource?: string }): ApplyOutcome;
  delete(ref: ObjectRef, options?: DeleteOptions): ApplyOutcome;
  /** Through the scale subresource; 404 for kinds that have none. */
  scale(ref: ObjectRef, replicas: number): ApplyOutcome;
  /** One eviction request (`ref` names a Pod). 429 when a disruption budget forbids it now. */
  evict(ref: ObjectRef, options?: DeleteOptions): ApplyOutcome;
  /** Puts a pod on a node, as a scheduler does. */
  bind(ref: ObjectRef, node: string): ApplyOutcome;
  /**
   * Gives containers of a running pod other requests and limits in place; those that are not named stay: `{ app: { requests: { cpu: '2' } } }`. The
   * condition PodResizePending says when the node has no room now (Deferred) or never has (Infeasible).
   */
  resize(ref: ObjectRef, containers: Readonly<Record<string, ResourceRequirements>>): ApplyOutcome;
  /**
   * States how much a workload uses, in percent of what its present replicas request: `{ cpu: 90 }`. The total stays when it is scaled;
   * autoscalers see it. They act every 15 s for as long as time runs, so use `run({ untilMs })`.
   */
  setLoad(ref: ObjectRef, percent: Readonly<Record<string, number>>): ApplyOutcome;
  /**
   * States what each pod of a workload (or one Pod) uses from now on, or what a Node uses beside its pods. More memory than its limit gets a container
   * killed; a node that runs short of memory or disk evicts pods. Pods of which nobody says it use what they request.
   */
  setUse(ref: ObjectRef, use: UseStatement): ApplyOutcome;
  /** No registry has these images any more; nodes that have them keep them. */
  loseImages(names: readonly string[]): void;
  cordon(node: string): ApplyOutcome;
  uncordon(node: string): ApplyOutcome;
  /** kubectl drain: cordons, then evicts every pod that is no DaemonSet's, again every 5 s of virtual time while budgets forbid it. */
  drain(node: string): ApplyOutcome;
  /** The node's kubelet stops: no lease renewals, its pods do nothing more. */
  failNode(node: string): ApplyOutcome;
  /** The kubelet of a failed node is back. */
  recoverNode(node: string): ApplyOutcome;
  run(options?: RunOptions): RunOutcome;
  /** The object as it is now. `T` says what the caller knows of its kind: `get<Deployment>(…)`. */
  get<T extends KubeObject = KubeObject>(ref: ObjectRef): T | undefined;
  /** All objects, or those of one kind, by kind, namespace and name. */
  list<T extends KubeObject = KubeObject>(kind?: string, namespace?: string): readonly T[];
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
