/**
 * A deterministic model of kube-scheduler v1.36 (pkg/scheduler): queue, filters, scores, preemption. It knows no API server and no
 * clock; a component around it
 *
 * 1. feeds a `Snapshot` from watches: `setNode`/`removeNode`, `setPod`/`removePod` for every pod (those without a node or finished
 *    count nowhere), `setObject`/`removeObject` for SCHEDULER_OBJECT_KINDS;
 * 2. keeps pending pods in a `SchedulingQueue` and pops them one at a time;
 * 3. asks `Scheduler.schedule(pod, profile)`, and writes what comes out: the binding (and what `decideVolumes` and `decideClaims` say
 *    before it), or the condition PodScheduled=False with the message; with `preemption`, `status.nominatedNodeName` and the deletion of
 *    the victims. A binding is assumed at once with `setPod`, a nomination with `nominate`.
 *
 * Where it differs from the real one: all nodes are always asked and scored (percentageOfNodesToScore 100), preemption tries nodes in
 * order of name instead of from a random offset, ties go to the first node by name (`candidates` names all). Not modelled: extenders,
 * out-of-tree plugins, NodeDeclaredFeatures, gang scheduling, and of dynamic resources binding conditions.
 */
export { decideClaims, type ClaimDecision } from './plugins/dynamic-resources.ts';
export { decideVolumes, type VolumeDecision } from './plugins/volume-binding.ts';
export type { ClaimAllocation } from './device-allocator.ts';
export { SCHEDULER_OBJECT_KINDS, type SchedulerObjectKind } from './cluster-objects.ts';
export type { Decision, Placed, SchedulerFault, Unschedulable } from './decision.ts';
export { schedulerFeatures, type SchedulerFeatures } from './features.ts';
export { podInfo, type PodInfo } from './pod-info.ts';
export type { Preemption, PreemptionCandidate } from './preemption.ts';
export { DEFAULT_SCHEDULER_NAME, defaultProfile, type Profile } from './profile.ts';
export { schedulePod } from './schedule-pod.ts';
export { Scheduler, type ScheduleOptions } from './scheduler.ts';
export type { Scores } from './scoring.ts';
export { Snapshot } from './snapshot.ts';
export type { Status } from './status.ts';
export { configuredProfiles, type SchedulerConfiguration } from './configuration.ts';
export type { ClusterEvent } from './cluster-event.ts';
export { SchedulingQueue, type QueuedPod } from './scheduling-queue.ts';
