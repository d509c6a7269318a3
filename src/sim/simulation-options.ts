import type { KubernetesVersion } from '../api/kubernetes-version.ts';
import type { KubeObject } from '../api/object.ts';
import type { PodBehaviour } from './kubelet/behaviour.ts';
import type { ImageStatements } from './kubelet/node-images.ts';
import type { AutoscalerName } from './placement/autoscaler-policy.ts';
import type { NodeGroup } from './placement/node-group.ts';
import type { SchedulingOptions } from './placement/scheduling-options.ts';

export interface SimulationOptions {
  readonly version?: KubernetesVersion;
  /** Virtual wall clock at time 0, RFC 3339 in whole seconds. Default 2026-01-01T00:00:00Z. Matters to CronJobs and time stamps. */
  readonly startTime?: string;
  /** How pods behave on their node, asked once for each pod when it is bound. Annotations of the pod come first, then this, then the defaults. */
  readonly behaviour?: (pod: KubeObject) => PodBehaviour | undefined;
  /** What scenarios and questions say of pods, asked in the same way: comes before the annotations. */
  readonly overrides?: (pod: KubeObject) => PodBehaviour | undefined;
  /** Sizes of images, how fast they are pulled, and which of them do not exist. */
  readonly images?: ImageStatements;
  /** What is there at the start and nobody applies, such as nodes (`parseNodes('3x4cpu16Gi')`) or a snapshot: put in as `restore` does. Default: nothing. */
  readonly cluster?: readonly KubeObject[];
  /** `scheduler`: pods need a Node that fits. `anywhere`: every pod is placed on one assumed node, no placement is claimed. Default `scheduler`. */
  readonly placement?: 'scheduler' | 'anywhere';
  /** What is applied and restored is all there is: pods whose ConfigMaps or Secrets do not exist do not start. Default false. */
  readonly requireReferences?: boolean;
  /** Nodes that the cloud adds when pods find no room, and takes away when they are not needed. Matters to `scheduler` only. Default: none. */
  readonly nodeGroups?: readonly NodeGroup[];
  /** How the scheduler is configured. Matters to `scheduler` only. */
  readonly scheduling?: SchedulingOptions;
  /** Who adds and removes them. Default `cluster-autoscaler`. */
  readonly nodeAutoscaler?: AutoscalerName;
  readonly limits?: SimulationLimits;
}

/** Bounds that end a simulation which does not settle. */
export interface SimulationLimits {
  /** Virtual time, counted from the start of `run`. Default: 24 h. */
  readonly maxDurationMs?: number;
  /** Steps done by one `run`: events, and the pods that a StatefulSet looks at in each. Default: 20 million. */
  readonly maxEvents?: number;
  /** Objects in the store besides those restored from a snapshot. Default: 60,000. */
  readonly maxObjects?: number;
}

export const DEFAULT_LIMITS: Required<SimulationLimits> = { maxDurationMs: 24 * 3_600_000, maxEvents: 20_000_000, maxObjects: 60_000 };
