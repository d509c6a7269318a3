import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { equalJson } from '../../api/json.ts';
import { load } from '../../load/load.ts';
import type { ManifestDocument } from '../../load/manifest-set.ts';
import { type DocumentAnswer, PairCluster } from '../pairs/pair-cluster.ts';
import type { PairCase, PairTick, RefusedDocument } from '../pairs/recording.ts';
import { readJsonLines } from '../recordings.ts';
import type { State } from '../rollout/recording.ts';
import type { Difference, Suite } from '../suite.ts';

/** What the real control plane did with real changes: the same refusals and the same states, tick by tick. The manifests lie beside the recordings. */
export const pairsSuite: Suite = {
  name: 'pairs',
  run: async (folder) => {
    const manifests = [join(folder, '../corpus/pairs'), join(folder, 'pairs')].find((candidate) => existsSync(candidate));
    const cases = readJsonLines<PairCase>(folder, 'cases.jsonl');
    if (manifests === undefined) return { passed: 0, total: 0, differences: [], notes: ['skipped: the manifests of the pairs (corpus/pairs) are not here'] };
    const differences: Difference[] = [];
    let [ticks, ticksPassed, sameRefusals] = [0, 0, 0];
    for (const recorded of cases) {
      const replay = await bestReplay(recorded, join(manifests, recorded.pair));
      ticks += replay.ticks;
      ticksPassed += replay.ticksPassed;
      if (replay.sameRefusals) sameRefusals += 1;
      if (replay.difference !== undefined) differences.push({ id: recorded.pair, text: replay.difference });
    }
    return { passed: cases.length - differences.length, total: cases.length, differences, notes: [`refusals: ${sameRefusals}/${cases.length} pairs, ticks: ${ticksPassed}/${ticks}`] };
  },
};

interface Replay {
  readonly ticks: number;
  readonly ticksPassed: number;
  readonly sameRefusals: boolean;
  /** The first difference. */
  readonly difference: string | undefined;
}

/**
 * How long the real controllers were left alone after each tick is not recorded, and was not always the same: a Job's batch of 1 s or
 * minReadySeconds falls on this side of a tick or the other.
 */
const SETTLE_CHOICES_MS = [700, 1000, 400];

async function bestReplay(recorded: PairCase, folder: string): Promise<Replay> {
  const before = await documentsOf(join(folder, 'before'));
  const after = await documentsOf(join(folder, 'after'));
  const replays = [];
  for (const settleMs of SETTLE_CHOICES_MS) {
    const replay = replayPair(recorded, before, after, settleMs);
    if (replay.difference === undefined) return replay;
    replays.push(replay);
  }
  return replays.reduce((best, replay) => (replay.ticksPassed > best.ticksPassed ? replay : best));
}

function replayPair(recorded: PairCase, before: readonly ManifestDocument[], after: readonly ManifestDocument[], settleMs: number): Replay {
  const cluster = new PairCluster(recorded.namespaces, settleMs);
  const refusalsBefore = compareRefusals('before', recorded.before.refused, cluster.apply(withoutServerFaults(before, recorded.before.refused)));
  cluster.settle();
  const differences: string[] = refusalsBefore;
  for (let tick = 0; tick < recorded.before.settled.tick; tick += 1) cluster.tick();
  const trace = [recorded.before.settled, ...recorded.after.trace];
  let ticksPassed = 0;
  let sameRefusals = refusalsBefore.length === 0;
  for (const [index, expected] of trace.entries()) {
    if (index === 1) {
      const refusals = compareRefusals('after', recorded.after.refused, cluster.apply(withoutServerFaults(after, recorded.after.refused)));
      sameRefusals &&= refusals.length === 0;
      differences.push(...refusals);
      const kept = new Set(after.map(identity));
      cluster.prune(before.filter((document) => !kept.has(identity(document))));
      cluster.settle();
    } else if (index > 1) {
      cluster.tick();
    }
    const found = compareTick(recorded.namespaces, expected, (namespace) => cluster.state(namespace));
    if (found === undefined) ticksPassed += 1;
    else differences.push(`${index === 0 ? 'before' : 'after'}, tick ${expected.tick}: ${found}`);
  }
  return { ticks: trace.length, ticksPassed, sameRefusals, difference: differences[0] };
}

