import type { ResourceClaim } from '../../api/types/resource-v1.ts';
import type { Preemption } from './preemption.ts';
import type { Scores } from './scoring.ts';
import type { Status } from './status.ts';

/** What the scheduler decided about one pod, and why. */
export type Decision = Placed | Unschedulable | SchedulerFault;

export interface Placed {
  readonly kind: 'placed';
  readonly node: string;
  /** The nodes with the highest total, by name: the real scheduler takes any of them, here it is the first. */
  readonly candidates: readonly string[];
  readonly feasibleNodes: number;
  /** Absent when a single node was feasible (nothing is scored then) or when they were not asked for. */
  readonly scores?: Scores;
  /** Why the other nodes were turned down, by node name; absent when it was not asked for. */
  readonly statuses?: ReadonlyMap<string, Status>;
}

export interface Unschedulable {
  readonly kind: 'unschedulable';
  /** The message of the PodScheduled condition, as kubectl shows it. */
  readonly message: string;
  /** The condition's reason: gates keep the pod out of the queue altogether. */
  readonly reason: 'Unschedulable' | 'SchedulingGated';
  /** Why each node was turned down, by node name; empty when a reason rules out all nodes at once. */
  readonly statuses: ReadonlyMap<string, Status>;
  /** The plugins that objected: their events may make the pod schedulable. */
  readonly plugins: readonly string[];
  /** Pods to remove so that there is room; the pod is then nominated to that node. */
  readonly preemption?: Preemption;
  /** A claim of the pod whose allocation is to be taken back, because its devices are out of reach. */
  readonly deallocate?: ResourceClaim;
}

/** Something is wrong besides the lack of a node; the condition's reason is SchedulerError. */
export interface SchedulerFault {
  readonly kind: 'error';
  readonly message: string;
}
