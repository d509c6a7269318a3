import type { RecordedEvent } from '../../sim/recorder.ts';
import { formatDuration } from '../duration.ts';
import { isPod, type Owners } from '../timeline/owners.ts';
import type { ChangeRun } from '../timeline/run-change.ts';
import { count } from '../words.ts';
import { type Prediction, type Predictor } from './prediction.ts';

/** Shorter waits are those of any rollout. */
const NOTABLE_WAIT_MS = 10_000;

/**
 * Rollouts that complete, but wait in the back-off of a controller whose pods a quota has refused on the way: it tries again after 5 ms, 10 ms and so on
 * up to 1000 s, and room that comes free does not wake it.
 */
export const quotaPredictions: Predictor = ({ after, rollouts, movements, run, owners }) => {
  const refusalsByWorkload = quotaRefusals(run, owners);
  if (refusalsByWorkload.size === 0) return [];
  const creationsByWorkload = podCreations(run, owners);
  return rollouts.flatMap((rollout, index): Prediction[] => {
    const { kind, namespace, name } = rollout.object;
    const uid = movements[index]?.workload.metadata.uid;
    if (rollout.verdict !== 'completes' || uid === undefined) return [];
    const refusals = refusalsByWorkload.get(uid) ?? [];
    const [first, last] = [refusals[0], refusals.at(-1)];
    if (first === undefined || last === undefined) return [];
    const createdMs = creationsByWorkload.get(uid)?.find((timeMs) => timeMs >= last.timeMs) ?? last.timeMs;
    const waitedMs = createdMs - first.timeMs;
    if (waitedMs < NOTABLE_WAIT_MS) return [];
    const quota = /exceeded quota: ([^,]+)/.exec(last.message)?.[1] ?? '';
    const numbers = /requested: .*$/.exec(last.message)?.[0] ?? '';
    const object = after.get('ResourceQuota', namespace, quota) ?? after.get(kind, namespace, name);
    const resource = /limited: ([^=]+)=/.exec(last.message)?.[1];
    const path = object?.reference.kind === 'ResourceQuota' && resource !== undefined ? `spec.hard[${resource}]` : undefined;
    return [{ rule: 'plan/quota-delays-rollout', object, path, message: `${kind} ${namespace ?? ''}/${name} takes ${formatDuration(rollout.durationMs)}, because ResourceQuota ${quota} refuses its pods ${count(refusals.length, 'time')} on the way (${numbers}), and each refusal doubles the wait for the next try; leave room in the quota for the surge and for pods that still end` }];
  });
};

/** What quotas refused, by the uid of the workload that wanted the pods. */
function quotaRefusals({ events }: ChangeRun, owners: Owners): Map<string, RecordedEvent[]> {
  const refusals = events.flatMap((event): [string | undefined, RecordedEvent][] => {
    const object = event.reason === 'FailedCreate' && event.message.includes('exceeded quota: ') ? owners.byUid(event.uid) : undefined;
    return object === undefined ? [] : [[owners.workloadOf(object).metadata.uid, event]];
  });
  return grouped(refusals);
}

/** When pods were created, in order, by the uid of their workload. */
function podCreations({ entries }: ChangeRun, owners: Owners): Map<string, number[]> {
  return grouped(entries.filter(({ verb, object }) => verb === 'created' && isPod(object)).map(({ object, timeMs }) => [owners.workloadOf(object).metadata.uid, timeMs]));
}

function grouped<T>(pairs: readonly (readonly [string | undefined, T])[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, value] of pairs) {
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}
