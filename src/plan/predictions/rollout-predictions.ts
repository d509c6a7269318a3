import type { PlannedObject } from '../objects/planned-object.ts';
import type { State } from '../objects/state.ts';
import { fieldOf, listAt, podSpecOf, templatePath, textAt } from '../objects/workload.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { formatDuration } from '../duration.ts';
import { briefly, count, listed } from '../words.ts';
import { type Prediction, type Predictor, shortName } from './prediction.ts';

/** Rollouts that stop, pods that fit no node, quotas that refuse, pods that others push out. */
export const rolloutPredictions: Predictor = ({ rollouts, movements, pending, after, changes, run }) => [
  ...rollouts.flatMap((rollout): Prediction[] => {
    if (rollout.verdict !== 'stalls') return [];
    const object = after.get(rollout.object.kind, rollout.object.namespace, rollout.object.name);
    const last = rollout.steps.at(-1);
    const name = `${rollout.object.kind} ${rollout.object.namespace ?? ''}/${rollout.object.name}`;
    const because = briefly(rollout.because ?? 'nothing says why');
    const quota = /exceeded quota: ([^,]+)/.exec(because)?.[1];
    const stays = `${name} stays at ${last?.available ?? 0} of ${rollout.replicasAfter} available`;
    if (quota !== undefined) {
      return [{ rule: 'plan/quota-exceeded', object: after.get('ResourceQuota', rollout.object.namespace, quota) ?? object, message: `${stays}: ${because}` }];
    }
    const stuck: Prediction = { rule: 'plan/stuck-rollout', object, path: object === undefined ? undefined : causePath(object, because), message: `${stays}: ${because}` };
    if (rollout.object.kind !== 'StatefulSet' || textAt(object?.defaulted, 'spec', 'podManagementPolicy') === 'Parallel') return [stuck];
    return [stuck, { rule: 'plan/broken-pod-blocks-set', object, path: 'spec.podManagementPolicy', message: `setting ${name} back does not help by itself: the pod that is not ready has to be deleted by hand` }];
  }),
  ...pending.map((group): Prediction => {
    const object = plannedOf(group.owner.kind, group.owner.metadata.namespace, group.owner.metadata.name ?? '', after);
    const closest = group.closest === undefined ? '' : `; closest is ${group.closest.node}, ${group.closest.lacks}`;
    return { rule: 'plan/unschedulable', object, path: object === undefined ? undefined : requestPath(object, group.lacking), message: `${count(group.pods, 'pod')} of ${group.workload} ${group.pods === 1 ? 'fits' : 'fit'} no node: ${briefly(group.message)}${closest}` };
  }),
  ...changes.flatMap((change): Prediction[] => {
    const still = change.effects.find(({ code }) => code === 'restarts-on-delete' || code === 'waits-while-paused');
    const object = after.get(change.object.kind, change.object.namespace, change.object.name);
    return still === undefined || object === undefined ? [] : [{ rule: 'plan/nothing-rolls', object, path: STANDSTILL_PATHS[change.object.kind], message: `the new template of ${change.object.kind} ${shortName(object)} reaches no pod: ${still.text}` }];
  }),
  ...slowRollouts(rollouts, movements, after),
  ...run.decisions
    .filter(({ victims }) => victims.length > 0)
    .map((decision): Prediction => ({ rule: 'plan/preempts-pods', message: `${decision.pod} takes the place of ${listed(decision.victims)} on ${decision.nominatedNode ?? decision.node ?? 'a node'}` })),
];

/** The field that keeps a new template from the pods. */
const STANDSTILL_PATHS: Readonly<Record<string, FieldPath>> = { Deployment: 'spec.paused', StatefulSet: 'spec.updateStrategy', DaemonSet: 'spec.updateStrategy' };

/** Rollouts that exceed their deadline on the way, and complete all the same. */
function slowRollouts(rollouts: Parameters<Predictor>[0]['rollouts'], movements: Parameters<Predictor>[0]['movements'], after: State): Prediction[] {
  return movements.flatMap(({ exceededAtMs }, index): Prediction[] => {
    const rollout = rollouts[index];
    if (exceededAtMs === undefined || rollout?.verdict !== 'completes') return [];
    const object = after.get(rollout.object.kind, rollout.object.namespace, rollout.object.name);
    return [{ rule: 'plan/slow-readiness', object, path: 'spec.progressDeadlineSeconds', message: `${rollout.object.kind} ${rollout.object.name} is reported as failed before it completes after ${formatDuration(rollout.durationMs)}` }];
  });
}

function plannedOf(kind: string, namespace: string | undefined, name: string, state: State): PlannedObject | undefined {
  return state.get(kind, namespace, name);
}

/** The field that the message is about, for workloads whose pods fit nowhere or are never ready. */
function causePath(object: PlannedObject, because: string): FieldPath | undefined {
  const lacking = /Insufficient ([^\s,.]+)/.exec(because)?.[1];
  if (lacking !== undefined) return requestPath(object, lacking);
  const template = templatePath(object.stated)?.join('.');
  if (template === undefined) return undefined;
  if (because.includes('affinity')) return `${template}.spec.affinity`;
  if (because.includes('topology spread')) return `${template}.spec.topologySpreadConstraints`;
  if (because.includes('never ready')) return `${template}.spec.containers[0].readinessProbe`;
  return undefined;
}

/** The request for a resource in the container that asks for it. */
function requestPath(object: PlannedObject, resource: string | undefined): FieldPath | undefined {
  const template = templatePath(object.stated)?.join('.');
  const prefix = template === undefined ? 'spec' : `${template}.spec`;
  if (resource === undefined) return undefined;
  const containers = podSpecOf(object.stated)?.containers ?? [];
  const index = containers.findIndex((container) => fieldOf(container, 'resources', 'requests', resource) !== undefined);
  if (index !== -1) return `${prefix}.containers[${index}].resources.requests.${resource}`;
  return listAt(object.stated, ...prefix.split('.'), 'containers').length === 0 ? undefined : `${prefix}.containers[0].resources`;
}

