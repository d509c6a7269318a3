import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { amountsOf } from '../api/effective-requests.ts';
import type { KubeObject } from '../api/object.ts';
import { load, loadText } from '../load/load.ts';
import type { ManifestSet } from '../load/manifest-set.ts';
import { inFixedOrder } from '../plan/cluster-order.ts';
import { plan } from '../plan/plan.ts';
import { prepare } from '../plan/prepare.ts';
import { applyChange, clusterBefore, runChange, settle } from '../plan/timeline/run-change.ts';
import { fencepostsOf } from './controllers/deployment/arithmetic.ts';
import { controllerOf, type Deployment, type Pod, type ReplicaSet, type ResourceQuota } from './objects.ts';
import { isAvailable } from './pods/conditions.ts';
import { inScope } from '../api/quota/scope.ts';
import { usageOf } from './quota/usage.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TRAPS = join(ROOT, 'testdata/traps');
/** Real changes, where the material that the project is built with lies beside it. */
const PAIRS = join(ROOT, '../shared/oracle/corpus/pairs');
const PAIRS_TRIED = 12;
const START_EPOCH_MS = Date.UTC(2026, 0, 1);

interface Change {
  readonly before: ManifestSet;
  readonly after: ManifestSet;
  readonly cluster: readonly KubeObject[];
}

async function changeIn(folder: string): Promise<Change> {
  const nodes = join(folder, 'nodes.yaml');
  const cluster = existsSync(nodes) ? (await load([nodes])).documents.map(({ object }) => object as unknown as KubeObject) : [];
  return { before: await load([join(folder, 'before')]), after: await load([join(folder, 'after')]), cluster };
}

const FOLDERS = ['testdata/shop', ...readdirSync(TRAPS).sort().map((name) => `testdata/traps/${name}`)];

/** The whole log of a change, from the first write to the last. */
function logOf({ before, after, cluster }: Change): string {
  const { runInput } = prepare(before, after, { cluster: inFixedOrder(cluster) });
  const { simulation } = clusterBefore(runInput);
  applyChange(runInput, simulation);
  settle(simulation, runInput.atLeastMs);
  return simulation.log.map((entry) => JSON.stringify(entry)).join('\n');
}

/** In another order, always the same one. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed;
  const random = (): number => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648);
  return items.map((item) => ({ item, rank: random() })).sort((a, b) => a.rank - b.rank).map(({ item }) => item);
}

function shuffledSet(set: ManifestSet, seed: number): ManifestSet {
  return { ...set, files: shuffled(set.files, seed), documents: shuffled(set.documents, seed) };
}

describe('the same input', () => {
  it.each(FOLDERS.filter((folder) => !folder.endsWith('-mended')))('%s gives the same log, also in another order', async (folder) => {
    const change = await changeIn(join(ROOT, folder));
    const log = logOf(change);
    expect(log.length).toBeGreaterThan(0);
    expect(logOf(change) === log).toBe(true);
    for (const seed of [1, 2]) {
      const other = { before: shuffledSet(change.before, seed), after: shuffledSet(change.after, seed), cluster: shuffled(change.cluster, seed) };
      expect(logOf(other) === log, `shuffled with ${seed}`).toBe(true);
    }
  });
});

describe('a rollout', () => {
  it.each(FOLDERS)('%s stays within surge, availability and quota', async (folder) => {
    const { before, after, cluster } = await changeIn(join(ROOT, folder));
    const { runInput } = prepare(before, after, { cluster });
    const run = runChange(runInput);
    const world = new Map(run.before.map((object) => [object.metadata.uid ?? '', object]));
    const all = <T extends KubeObject>(kind: string): T[] => [...world.values()].filter((object): object is T => object.kind === kind);
    for (const { verb, by, object, timeMs, previous } of run.entries) {
      const uid = object.metadata.uid ?? '';
      if (object.kind === 'Pod' && by === 'replicaset-controller' && verb !== 'created' && object.metadata.deletionTimestamp !== undefined && previous?.metadata.deletionTimestamp === undefined) {
        expectEnoughAvailable(object as Pod, all<Pod>('Pod'), all<ReplicaSet>('ReplicaSet'), all<Deployment>('Deployment'), START_EPOCH_MS + timeMs);
      }
      if (verb === 'deleted') world.delete(uid);
      else world.set(uid, object);
      if (object.kind === 'ReplicaSet' && by === 'deployment-controller') expectBoundedSurge(object as ReplicaSet, all<ReplicaSet>('ReplicaSet'), all<Deployment>('Deployment'));
      if (object.kind === 'Pod' && verb === 'created') for (const quota of all<ResourceQuota>('ResourceQuota')) expectWithin(quota, all<Pod>('Pod'), object as Pod, START_EPOCH_MS + timeMs);
    }
  });

  /** When a controller deletes an available pod, those that are left are as many as the strategy promises. */
  function expectEnoughAvailable(deleted: Pod, pods: readonly Pod[], sets: readonly ReplicaSet[], deployments: readonly Deployment[], nowEpochMs: number): void {
    const set = sets.find(({ metadata }) => metadata.uid === controllerOf(deleted)?.uid);
    const deployment = deployments.find(({ metadata }) => metadata.uid === (set === undefined ? undefined : controllerOf(set)?.uid));
    if (deployment === undefined || deployment.spec?.strategy?.type === 'Recreate') return;
    const own = new Set(sets.filter((candidate) => controllerOf(candidate)?.uid === deployment.metadata.uid).map(({ metadata }) => metadata.uid));
    const available = pods.filter((pod) => own.has(controllerOf(pod)?.uid) && pod.metadata.deletionTimestamp === undefined && isAvailable(pod, deployment.spec?.minReadySeconds ?? 0, nowEpochMs));
    if (!available.some(({ metadata }) => metadata.uid === deleted.metadata.uid)) return;
    expect(available.length - 1).toBeGreaterThanOrEqual((deployment.spec?.replicas ?? 1) - fencepostsOf(deployment).unavailable);
  }

  function expectBoundedSurge(changed: ReplicaSet, sets: readonly ReplicaSet[], deployments: readonly Deployment[]): void {
    const deployment = deployments.find(({ metadata }) => metadata.uid === controllerOf(changed)?.uid);
    if (deployment === undefined) return;
    const own = sets.filter((set) => controllerOf(set)?.uid === deployment.metadata.uid);
    const total = own.reduce((sum, set) => sum + (set.spec?.replicas ?? 0), 0);
    // A scale-down begins with more than it ends with; only what is added counts.
    const isGrowing = own.every((set) => (set.spec?.replicas ?? 0) <= (deployment.spec?.replicas ?? 1));
    if (isGrowing) expect(total).toBeLessThanOrEqual((deployment.spec?.replicas ?? 1) + fencepostsOf(deployment).surge);
  }

  function expectWithin(quota: ResourceQuota, pods: readonly Pod[], created: Pod, nowEpochMs: number): void {
    if (quota.metadata.namespace !== created.metadata.namespace || !inScope(quota, created)) return;
    const counted = pods.filter((pod) => pod.metadata.namespace === created.metadata.namespace && inScope(quota, pod));
    for (const [resource, hard] of amountsOf(quota.spec?.hard)) {
      if (!usageOf(created, 'Pod', 'pods', nowEpochMs).has(resource)) continue;
      const used = counted.reduce((sum, pod) => sum + (usageOf(pod, 'Pod', 'pods', nowEpochMs).get(resource)?.nanos ?? 0n), 0n);
      expect(used <= hard.nanos, `${resource} of quota ${quota.metadata.name ?? ''}`).toBe(true);
    }
  }
});

