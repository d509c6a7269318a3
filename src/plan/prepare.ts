import { parseApiVersion } from '../api/gvk.ts';
import type { JsonObject } from '../api/json.ts';
import { DEFAULT_KUBERNETES_VERSION, type KubernetesVersion } from '../api/kubernetes-version.ts';
import type { KubeObject } from '../api/object.ts';
import type { ObjectReference } from '../diag/finding.ts';
import { UsageError } from '../diag/usage-error.ts';
import type { ManifestDocument, ManifestSet } from '../load/manifest-set.ts';
import type { SchedulingOptions } from '../sim/placement/scheduling-options.ts';
import type { BehaviourSources } from '../sim/kubelet/behaviour.ts';
import type { ImageStatements } from '../sim/kubelet/node-images.ts';
import { createSimulation } from '../sim/simulation.ts';
import { guessOrder, wavesOf } from './apply-order.ts';
import { type ChangeSet, changesOf } from './changes/changes.ts';
import { createSecretMasks } from './changes/secrets.ts';
import type { PlannedObject } from './objects/planned-object.ts';
import type { Definition } from './objects/scope.ts';
import { type State, stateOf } from './objects/state.ts';
import { fieldOf, textAt } from './objects/workload.ts';
import type { PlanOptions } from './plan-options.ts';
import { assumedObjects } from './timeline/assumed-objects.ts';
import type { ChangeRunInput } from './timeline/run-change.ts';
import { isServable } from './timeline/servable.ts';
import { overridesOf, type ScenarioWorld } from './what-if/scenario-world.ts';
import { listed } from './words.ts';

/** Everything about a plan that is known before anything is simulated. */
export interface PreparedPlan {
  readonly version: KubernetesVersion;
  readonly old: State;
  readonly wanted: State;
  readonly hasNodes: boolean;
  readonly changeSet: ChangeSet;
  /** What is taken as existing, by name. */
  readonly assumed: readonly string[];
  /** What scenarios say of the world, a sentence each. */
  readonly worldTexts: readonly string[];
  /** What was said of how a pod behaves, beside its annotations. */
  readonly sources: (pod: KubeObject) => BehaviourSources;
  /** Objects of kinds that nobody in the input defines. */
  readonly unserved: readonly ObjectReference[];
  readonly scheduling: SchedulingOptions;
  readonly runInput: ChangeRunInput;
}

/** Three rounds of the autoscaler. */
const AUTOSCALER_ROUNDS_MS = 45_000;

