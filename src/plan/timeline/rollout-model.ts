import type { KubeObject } from '../../api/object.ts';
import { formatQuantity, parseQuantity } from '../../api/quantity.ts';
import type { LogEntry } from '../../sim/log-entry.ts';
import { fieldOf } from '../objects/workload.ts';
import { objectsOfKind } from '../objects/by-kind.ts';
import type { State } from '../objects/state.ts';
import type { QuotaPeak, Rollout, RolloutStep } from '../plan-model.ts';
import { conditionOf } from './completion.ts';
import type { Movement } from './rollouts.ts';
import { strictestBudget } from './rollout-budgets.ts';
import { shortfallsOf } from './shortfalls.ts';
import { stallReason } from './stall-reason.ts';
import { strategyWords } from './strategy-words.ts';

export interface RolloutModelInput {
  readonly movements: readonly Movement[];
  readonly after: State;
  readonly objects: readonly KubeObject[];
  readonly entries: readonly LogEntry[];
  readonly failedCreates: ReadonlyMap<string, string>;
  readonly startMs: number;
  readonly endMs: number;
}

/** Movements as the plan shows them: times since the apply, steps of at least a second, the verdict and why. */
export function rolloutModels(input: RolloutModelInput): Rollout[] {
  const quotas = quotaHistories(input.objects, input.entries);
  return input.movements.filter(({ deleted }) => !deleted).map((movement) => rolloutModel(movement, input, quotas));
}

function rolloutModel(movement: Movement, { after, objects, failedCreates, startMs, endMs }: RolloutModelInput, quotas: readonly QuotaHistory[]): Rollout {
  const { workload, tracker, completeSinceMs } = movement;
  const { namespace, name = '' } = workload.metadata;
  const planned = after.get(workload.kind, namespace, name);
  const place = planned?.document.locate('');
  const complete = completeSinceMs !== undefined;
  const steps = shownSteps(tracker.steps, startMs, movement);
  const budget = strictestBudget(workload, objects);
  const sets = (): KubeObject[] => objectsOfKind(objects, 'ReplicaSet').filter(({ metadata }) => (metadata.ownerReferences ?? []).some(({ uid }) => uid === workload.metadata.uid));
  const because = complete ? undefined : stallReason(workload, tracker.livePods(), sets(), failedCreates.get(workload.metadata.uid ?? ''));
  return {
    object: { apiVersion: workload.apiVersion, kind: workload.kind, ...(namespace === undefined ? {} : { namespace }), name },
    ...(planned === undefined || place === undefined ? {} : { place: { file: planned.document.file, line: place.line, column: place.column } }),
    strategy: strategyWords(workload),
    replicasBefore: movement.replicasBefore,
    replicasAfter: movement.replicasAfter,
    verdict: complete ? 'completes' : 'stalls',
    durationMs: Math.max(0, (completeSinceMs ?? tracker.steps.at(-1)?.atMs ?? endMs) - startMs),
    ...(because === undefined ? {} : { because }),
    steps,
    minReady: finite(tracker.minReady),
    minAvailable: finite(tracker.minAvailable),
    maxLive: tracker.maxLive,
    pods: tracker.timelines(startMs),
    quotas: quotaPeaks(quotas.filter(({ quota }) => quota.metadata.namespace === namespace), because),
    ...(budget === undefined ? {} : { budget }),
    shortfalls: shortfallsOf({ ...movement, budget, steps: tracker.steps, startMs, endMs }),
  };
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}

/** Numbers change many times within a second; each second is one step, which shows how it ended. The first step is the state before. */
function shownSteps(steps: readonly RolloutStep[], startMs: number, movement: Movement): RolloutStep[] {
  const shown: RolloutStep[] = [];
  for (const [index, step] of steps.entries()) {
    const atMs = step.atMs - startMs;
    const last = shown.at(-1);
    if (index === 0 && movement.replicasBefore > 0) shown.push({ ...step, atMs: 0, note: 'before' });
    else if (index === 0) continue;
    else if (last !== undefined && last.note === undefined && atMs - last.atMs < 1000) shown[shown.length - 1] = { ...step, atMs: last.atMs };
    else shown.push({ ...step, atMs });
  }
  return withNotes(shown.filter((step, index) => index < 2 || !sameShown(step, shown[index - 1])), movement, startMs);
}

function sameShown(a: RolloutStep, b: RolloutStep | undefined): boolean {
  return b !== undefined && a.old === b.old && a.new === b.new && a.ready === b.ready && a.live === b.live && a.pending === b.pending && a.available === b.available;
}

function withNotes(steps: RolloutStep[], { completeSinceMs, workload, exceededAtMs }: Movement, startMs: number): RolloutStep[] {
  const last = steps.length - 1;
  const noted = steps.map((step, index): RolloutStep => {
    if (step.note !== undefined) return step;
    const next = steps[index + 1];
    const doneHere = completeSinceMs !== undefined && step.atMs <= completeSinceMs - startMs && (next === undefined || next.atMs > completeSinceMs - startMs);
    if (doneHere) return { ...step, note: 'complete' };
    if (index === last && completeSinceMs === undefined) return { ...step, note: step.pending > 0 ? `stops here: ${step.pending} pending` : 'stops here' };
    return step.pending > 0 ? { ...step, note: `${step.pending} pending` } : step;
  });
  const end = noted.at(-1);
  if (end === undefined || exceededAtMs === undefined || completeSinceMs !== undefined) return noted;
  const { pending, ...numbers } = end;
  const condition = conditionOf(workload, 'Progressing');
  return [...noted, { ...numbers, pending, atMs: exceededAtMs - startMs, note: `Progressing=False, ${condition?.reason ?? 'ProgressDeadlineExceeded'}` }];
}

/** A quota as it is in the end, and in all its states on the way. */
interface QuotaHistory {
  readonly quota: KubeObject;
  readonly states: readonly KubeObject[];
}

function quotaHistories(objects: readonly KubeObject[], entries: readonly LogEntry[]): QuotaHistory[] {
  const histories = new Map(objectsOfKind(objects, 'ResourceQuota').map((quota) => [quota.metadata.uid, { quota, states: [quota] }]));
  for (const { object } of histories.size === 0 ? [] : entries) if (object.kind === 'ResourceQuota') histories.get(object.metadata.uid)?.states.push(object);
  return [...histories.values()];
}

/** The most that each quota was used for, of what it limits. */
function quotaPeaks(quotas: readonly QuotaHistory[], because: string | undefined): QuotaPeak[] {
  return quotas.flatMap(({ quota, states }) => {
    const hard = (fieldOf(quota, 'spec', 'hard') ?? {}) as Record<string, string | number>;
    return Object.entries(hard).flatMap(([resource, limit]): QuotaPeak[] => {
      const most = parseQuantity(limit);
      const used = states.map((state) => fieldOf(state, 'status', 'used', resource)).map((value) => (typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined));
      const peak = used.reduce((best, value) => (value !== undefined && (best === undefined || value.nanos > best.nanos) ? value : best), undefined);
      if (most === undefined || peak === undefined || peak.nanos === 0n) return [];
      const exceeded = because?.includes(`exceeded quota: ${quota.metadata.name ?? ''}`) === true && because.includes(resource);
      return [{ quota: quota.metadata.name ?? '', resource, peak: formatQuantity(peak), hard: formatQuantity(most), percent: most.nanos === 0n ? 100 : Math.round((Number(peak.nanos) * 100) / Number(most.nanos)), exceeded }];
    });
  });
}
