import type { NodeAffinity, TopologySpreadConstraint } from '../../api/types/core-v1.ts';
import type { SchedulerFeatures } from './features.ts';
import type { Plugin } from './framework.ts';
import { interPodAffinity } from './plugins/inter-pod-affinity.ts';
import { nodeAffinity } from './plugins/node-affinity.ts';
import { nodeResourcesBalancedAllocation } from './plugins/node-resources-balanced-allocation.ts';
import { nodeResourcesFit } from './plugins/node-resources-fit.ts';
import { podTopologySpread } from './plugins/pod-topology-spread.ts';
import type { PreemptionArgs, Profile, ScorePlugin } from './profile.ts';
import { DEFAULT_PREEMPTION, DEFAULT_SCHEDULER_NAME, defaultPlugins, defaultProfile } from './profile.ts';
import type { ScoringStrategy } from './scoring-strategy.ts';
import { DEFAULT_RESOURCES } from './scoring-strategy.ts';

/** The part of a KubeSchedulerConfiguration (kubescheduler.config.k8s.io/v1) that decides where pods go. */
export interface SchedulerConfiguration {
  readonly profiles?: readonly ProfileConfiguration[];
  readonly podInitialBackoffSeconds?: number;
  readonly podMaxBackoffSeconds?: number;
  readonly percentageOfNodesToScore?: number;
  readonly extenders?: readonly { readonly urlPrefix?: string }[];
}

export interface ProfileConfiguration {
  readonly schedulerName?: string;
  readonly percentageOfNodesToScore?: number;
  readonly plugins?: Readonly<Record<string, PluginSet | undefined>>;
  readonly pluginConfig?: readonly { readonly name?: string; readonly args?: unknown }[];
}

export interface PluginSet {
  readonly enabled?: readonly { readonly name?: string; readonly weight?: number }[];
  readonly disabled?: readonly { readonly name?: string }[];
}

export interface ConfiguredProfiles {
  readonly profiles: readonly Profile[];
  /** What of the configuration is not modelled, one sentence each. */
  readonly problems: readonly string[];
}

/** Plugins of kube-scheduler that decide nothing here: they bind, sort the queue, or are part of the cycle itself. */
const WITHOUT_EFFECT = ['SchedulingGates', 'PrioritySort', 'DefaultBinder', 'NodeDeclaredFeatures', 'GangScheduling', 'DefaultPreemption', 'DynamicResources'];

/**
 * The profiles of a configuration, merged with the defaults as kube-scheduler does (pkg/scheduler/apis/config/v1/default_plugins.go and
 * framework/runtime/framework.go, expandMultiPointPlugins, v1.36); without profiles the default one.
 */
export function configuredProfiles(configuration: SchedulerConfiguration, features: SchedulerFeatures): ConfiguredProfiles {
  const configured = configuration.profiles ?? [];
  const problems = (configuration.extenders ?? []).map(({ urlPrefix = '' }) => `the scheduler extender ${urlPrefix} is not asked`);
  const percentages = [configuration, ...configured].map(({ percentageOfNodesToScore = 0 }) => percentageOfNodesToScore).filter((percent) => percent > 0 && percent < 100);
  if (percentages.length > 0) problems.push(`all nodes are scored, where percentageOfNodesToScore ${percentages.join(' or ')} makes kube-scheduler stop at the first that will do in a cluster of 100 nodes and more`);
  if (configured.length === 0) return { profiles: [defaultProfile(features)], problems };
  return { profiles: configured.map((profile) => profileFrom(profile, features, problems)), problems };
}

function profileFrom(configuration: ProfileConfiguration, features: SchedulerFeatures, problems: string[]): Profile {
  const args = new Map((configuration.pluginConfig ?? []).map(({ name = '', args: value }) => [name, value as Readonly<Record<string, unknown>>]));
  const available = defaultPlugins(features).map((entry) => ({ ...entry, plugin: withArgs(entry.plugin, args, features) }));
  const sets = configuration.plugins ?? {};
  for (const set of Object.values(sets)) {
    for (const { name = '' } of set?.enabled ?? []) {
      const isKnown = WITHOUT_EFFECT.includes(name) || available.some(({ plugin }) => plugin.name === name);
      const text = `the scheduler plugin ${name} is not one of kube-scheduler's own: what it decides is not simulated`;
      if (!isKnown && !problems.includes(text)) problems.push(text);
    }
  }
  const multiPoint = mergeDefaults(available, sets['multiPoint']);
  const filters = atExtensionPoint(multiPoint, available, sets['filter']).map(({ plugin }) => plugin);
  const scorers = atExtensionPoint(multiPoint.filter(({ weight }) => weight > 0), available, sets['score']);
  const preemption = preemptionFrom(sets, args.get('DefaultPreemption'));
  return {
    schedulerName: configuration.schedulerName ?? DEFAULT_SCHEDULER_NAME,
    features,
    filters: filters.filter((plugin) => plugin.filter !== undefined && !isDisabled(sets['preFilter'], plugin.name)),
    scorers: scorers.filter(({ plugin }) => plugin.score !== undefined && !isDisabled(sets['preScore'], plugin.name)),
    ...(preemption === undefined ? {} : { preemption }),
  };
}