export function prepare(before: ManifestSet | undefined, after: ManifestSet, options: PlanOptions): PreparedPlan {
  const version = options.version ?? DEFAULT_KUBERNETES_VERSION;
  const documents = [...(before?.documents ?? []), ...after.documents];
  const cluster = [...neededDefinitions(options.definitions ?? [], documents, options.cluster ?? []), ...(options.cluster ?? [])];
  const definitions: readonly Definition[] = [...cluster.map((object) => ({ kind: object.kind, object: object as unknown as JsonObject })), ...documents];
  const stateOptions = { version, defaultNamespace: options.namespace ?? 'default', definitions };
  const [old, wanted] = [stateOf(before, stateOptions), stateOf(after, stateOptions)];
  const order = options.order ?? guessOrder(wanted.objects);
  const prune = options.prune ?? true;
  const waves = (objects: readonly PlannedObject[]): readonly (readonly PlannedObject[])[] => wavesOf(objects, order);
  const isServed = (object: PlannedObject): boolean => isServable(object, version, definitions);
  const changeSet = changesOf(old, wanted, { version, masks: createSecretMasks(), showDefaults: options.showDefaults ?? false, prune, order: (objects) => waves(objects).flat() });
  const nodes = [...cluster, ...[...old.objects, ...wanted.objects].map(({ whole }) => whole)].filter(({ kind }) => kind === 'Node');
  const hasNodes = nodes.length > 0 || (options.simulation?.nodeGroups ?? []).length > 0;
  refuseEmptyNodes(nodes);
  const assumed = options.assumeReferences === false ? { objects: [], names: [] } : assumedObjects([old, wanted], cluster);
  const knowsDevices = cluster.some(({ kind }) => kind === 'ResourceSlice') || [old, wanted].some((state) => state.ofKind('ResourceSlice').length > 0);
  const isAssuming = options.assumeReferences !== false;
  const scheduling: SchedulingOptions = { ...(isAssuming ? { otherSchedulers: 'default' } : {}), ...(isAssuming && !knowsDevices ? { devices: 'assumed' } : {}), ...options.simulation?.scheduling };
  const worlds = (options.scenarios ?? []).map(({ world }) => world);
  const { missing: missingImages, ...images } = imagesOf(worlds, options.simulation?.images);
  const stated = overridesOf(worlds);
  const sources = (pod: KubeObject): BehaviourSources => ({ given: options.simulation?.behaviour?.(pod), overrides: { ...options.simulation?.overrides?.(pod), ...stated?.(pod) } });
  const wantedKeys = new Set(wanted.objects.map(({ key }) => key));
  const pruned = prune ? old.objects.filter((object) => !object.live && !wantedKeys.has(object.key) && isServed(object)) : [];
  return {
    version,
    old,
    wanted,
    hasNodes,
    changeSet,
    assumed: assumed.names,
    worldTexts: worlds.flatMap(({ texts }) => texts),
    sources,
    scheduling,
    unserved: wanted.objects.filter((object) => !isServed(object)).map(({ reference }) => reference),
    runInput: {
      version,
      applyMode: options.applyMode ?? 'server-side',
      cluster,
      assumed: assumed.objects,
      before: waves(old.applied.filter(isServed)),
      after: waves(wanted.applied.filter((object) => changeSet.changedKeys.has(object.key) && isServed(object))),
      pruned: [...waves(pruned).flat()].reverse(),
      atLeastMs: [old, wanted].some((state) => state.ofKind('HorizontalPodAutoscaler').length > 0) ? AUTOSCALER_ROUNDS_MS : 0,
      missingImages,
      createSimulation: (asked) =>
        createSimulation({
          version,
          placement: hasNodes ? 'scheduler' : 'anywhere',
          requireReferences: options.assumeReferences === false,
          ...options.simulation,
          scheduling,
          images,
          overrides: (pod) => ({ ...sources(pod).overrides, ...asked?.(pod) }),
        }),
    },
  };
}

/** The definitions of kinds that the input has objects of, unless it or the cluster defines them. */
function neededDefinitions(given: readonly KubeObject[], documents: readonly ManifestDocument[], cluster: readonly KubeObject[]): KubeObject[] {
  const kinds = new Set(documents.map(({ apiVersion, kind }) => `${parseApiVersion(apiVersion).group} ${kind}`));
  const defined = new Set([...documents.map(({ object }) => object), ...cluster].filter(({ kind }) => kind === DEFINITION_KIND).map((object) => textAt(object, 'metadata', 'name')));
  const needed = new Map<string, KubeObject>();
  for (const object of given) {
    const name = textAt(object, 'metadata', 'name');
    const defines = `${textAt(object, 'spec', 'group') ?? ''} ${textAt(object, 'spec', 'names', 'kind') ?? ''}`;
    if (object.kind === DEFINITION_KIND && name !== undefined && !defined.has(name) && kinds.has(defines)) needed.set(name, object);
  }
  return [...needed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
}

const DEFINITION_KIND = 'CustomResourceDefinition';

/** What is said of images: by the scenarios, the last one first, then by the caller. */
function imagesOf(worlds: readonly ScenarioWorld[], given: ImageStatements | undefined): ImageStatements & { readonly missing: readonly string[] } {
  const bytesPerSecond = worlds.findLast(({ images }) => images.bytesPerSecond !== undefined)?.images.bytesPerSecond ?? given?.bytesPerSecond;
  return {
    sizes: Object.assign({}, given?.sizes, ...worlds.map(({ images }) => images.sizes)) as Record<string, number>,
    missing: [...(given?.missing ?? []), ...worlds.flatMap(({ images }) => images.missing)],
    ...(bytesPerSecond === undefined ? {} : { bytesPerSecond }),
  };
}

/** A node that does not say what it has would take no pod, and every pod would stay pending for no good reason. */
function refuseEmptyNodes(nodes: readonly KubeObject[]): void {
  const empty = nodes.filter((node) => fieldOf(node, 'status', 'allocatable') === undefined && fieldOf(node, 'status', 'capacity') === undefined);
  if (empty.length > 0) throw new UsageError(`${listed(empty.map(({ metadata }) => `Node ${metadata.name ?? ''}`))} ${empty.length === 1 ? 'has' : 'have'} no status.allocatable: take nodes as \`kubectl get nodes -o yaml\` prints them, or give --nodes 3x4cpu16Gi`);
}
