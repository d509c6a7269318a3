import { DEFAULT_KUBERNETES_VERSION, type KubernetesVersion } from '../api/kubernetes-version.ts';
import type { KubeObject } from '../api/object.ts';
import type { ManifestSet } from '../load/manifest-set.ts';
import { createSimulation, type SimulationOptions } from '../sim/simulation.ts';
import { type ApplyOrder, guessOrder, wavesOf } from './apply-order.ts';
import { assumptionTexts } from './assumptions.ts';
import { changesOf, withRefusals } from './changes/changes.ts';
import { createSecretMasks } from './changes/secrets.ts';
import { withOutcomes } from './effects/rollout-effects.ts';
import type { PlannedObject } from './objects/planned-object.ts';
import { stateOf } from './objects/state.ts';
import type { PlanOutcome } from './plan-model.ts';
import { predictionsOf } from './predictions/predictions.ts';
import { assumedObjects } from './timeline/assumed-objects.ts';
import { pendingPods } from './timeline/pending-pods.ts';
import { placementsOf } from './timeline/placements.ts';
import { rolloutModels } from './timeline/rollout-model.ts';
import { movementsOf } from './timeline/rollouts.ts';
import { runChange } from './timeline/run-change.ts';
import { serviceTimelines } from './timeline/service-timelines.ts';
import { isServable } from './timeline/servable.ts';
import { failedCreates } from './timeline/failed-creates.ts';
import { Owners } from './timeline/world.ts';

export interface PlanOptions {
  readonly version?: KubernetesVersion;
  /** For objects that name no namespace. Default `default`. */
  readonly namespace?: string;
  /** Nodes and what else the cluster holds: a snapshot, or `parseNodes(…)`. Without nodes no placement is claimed. */
  readonly cluster?: readonly KubeObject[];
  /** Where they come from, for people: `3 nodes from nodes.yaml`. */
  readonly clusterLabel?: string;
  /** What `before` is, for people: `git:main (3f2c1ab)`. */
  readonly againstLabel?: string;
  /** Who applies. Default: guessed from annotations and labels. */
  readonly order?: ApplyOrder;
  /** Delete what only `before` has. Default true; objects read from a cluster are never deleted. */
  readonly prune?: boolean;
  /** Also show what differs only because the API server's defaults do. */
  readonly showDefaults?: boolean;
  /** Take what the input refers to and does not contain as existing. Default true. */
  readonly assumeReferences?: boolean;
  /** How pods behave, the virtual start time and the limits of the simulation. */
  readonly simulation?: Pick<SimulationOptions, 'behaviour' | 'limits' | 'startTime'>;
}

/** What would happen if `after` were applied where `before` is (nothing, when undefined). Deterministic: the order of files does not matter. */
export function plan(before: ManifestSet | undefined, after: ManifestSet, options: PlanOptions = {}): PlanOutcome {
  const version = options.version ?? DEFAULT_KUBERNETES_VERSION;
  const cluster = options.cluster ?? [];
  const stateOptions = { version, defaultNamespace: options.namespace ?? 'default', definitions: [...(before?.documents ?? []), ...after.documents] };
  const [old, wanted] = [stateOf(before, stateOptions), stateOf(after, stateOptions)];
  const order = options.order ?? guessOrder(wanted.objects);
  const prune = options.prune ?? true;
  const waves = (objects: readonly PlannedObject[]): readonly (readonly PlannedObject[])[] => wavesOf(objects, order);
  const wantedKeys = new Set(wanted.objects.map(({ key }) => key));
  const pruned = prune ? old.objects.filter(({ key, live }) => !live && !wantedKeys.has(key)) : [];
  const hasNodes = cluster.some(({ kind }) => kind === 'Node') || [...old.objects, ...wanted.objects].some(({ reference }) => reference.kind === 'Node');
  const assumed = options.assumeReferences === false ? { objects: [], names: [] } : assumedObjects([old, wanted], cluster);
  const servable = (objects: readonly PlannedObject[]): PlannedObject[] => objects.filter((object) => isServable(object, version, stateOptions.definitions));

  const masks = createSecretMasks();
  const { changes: intended, changedKeys, unchanged } = changesOf(old, wanted, { version, masks, showDefaults: options.showDefaults ?? false, prune, order: (objects) => waves(objects).flat() });

  const run = runChange({
    cluster,
    assumed: assumed.objects,
    before: waves(servable(old.applied)),
    after: waves(servable(wanted.applied.filter(({ key }) => changedKeys.has(key)))),
    pruned: [...waves(servable(pruned)).flat()].reverse(),
    createSimulation: () => createSimulation({ version, placement: hasNodes ? 'scheduler' : 'anywhere', requireReferences: options.assumeReferences === false, ...options.simulation }),
  });

  const owners = new Owners(run.before, run.entries);
  const movements = movementsOf(run.before, run.entries, owners, run.startMs).sort(byKindAndName);
  const rollouts = rolloutModels({ movements, after: wanted, objects: run.after, entries: run.entries, failedCreates: failedCreates(run.events, owners), startMs: run.startMs, endMs: run.endMs });
  const pending = hasNodes ? pendingPods(run.before, run.after, run.decisions, owners) : [];
  const services = serviceTimelines(run.before, run.after, run.entries, run.startMs, run.endMs);
  const changes = withRefusals(intended, wanted, run.refused);
  const findings = predictionsOf({ version, before: old, after: wanted, changes, rollouts, movements: movements.filter(({ deleted }) => !deleted), services, pending, run });
  return {
    plan: {
      ...(options.againstLabel === undefined ? {} : { against: options.againstLabel }),
      ...(hasNodes ? { cluster: options.clusterLabel ?? 'nodes of the input' } : {}),
      changes: withOutcomes(changes, rollouts),
      unchanged,
      rollouts,
      placements: hasNodes ? placementsOf(run.before, run.after, owners) : [],
      pending: pending.map(({ owner: _owner, lacking: _lacking, ...pod }) => pod),
      services,
      preemptions: run.decisions.filter(({ victims }) => victims.length > 0).map(({ pod, node, nominatedNode, victims }) => ({ pod, node: nominatedNode ?? node ?? '', victims })),
      whatIf: [],
      assumptions: assumptionTexts({ hasNodes, assumed: assumed.names, unserved: [...wanted.objects].filter((object) => !isServable(object, version, stateOptions.definitions)).map(({ reference }) => reference), rollouts }),
      complete: run.complete,
      ...(run.complete ? {} : { stoppedBecause: run.stoppedBecause }),
    },
    findings,
  };
}

function byKindAndName(a: { readonly workload: KubeObject }, b: { readonly workload: KubeObject }): number {
  const key = ({ kind, metadata }: KubeObject): string => `${kind} ${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
  return key(a.workload) < key(b.workload) ? -1 : 1;
}
