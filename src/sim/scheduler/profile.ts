import type { SchedulerFeatures } from './features.ts';
import type { Plugin } from './framework.ts';
import { dynamicResources } from './plugins/dynamic-resources.ts';
import { imageLocality } from './plugins/image-locality.ts';
import { interPodAffinity } from './plugins/inter-pod-affinity.ts';
import { nodeAffinity } from './plugins/node-affinity.ts';
import { nodeName } from './plugins/node-name.ts';
import { nodePorts } from './plugins/node-ports.ts';
import { nodeResourcesBalancedAllocation } from './plugins/node-resources-balanced-allocation.ts';
import { nodeResourcesFit } from './plugins/node-resources-fit.ts';
import { nodeUnschedulable } from './plugins/node-unschedulable.ts';
import { nodeVolumeLimits } from './plugins/node-volume-limits.ts';
import { podTopologySpread } from './plugins/pod-topology-spread.ts';
import { taintToleration } from './plugins/taint-toleration.ts';
import { volumeBinding } from './plugins/volume-binding.ts';
import { volumeRestrictions } from './plugins/volume-restrictions.ts';
import { volumeZone } from './plugins/volume-zone.ts';

export interface ScorePlugin {
  readonly plugin: Plugin;
  readonly weight: number;
}

/** How often and how widely preemption looks for room (DefaultPreemptionArgs). */
export interface PreemptionArgs {
  readonly minCandidateNodesPercentage: number;
  readonly minCandidateNodesAbsolute: number;
}

/** What a scheduler does for the pods that name it: its plugins in order, and their weights. */
export interface Profile {
  readonly schedulerName: string;
  readonly features: SchedulerFeatures;
  /** Plugins that filter, in the order in which they are asked. */
  readonly filters: readonly Plugin[];
  readonly scorers: readonly ScorePlugin[];
  /** DynamicResources is enabled, but every claim counts as having its devices: it has nothing to filter, score or give back. */
  readonly assumesDevices?: boolean;
  /** Absent when DefaultPreemption is disabled. */
  readonly preemption?: PreemptionArgs;
}

export const DEFAULT_SCHEDULER_NAME = 'default-scheduler';
export const DEFAULT_PREEMPTION: PreemptionArgs = { minCandidateNodesPercentage: 10, minCandidateNodesAbsolute: 100 };

/** The plugins of kube-scheduler in their default order, with their default weights (pkg/scheduler/apis/config/v1/default_plugins.go, v1.36). */
export function defaultPlugins(features: SchedulerFeatures): readonly ScorePlugin[] {
  return [
    { plugin: nodeUnschedulable, weight: 0 },
    { plugin: nodeName, weight: 0 },
    { plugin: taintToleration(features), weight: 3 },
    { plugin: nodeAffinity(), weight: 2 },
    { plugin: nodePorts, weight: 0 },
    { plugin: nodeResourcesFit({ leavesToDevices: features.extendedResources }), weight: 1 },
    { plugin: volumeRestrictions, weight: 0 },
    { plugin: nodeVolumeLimits, weight: 0 },
    { plugin: volumeBinding(features), weight: 0 },
    { plugin: volumeZone, weight: 0 },
    { plugin: podTopologySpread(), weight: 2 },
    { plugin: interPodAffinity(), weight: 2 },
    ...(features.dynamicResources ? [{ plugin: dynamicResources, weight: 2 }] : []),
    { plugin: nodeResourcesBalancedAllocation(features), weight: 1 },
    { plugin: imageLocality, weight: 1 },
  ];
}

export function defaultProfile(features: SchedulerFeatures): Profile {
  return profileOf(DEFAULT_SCHEDULER_NAME, features, defaultPlugins(features), DEFAULT_PREEMPTION);
}

/** A profile from a list of plugins; those of weight 0 do not score. */
export function profileOf(schedulerName: string, features: SchedulerFeatures, plugins: readonly ScorePlugin[], preemption?: PreemptionArgs): Profile {
  return {
    schedulerName,
    features,
    filters: plugins.map(({ plugin }) => plugin).filter((plugin) => plugin.filter !== undefined),
    scorers: plugins.filter(({ plugin, weight }) => plugin.score !== undefined && weight > 0),
    ...(preemption === undefined ? {} : { preemption }),
  };
}
