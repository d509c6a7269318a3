import type { Effect } from '../plan-model.ts';
import { fieldOf, listAt, numberAt, podTemplateOf, replicasOf, textAt } from '../objects/workload.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import { semanticallyEqual } from '../objects/semantic-equality.ts';
import { count, listed } from '../words.ts';
import { effect, type EffectRule } from './effect-context.ts';

/** Deployments, StatefulSets, DaemonSets, ReplicaSets, Jobs, CronJobs, Pods: what becomes of their pods. */
export const workloadEffects: EffectRule = {
  kinds: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job', 'CronJob', 'Pod'],
  effects: ({ before, after }) => {
    if (before === undefined) return after === undefined ? [] : created(after);
    return after === undefined ? deleted(before) : updated(before, after);
  },
};

function created({ defaulted }: PlannedObject): Effect[] {
  switch (defaulted.kind) {
    case 'CronJob':
      return [effect('future-jobs', fieldOf(defaulted, 'spec', 'suspend') === true ? 'suspended: starts no Jobs' : `starts a Job at ${textAt(defaulted, 'spec', 'schedule') ?? 'its schedule'}`)];
    case 'Job':
      return [effect('runs-job', fieldOf(defaulted, 'spec', 'suspend') === true ? 'suspended: runs nothing yet' : 'runs once')];
    case 'DaemonSet':
      return [effect('starts-pods', 'starts a pod on every node that it fits')];
    default:
      return [effect('starts-pods', `starts ${count(replicasOf(defaulted) ?? 0, 'pod')}`)];
  }
}

function deleted({ defaulted }: PlannedObject): Effect[] {
  const replicas = replicasOf(defaulted);
  switch (defaulted.kind) {
    case 'CronJob':
      return [effect('future-jobs', 'starts no more Jobs, the ones it made are deleted with it')];
    case 'Job':
      return [effect('stops-pods', 'deletes the Job and its pods, also when they still run')];
    case 'DaemonSet':
      return [effect('stops-pods', 'stops its pod on every node')];
    case 'StatefulSet':
      return [effect('stops-pods', `stops ${count(replicas ?? 0, 'pod')}`), ...claimsKept(defaulted)];
    default:
      return [effect('stops-pods', `stops ${count(replicas ?? 0, 'pod')}`)];
  }
}

/** What becomes of the claims of a StatefulSet that goes away: they stay unless its retention policy says otherwise. */
export function claimsKept(object: PlannedObject['defaulted']): Effect[] {
  if (object.kind !== 'StatefulSet') return [];
  const first = numberAt(object, 'spec', 'ordinals', 'start') ?? 0;
  const claims = listAt(object, 'spec', 'volumeClaimTemplates').flatMap((template) =>
    [...Array(replicasOf(object) ?? 0).keys()].map((index) => `${textAt(template, 'metadata', 'name') ?? ''}-${object.metadata.name ?? ''}-${first + index}`),
  );
  if (claims.length === 0) return [];
  const policy = textAt(object, 'spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted');
  return policy === 'Delete' ? [effect('loses-data', `deletes the claims ${listed(claims)} and their data`)] : [effect('keeps-data', `keeps the claims ${listed(claims)}: delete them yourself when their data may go`)];
}

function updated(before: PlannedObject, after: PlannedObject): Effect[] {
  const [old, now] = [before.defaulted, after.defaulted];
  const rolls = !semanticallyEqual(podTemplateOf(old), podTemplateOf(now));
  if (now.kind === 'CronJob') return cronJobUpdated(old, now);
  if (now.kind === 'Job') return suspension(old, now);
  if (now.kind === 'Pod') return [effect('no-restart', 'changes the pod where it runs')];
  const effects = rolls ? [rolling(old, now)] : [];
  const [from, to] = [replicasOf(old), replicasOf(now)];
  if (from !== undefined && to !== undefined && from !== to) effects.push(effect('scales', to > from ? `adds ${count(to - from, 'pod')}` : to === 0 ? `stops ${from === 1 ? 'its only pod' : `all ${from} pods`}` : `removes ${count(from - to, 'pod')}`));
  if (effects.length === 0) effects.push(effect('no-restart', 'no restart: the pods stay as they are'));
  return effects;
}

function rolling(old: PlannedObject['defaulted'], now: PlannedObject['defaulted']): Effect {
  const pods = count(replicasOf(old) ?? 0, 'pod');
  switch (now.kind) {
    case 'Deployment':
      if (fieldOf(now, 'spec', 'paused') === true) return effect('waits-while-paused', 'the rollout is paused: no pod changes until it is resumed');
      if (textAt(now, 'spec', 'strategy', 'type') === 'Recreate') return effect('recreates-pods', `stops ${pods} first, then starts ${count(replicasOf(now) ?? 0, 'new one')}`);
      return effect('rolls-pods', `rolls ${pods}`);
    case 'StatefulSet': {
      if (textAt(now, 'spec', 'updateStrategy', 'type') === 'OnDelete') return effect('restarts-on-delete', `no restart: each of ${pods} changes when it is deleted (OnDelete)`);
      const partition = numberAt(now, 'spec', 'updateStrategy', 'rollingUpdate', 'partition') ?? 0;
      const first = numberAt(now, 'spec', 'ordinals', 'start') ?? 0;
      const moved = Math.max(0, Math.min(replicasOf(now) ?? 0, first + (replicasOf(now) ?? 0) - partition));
      if (moved === 0 && (replicasOf(now) ?? 0) > 0) return effect('restarts-on-delete', `no restart: the partition ${partition} covers all of ${pods}`);
      return effect('rolls-pods', partition > first ? `rolls ${count(moved, 'pod')} from the highest ordinal down to ${partition} (partition)` : `rolls ${pods} one by one, the highest ordinal first`);
    }
    case 'DaemonSet':
      if (textAt(now, 'spec', 'updateStrategy', 'type') === 'OnDelete') return effect('restarts-on-delete', 'no restart: each pod changes when it is deleted (OnDelete)');
      return effect('rolls-pods', 'rolls its pod on every node');
    default:
      return effect('no-restart', 'no restart: only pods that are made from now on follow the new template');
  }
}

function cronJobUpdated(old: PlannedObject['defaulted'], now: PlannedObject['defaulted']): Effect[] {
  const switched = suspension(old, now);
  return switched[0]?.code === 'takes-effect' ? switched : [effect('future-jobs', 'applies to future Jobs only')];
}

function suspension(old: PlannedObject['defaulted'], now: PlannedObject['defaulted']): Effect[] {
  const [was, is] = [fieldOf(old, 'spec', 'suspend') === true, fieldOf(now, 'spec', 'suspend') === true];
  if (was === is) return [effect('no-restart', 'no restart: running pods stay as they are')];
  if (now.kind === 'CronJob') return [effect('takes-effect', is ? 'suspended: starts no more Jobs' : 'resumed: starts Jobs again')];
  return [effect('takes-effect', is ? 'suspended: its running pods are deleted' : 'resumed: its pods start')];
}