function isDisabled(set: PluginSet | undefined, name: string): boolean {
  return (set?.disabled ?? []).some((disabled) => disabled.name === name || disabled.name === '*');
}

/** The default plugins without those that are disabled, those that are enabled again with their new weight, in the default order. */
function mergeDefaults(defaults: readonly ScorePlugin[], set: PluginSet | undefined): readonly ScorePlugin[] {
  const enabled = set?.enabled ?? [];
  const kept = defaults.flatMap((entry) => {
    const custom = enabled.find(({ name }) => name === entry.plugin.name);
    if (isDisabled(set, entry.plugin.name)) return [];
    return [custom === undefined ? entry : { ...entry, weight: weightOf(entry, custom.weight) }];
  });
  const added = enabled.flatMap(({ name, weight }) => {
    const entry = defaults.find(({ plugin }) => plugin.name === name);
    return entry === undefined || kept.some(({ plugin }) => plugin.name === name) ? [] : [{ ...entry, weight: weightOf(entry, weight) }];
  });
  return [...kept, ...added];
}

/** The plugins of one extension point: first those enabled there that MultiPoint has too, then the others of MultiPoint, then the rest. */
function atExtensionPoint(multiPoint: readonly ScorePlugin[], available: readonly ScorePlugin[], set: PluginSet | undefined): readonly ScorePlugin[] {
  const chosen = (set?.enabled ?? []).flatMap(({ name, weight }) => {
    const entry = available.find(({ plugin }) => plugin.name === name);
    return entry === undefined ? [] : [{ ...entry, weight: weightOf(entry, weight) }];
  });
  const names = (list: readonly ScorePlugin[]): ReadonlySet<string> => new Set(list.map(({ plugin }) => plugin.name));
  const [ofMultiPoint, ofChosen] = [names(multiPoint), names(chosen)];
  const others = multiPoint.filter(({ plugin }) => !ofChosen.has(plugin.name) && !isDisabled(set, plugin.name));
  return [...chosen.filter(({ plugin }) => ofMultiPoint.has(plugin.name)), ...others, ...chosen.filter(({ plugin }) => !ofMultiPoint.has(plugin.name))];
}

/** A plugin that scores and is enabled without a weight has weight 1. */
function weightOf({ plugin }: ScorePlugin, weight: number | undefined): number {
  if (plugin.score === undefined) return 0;
  return weight === undefined || weight === 0 ? 1 : weight;
}

function preemptionFrom(sets: NonNullable<ProfileConfiguration['plugins']>, args: Readonly<Record<string, unknown>> | undefined): PreemptionArgs | undefined {
  const isEnabled = (set: PluginSet | undefined): boolean => (set?.enabled ?? []).some(({ name }) => name === 'DefaultPreemption');
  if (!isEnabled(sets['postFilter'])) {
    if (isDisabled(sets['postFilter'], 'DefaultPreemption')) return undefined;
    if (isDisabled(sets['multiPoint'], 'DefaultPreemption') && !isEnabled(sets['multiPoint'])) return undefined;
  }
  return { ...DEFAULT_PREEMPTION, ...(args as Partial<PreemptionArgs> | undefined) };
}

/** The plugin as its arguments want it. */
function withArgs(plugin: Plugin, all: ReadonlyMap<string, Readonly<Record<string, unknown>>>, features: SchedulerFeatures): Plugin {
  const args = all.get(plugin.name);
  if (args === undefined) return plugin;
  switch (plugin.name) {
    case 'NodeResourcesFit':
      return nodeResourcesFit({ ...args, scoringStrategy: strategyFrom(args['scoringStrategy']), leavesToDevices: features.extendedResources });
    case 'NodeResourcesBalancedAllocation':
      return nodeResourcesBalancedAllocation(features, namesOf(args['resources']));
    case 'InterPodAffinity':
      return interPodAffinity(args);
    case 'NodeAffinity':
      return nodeAffinity(args['addedAffinity'] as NodeAffinity | undefined);
    case 'PodTopologySpread':
      return podTopologySpread(args['defaultingType'] === 'List' ? ((args['defaultConstraints'] as readonly TopologySpreadConstraint[] | undefined) ?? []) : undefined);
    default:
      return plugin;
  }
}

/** The names of a list of resources; undefined, which asks for the defaults, when it is empty. */
function namesOf(resources: unknown): string[] | undefined {
  const names = ((resources ?? []) as readonly { readonly name: string }[]).map(({ name }) => name);
  return names.length === 0 ? undefined : names;
}

function strategyFrom(value: unknown): ScoringStrategy {
  const strategy = (value ?? {}) as {
    readonly type?: ScoringStrategy['type'];
    readonly resources?: readonly { readonly name: string; readonly weight?: number }[];
    readonly requestedToCapacityRatio?: { readonly shape?: NonNullable<ScoringStrategy['shape']> };
  };
  const resources = strategy.resources?.map(({ name, weight }) => ({ name, weight: weight ?? 1 }));
  const shape = strategy.requestedToCapacityRatio?.shape;
  return { type: strategy.type ?? 'LeastAllocated', resources: resources === undefined || resources.length === 0 ? DEFAULT_RESOURCES : resources, ...(shape === undefined ? {} : { shape }) };
}
