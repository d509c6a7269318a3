import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts';
import { at, child, type FieldPath } from '../../diag/field-path.ts';
import { shapeProblems, type ConfigurationProblem, type Shape } from './configuration-shape.ts';

export const CONFIGURATION_VERSION = 'kubescheduler.config.k8s.io/v1';
export const CONFIGURATION_KIND = 'KubeSchedulerConfiguration';

const RESOURCES: Shape = { listOf: { fields: { name: 'text', weight: { from: 1, to: 100 } } } };
const TYPED = { apiVersion: 'text', kind: 'text' } as const;

/** The arguments of kube-scheduler's own plugins (pkg/scheduler/apis/config/v1/types_pluginargs.go). */
const ARGS: Readonly<Record<string, Shape>> = {
  DefaultPreemption: { fields: { ...TYPED, minCandidateNodesPercentage: { from: 0, to: 100 }, minCandidateNodesAbsolute: { from: 0 } } },
  DynamicResources: { fields: { ...TYPED, filterTimeout: 'text', bindingTimeout: 'text' } },
  InterPodAffinity: { fields: { ...TYPED, hardPodAffinityWeight: { from: 0, to: 100 }, ignorePreferredTermsOfExistingPods: 'flag' } },
  NodeAffinity: {
    fields: {
      ...TYPED,
      addedAffinity: {
        fields: {
          requiredDuringSchedulingIgnoredDuringExecution: { fields: { nodeSelectorTerms: { listOf: 'anything' } } },
          preferredDuringSchedulingIgnoredDuringExecution: { listOf: { fields: { weight: { from: 1, to: 100 }, preference: 'anything' } } },
        },
      },
    },
  },
  NodeResourcesBalancedAllocation: { fields: { ...TYPED, resources: { listOf: { fields: { name: 'text', weight: { from: 1, to: 1 } } } } } },
  NodeResourcesFit: {
    fields: {
      ...TYPED,
      ignoredResources: { listOf: 'text' },
      ignoredResourceGroups: { listOf: 'text' },
      scoringStrategy: {
        fields: {
          type: { oneOf: ['LeastAllocated', 'MostAllocated', 'RequestedToCapacityRatio'] },
          resources: RESOURCES,
          requestedToCapacityRatio: { fields: { shape: { listOf: { fields: { utilization: { from: 0, to: 100 }, score: { from: 0, to: 10 } } } } } },
        },
      },
    },
  },
  PodTopologySpread: {
    fields: {
      ...TYPED,
      defaultingType: { oneOf: ['System', 'List'] },
      defaultConstraints: {
        listOf: {
          fields: {
            topologyKey: 'text', maxSkew: { from: 1 }, whenUnsatisfiable: { oneOf: ['DoNotSchedule', 'ScheduleAnyway'] }, labelSelector: 'anything', minDomains: { from: 1 },
            nodeAffinityPolicy: { oneOf: ['Honor', 'Ignore'] }, nodeTaintsPolicy: { oneOf: ['Honor', 'Ignore'] }, matchLabelKeys: { listOf: 'text' },
          },
        },
      },
    },
  },
  VolumeBinding: { fields: { ...TYPED, bindTimeoutSeconds: { from: 0 }, shape: 'anything' } },
};

const POINTS = ['preEnqueue', 'queueSort', 'preFilter', 'filter', 'postFilter', 'preScore', 'score', 'reserve', 'permit', 'preBind', 'bind', 'postBind', 'multiPoint'];
const PLUGIN_SET: Shape = { fields: { enabled: { listOf: { fields: { name: 'text', weight: { from: 0 } } } }, disabled: { listOf: { fields: { name: 'text', weight: { from: 0 } } } } } };
const PERCENTAGE: Shape = { from: 0, to: 100 };

const CONFIGURATION: Shape = {
  fields: {
    ...TYPED,
    parallelism: { from: 1 },
    leaderElection: 'anything',
    clientConnection: 'anything',
    enableProfiling: 'flag',
    enableContentionProfiling: 'flag',
    percentageOfNodesToScore: PERCENTAGE,
    podInitialBackoffSeconds: { from: 1 },
    podMaxBackoffSeconds: { from: 1 },
    delayCacheUntilActive: 'flag',
    extenders: { listOf: 'anything' },
    profiles: {
      listOf: {
        fields: {
          schedulerName: 'text',
          percentageOfNodesToScore: PERCENTAGE,
          plugins: { fields: Object.fromEntries(POINTS.map((point) => [point, PLUGIN_SET])) },
          pluginConfig: { listOf: { fields: { name: 'text', args: 'anything' } } },
        },
      },
    },
  },
};

/** Why kube-scheduler would not start with a configuration (pkg/scheduler/apis/config/validation, v1.36); empty when it would. */
export function configurationProblems(configuration: JsonObject): ConfigurationProblem[] {
  const shape = shapeProblems(configuration, CONFIGURATION, '');
  if (shape.length > 0) return shape;
  const problems: ConfigurationProblem[] = [];
  const { podInitialBackoffSeconds: first, podMaxBackoffSeconds: most } = configuration;
  if (typeof first === 'number' && first > (typeof most === 'number' ? most : 10)) problems.push({ path: 'podInitialBackoffSeconds', message: `must not exceed podMaxBackoffSeconds, but is ${first}` });
  const profiles = mapsIn(configuration['profiles']);
  const names = new Set<string>();
  for (const [index, profile] of profiles.entries()) {
    const path = at('profiles', index);
    const name = profile['schedulerName'] ?? (profiles.length === 1 ? 'default-scheduler' : '');
    if (name === '') problems.push({ path: child(path, 'schedulerName'), message: 'must name the scheduler, since there are several profiles' });
    else if (names.has(String(name))) problems.push({ path: child(path, 'schedulerName'), message: `${String(name)} is the name of a profile above` });
    names.add(String(name));
    problems.push(...pluginSetProblems(profile['plugins'], child(path, 'plugins')), ...argsProblems(profile['pluginConfig'], child(path, 'pluginConfig')));
  }
  return problems;
}