async function documentsOf(folder: string): Promise<ManifestDocument[]> {
  if (!existsSync(folder)) return [];
  const { documents } = await load([folder]);
  return documents.map((document) => ({ ...document, file: relative(folder, document.file).replaceAll('\\', '/') }));
}

function identity({ apiVersion, kind, namespace, name }: ManifestDocument): string {
  return `${apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : ''} ${kind} ${namespace || 'default'}/${name}`;
}

/** By document, and by fields where the server gave causes. A kind that the recorded server knew from an earlier pair is neither here nor there. */
function compareRefusals(side: string, recorded: readonly RefusedDocument[], answers: readonly DocumentAnswer[]): string[] {
  const wanted = new Map(recorded.map((refusal) => [refusal.id, refusal]));
  return answers.flatMap((answer): string[] => {
    const refusal = wanted.get(answer.id);
    if (refusal === undefined) return answer.refused && !answer.unknownKind ? [`${side}: ${answer.kind} of ${answer.id} refused (${answer.message}; ${answer.causes.join(', ')}), recorded as accepted`] : [];
    if (!answer.refused) return [`${side}: ${answer.kind} of ${answer.id} accepted, recorded as refused: ${refusal.message ?? refusal.verdict ?? ''}`];
    const causes = (refusal.causes ?? []).map(({ field = '', reason }) => `${field} ${reason}`).sort();
    if (causes.length === 0 || equalJson(causes, answer.causes)) return [];
    return [`${side}: ${answer.kind} of ${answer.id} refused for ${answer.causes.join(', ')}, recorded ${causes.join(', ')}`];
  });
}

/** Leaves out what the recorded server refused for reasons of its own that no manifest tells: its range of addresses, definitions that an earlier pair left there. */
function withoutServerFaults(documents: readonly ManifestDocument[], refused: readonly RefusedDocument[]): ManifestDocument[] {
  const faults = new Set(refused.filter(({ message = '' }) => message.includes('does not match the current range') || message.includes('was previously a storage version')).map(({ id }) => id));
  return documents.filter((document) => !faults.has(`${document.file}#${document.document}`));
}

/** The first section that is neither the recorded value nor one that was also seen. */
function compareTick(namespaces: readonly string[], expected: PairTick, stateOf: (namespace: string) => State): string | undefined {
  for (const namespace of namespaces) {
    const recorded = expected.state[namespace] ?? {};
    const state = stateOf(namespace);
    for (const section of new Set([...Object.keys(recorded), ...Object.keys(state)])) {
      const [wanted, found] = [recorded[section] ?? {}, state[section] ?? {}].map(withoutRandomNames);
      const alternatives = expected.alsoSeen?.[namespace]?.[section] ?? [];
      if (equalJson(wanted, found) || alternatives.some((value) => equalJson(withoutRandomNames(value), found))) continue;
      return `${namespace} ${section}: ${JSON.stringify(found)}, recorded ${JSON.stringify(wanted)}`;
    }
  }
  return undefined;
}

/** Whether the status of a new ReplicaSet came before the next look at its Deployment is chance: both reasons occur in one recording. */
function withoutRace(value: unknown): unknown {
  const text = JSON.stringify(value);
  return text.includes('"NewReplicaSetCreated"') ? (JSON.parse(text.replace('"NewReplicaSetCreated"', '"ReplicaSetUpdated"')) as unknown) : value;
}

/** Pods of ReplicationControllers are recorded under names that end at random: counted by state instead. */
function withoutRandomNames(section: unknown): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, raw] of Object.entries(section as Record<string, unknown>)) {
    const value = withoutRace(raw);
    const plain = /^orphan:.*-[a-z0-9]{5}$/.test(key) && typeof value === 'string' ? `${key.slice(0, -6)} ${value}` : undefined;
    if (plain === undefined) result[key] = value;
    else result[plain] = ((result[plain] as number | undefined) ?? 0) + 1;
  }
  return result;
}
