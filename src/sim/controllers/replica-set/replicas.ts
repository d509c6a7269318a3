import type { ReplicaSet, ReplicationController } from '../../objects.ts';

/** ReplicaSets, and ReplicationControllers, which the real controller manager also runs through this code. */
export type Replicas = ReplicaSet | ReplicationController;