/** What people apply, as `kubectl get -o json` shows it: without what controllers make. */
function snapshotOf(objects: readonly KubeObject[], wanted: ManifestSet): ManifestSet {
  const applied = new Set(wanted.documents.map(({ kind, name, namespace }) => `${kind} ${namespace}/${name}`));
  const items = objects.filter(({ kind, metadata }) => applied.has(`${kind} ${metadata.namespace ?? ''}/${metadata.name ?? ''}`));
  return loadText(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }), 'snapshot.json');
}

function expectNothing(x: ManifestSet, cluster: readonly KubeObject[]): void {
  const { plan: result, findings } = plan(x, x, { cluster });
  expect(result.changes).toEqual([]);
  expect(result.rollouts).toEqual([]);
  expect(findings).toEqual([]);
}

function expectTurned({ before, after, cluster }: Change): void {
  const { changes } = plan(before, after, { cluster }).plan;
  const { old, wanted } = prepare(before, after, { cluster });
  const keyOf = (kind: string, namespace: string | undefined, name: string): string => `${kind} ${namespace ?? ''}/${name}`;
  const keys = new Set(old.objects.map(({ reference }) => keyOf(reference.kind, reference.namespace, reference.name)));
  for (const { action, object } of changes) {
    if (action === 'create') keys.add(keyOf(object.kind, object.namespace, object.name));
    if (action === 'delete') keys.delete(keyOf(object.kind, object.namespace, object.name));
  }
  expect([...keys].sort()).toEqual(wanted.objects.map(({ reference }) => keyOf(reference.kind, reference.namespace, reference.name)).sort());
}

describe('a plan', () => {
  it.each(FOLDERS)('%s: of the same twice is empty', async (folder) => {
    const { before, after, cluster } = await changeIn(join(ROOT, folder));
    expectNothing(before, cluster);
    expectNothing(after, cluster);
  });

  it.each(FOLDERS)('%s: its changes turn what was there into what is wanted', async (folder) => {
    const change = await changeIn(join(ROOT, folder));
    expectTurned(change);
    const { runInput, wanted } = prepare(change.before, change.after, { cluster: change.cluster });
    const run = runChange(runInput);
    if (run.refused.size > 0) return;
    // Once applied, the same manifests change nothing any more, but for what an autoscaler has decided.
    const { changes } = plan(snapshotOf(run.after, change.after), change.after, { cluster: change.cluster, prune: false }).plan;
    const scaled = new Set(wanted.ofKind('HorizontalPodAutoscaler').map(({ stated }) => (stated as { spec?: { scaleTargetRef?: { name?: string } } }).spec?.scaleTargetRef?.name));
    const left = changes.flatMap(({ object, fields }) => fields.filter(({ path }) => path !== 'spec.replicas' || !scaled.has(object.name)).map(({ path }) => `${object.kind} ${object.name} ${path}`));
    expect(left).toEqual([]);
  });

  const pairs = existsSync(PAIRS) ? readdirSync(PAIRS).sort() : [];
  const step = Math.max(1, Math.floor(pairs.length / PAIRS_TRIED));
  it.each(pairs.filter((_, index) => index % step === 0).slice(0, PAIRS_TRIED))('of a real change, %s: the same twice is empty, and its changes lead to what is wanted', async (pair) => {
    const change = await changeIn(join(PAIRS, pair));
    expectNothing(change.after, []);
    expectTurned(change);
  });
});
