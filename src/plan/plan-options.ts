import type { KubernetesVersion } from '../api/kubernetes-version.ts';
import type { KubeObject } from '../api/object.ts';
import type { SimulationOptions } from '../sim/simulation-options.ts';
import type { ApplyOrder } from './apply-order.ts';
import type { Action } from './what-if/action.ts';
import type { Scenario } from './what-if/scenario.ts';

/** Who merges what is applied into what is there: the API server (forced), or kubectl with its own patches. */
export const APPLY_MODES = ['server-side', 'client-side'] as const;
export type ApplyMode = (typeof APPLY_MODES)[number];

export interface PlanOptions {
  readonly version?: KubernetesVersion;
  /** For objects that name no namespace. Default `default`. */
  readonly namespace?: string;
  /** Nodes and what else the cluster holds: a snapshot, or `parseNodes(…)`. Without nodes no placement is claimed. */
  readonly cluster?: readonly KubeObject[];
  /** CustomResourceDefinitions that the cluster has and neither state contains. They count when the input has objects of their kinds. */
  readonly definitions?: readonly KubeObject[];
  /** Where nodes come from, for people: `3 nodes from nodes.yaml`. */
  readonly clusterLabel?: string;
  /** What `before` is, for people: `git:main (3f2c1ab)`. */
  readonly againstLabel?: string;
  /** Who applies. Default: guessed from annotations and labels. */
  readonly order?: ApplyOrder;
  /** Default `server-side`. */
  readonly applyMode?: ApplyMode;
  /** Delete what only `before` has. Default true; objects read from a cluster are never deleted. */
  readonly prune?: boolean;
  /** Also show what differs only because the API server's defaults do. */
  readonly showDefaults?: boolean;
  /** Take what the input refers to and does not contain as existing. Default true. */
  readonly assumeReferences?: boolean;
  /** Questions about the cluster after the change, as `parseAction` reads them. */
  readonly whatIf?: readonly Action[];
  /** Scenarios with expectations, as `readScenario` reads them. What they say of images and pods holds for the whole plan; the steps of each start from the cluster after the change. */
  readonly scenarios?: readonly Scenario[];
  /** How pods behave, how images are pulled, node groups that grow (`parseNodeGroups(…)`), the scheduler's configuration (`readSchedulerConfiguration(…)`), the virtual start time and the limits of the simulation. */
  readonly simulation?: Pick<SimulationOptions, 'behaviour' | 'images' | 'limits' | 'nodeAutoscaler' | 'nodeGroups' | 'overrides' | 'scheduling' | 'startTime'>;
}