function pluginSetProblems(plugins: Json | undefined, path: FieldPath): ConfigurationProblem[] {
  if (!isJsonObject(plugins)) return [];
  return Object.entries(plugins).flatMap(([point, set]) => {
    const names = mapsIn(isJsonObject(set) ? set['enabled'] : undefined).map(({ name }) => String(name ?? ''));
    const list = child(child(path, point), 'enabled');
    return names.flatMap((name, index) => {
      if (name === '') return [{ path: at(list, index), message: 'must name a plugin' }];
      return names.indexOf(name) < index ? [{ path: at(list, index), message: `${name} is enabled above` }] : [];
    });
  });
}

function argsProblems(configs: Json | undefined, path: FieldPath): ConfigurationProblem[] {
  const entries = mapsIn(configs);
  const names = entries.map(({ name }) => String(name ?? ''));
  return entries.flatMap(({ args }, index) => {
    const place = at(path, index);
    const name = names[index] ?? '';
    if (names.indexOf(name) < index) return [{ path: place, message: `${name} has arguments above` }];
    const own = ARGS[name];
    if (own === undefined) return [];
    const shape = shapeProblems(args, own, child(place, 'args'));
    return shape.length > 0 || !isJsonObject(args) ? shape : meaningProblems(name, args, child(place, 'args'));
  });
}

/** What the fields of a plugin's arguments have to be to one another. */
function meaningProblems(plugin: string, args: JsonObject, path: FieldPath): ConfigurationProblem[] {
  switch (plugin) {
    case 'DefaultPreemption':
      return args['minCandidateNodesPercentage'] === 0 && args['minCandidateNodesAbsolute'] === 0
        ? [{ path: child(path, 'minCandidateNodesAbsolute'), message: 'must not be 0 together with minCandidateNodesPercentage' }]
        : [];
    case 'NodeAffinity':
      return requiredAffinityProblems(args['addedAffinity'], child(path, 'addedAffinity'));
    case 'NodeResourcesFit':
      return strategyProblems(args['scoringStrategy'], child(path, 'scoringStrategy'));
    case 'PodTopologySpread':
      return spreadProblems(args, path);
    default:
      return [];
  }
}

function requiredAffinityProblems(affinity: Json | undefined, path: FieldPath): ConfigurationProblem[] {
  const required = isJsonObject(affinity) ? affinity['requiredDuringSchedulingIgnoredDuringExecution'] : undefined;
  if (!isJsonObject(required) || mapsIn(required['nodeSelectorTerms']).length > 0) return [];
  return [{ path: child(path, 'requiredDuringSchedulingIgnoredDuringExecution'), message: 'needs nodeSelectorTerms' }];
}

function strategyProblems(strategy: Json | undefined, path: FieldPath): ConfigurationProblem[] {
  if (!isJsonObject(strategy)) return [];
  const ratio = strategy['requestedToCapacityRatio'];
  const place = child(path, 'requestedToCapacityRatio');
  if (strategy['type'] !== 'RequestedToCapacityRatio') return isJsonObject(ratio) ? [{ path: place, message: 'is for the type RequestedToCapacityRatio only' }] : [];
  const points = isJsonObject(ratio) ? mapsIn(ratio['shape']) : [];
  if (points.length === 0) return [{ path: isJsonObject(ratio) ? child(place, 'shape') : path, message: 'needs requestedToCapacityRatio.shape with one point at least' }];
  const unordered = points.findIndex((point, index) => index > 0 && Number(points[index - 1]?.['utilization'] ?? 0) >= Number(point['utilization'] ?? 0));
  return unordered === -1 ? [] : [{ path: child(at(child(place, 'shape'), unordered), 'utilization'), message: 'must be higher than that of the point above' }];
}

function spreadProblems(args: JsonObject, path: FieldPath): ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  const constraints = mapsIn(args['defaultConstraints']);
  if (constraints.length > 0 && args['defaultingType'] !== 'List') problems.push({ path: child(path, 'defaultConstraints'), message: 'needs defaultingType: List' });
  for (const [index, { topologyKey, maxSkew, whenUnsatisfiable, labelSelector }] of constraints.entries()) {
    const place = at(child(path, 'defaultConstraints'), index);
    if (typeof topologyKey !== 'string' || topologyKey === '') problems.push({ path: place, message: 'needs a topologyKey' });
    if (typeof maxSkew !== 'number') problems.push({ path: place, message: 'needs a maxSkew of at least 1' });
    if (typeof whenUnsatisfiable !== 'string') problems.push({ path: place, message: 'needs whenUnsatisfiable: DoNotSchedule or ScheduleAnyway' });
    if (isJsonObject(labelSelector)) problems.push({ path: child(place, 'labelSelector'), message: 'must be absent: the selector is that of the Services and the owner of each pod' });
  }
  return problems;
}

function mapsIn(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
