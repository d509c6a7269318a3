import { containerPath } from '../objects/container-path.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import type { State } from '../objects/state.ts';
import { fieldOf, listAt, numberAt, podSpecOf, templatePath, textAt } from '../objects/workload.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { fencepostsOf } from '../../sim/controllers/deployment/arithmetic.ts';
import type { Deployment } from '../../sim/objects.ts';
import { formatDuration } from '../duration.ts';
import type { Rollout } from '../plan-model.ts';
import { briefly, count, listed } from '../words.ts';
import { placementAdvice } from './placement-advice.ts';
import { type Prediction, type Predictor, shortName } from './prediction.ts';
import { quotaAdvice } from './quota-advice.ts';

/** Rollouts that stop, pods that fit no node, and pods that admission refuses. */
export const rolloutPredictions: Predictor = ({ rollouts, movements, pending, after, changes, run }) => [
  ...rollouts.flatMap((rollout, index): Prediction[] => {
    if (rollout.verdict !== 'stalls') return [];
    const object = after.get(rollout.object.kind, rollout.object.namespace, rollout.object.name);
    const last = rollout.steps.at(-1);
    const name = `${rollout.object.kind} ${rollout.object.namespace ?? ''}/${rollout.object.name}`;
    const because = briefly(rollout.because ?? 'nothing says why');
    const quota = /exceeded quota: ([^,]+)/.exec(because)?.[1];
    const stays = `${name} stays at ${last?.available ?? 0} of ${rollout.replicasAfter} available`;
    if (quota !== undefined) {
      const planned = after.get('ResourceQuota', rollout.object.namespace, quota);
      const resource = /limited: ([^=]+)=/.exec(because)?.[1];
      return [{ rule: 'plan/quota-exceeded', object: planned ?? object, path: planned === undefined || resource === undefined ? undefined : `spec.hard[${resource}]`, message: `${stays}: ${because}`, fix: quotaAdvice(quota, because, rollout) }];
    }
    if (because.includes(' is forbidden: ')) {
      return [{ rule: 'plan/pods-refused', object, path: object === undefined ? undefined : templatePath(object.stated)?.join('.'), message: `${name} is accepted, its pods are not: ${because}; it stays at ${last?.available ?? 0} of ${rollout.replicasAfter} available` }];
    }
    const homeless = pending.filter(({ owner }) => owner.kind === rollout.object.kind && owner.metadata.namespace === rollout.object.namespace && owner.metadata.name === rollout.object.name);
    const pods = homeless.reduce((sum, group) => sum + group.pods, 0);
    // What no node takes is said in full by the prediction below.
    const [why, fix] = pods === 0 ? [because, containerAdvice(because)] : [`${count(pods, 'pod')} ${pods === 1 ? 'fits' : 'fit'} no node (plan/unschedulable)`, 'Give the pods a node, as plan/unschedulable says.'];
    const stuck: Prediction = { rule: 'plan/stuck-rollout', object, path: object === undefined ? undefined : causePath(object, because), message: `${stays}: ${why}${failedAfter(movements[index], run.startMs)}`, fix };
    if (rollout.object.kind !== 'StatefulSet' || textAt(object?.defaulted, 'spec', 'podManagementPolicy') === 'Parallel') return [stuck];
    return [stuck, { rule: 'plan/broken-pod-blocks-set', object, path: 'spec.podManagementPolicy', message: `setting ${name} back does not help by itself: ${brokenPods(rollout)} with kubectl delete pod` }];
  }),
  ...pending.map((group): Prediction => {
    const object = plannedOf(group.owner.kind, group.owner.metadata.namespace, group.owner.metadata.name ?? '', after);
    const closest = group.closest === undefined || group.lacking === undefined ? '' : `; closest is ${group.closest.node}, ${group.closest.lacks}`;
    const rollout = rollouts.find(({ object: { kind, namespace, name } }) => kind === group.owner.kind && namespace === group.owner.metadata.namespace && name === group.owner.metadata.name);
    return { rule: 'plan/unschedulable', fix: roomAdvice(rollout, object, group.message) ?? placementAdvice(group, run.after), object, path: object === undefined ? undefined : (requestPath(object, group.lacking) ?? causePath(object, group.message)), message: `${count(group.pods, 'pod')} of ${group.workload} ${group.pods === 1 ? 'fits' : 'fit'} no node: ${briefly(group.message)}${closest}` };
  }),
  ...changes.flatMap((change): Prediction[] => {
    const still = change.effects.find(({ code }) => code === 'restarts-on-delete' || code === 'waits-while-paused');
    const object = after.get(change.object.kind, change.object.namespace, change.object.name);
    return still === undefined || object === undefined ? [] : [{ rule: 'plan/nothing-rolls', object, path: standstillPath(object), message: `the new template of ${change.object.kind} ${shortName(object)} reaches no pod: ${still.text}` }];
  }),
  ...slowRollouts(rollouts, movements, after, run.startMs),
];

/** The field that keeps a new template from the pods. */
function standstillPath({ stated }: PlannedObject): FieldPath {
  if (stated.kind === 'Deployment') return 'spec.paused';
  return numberAt(stated, 'spec', 'updateStrategy', 'rollingUpdate', 'partition') === undefined ? 'spec.updateStrategy' : 'spec.updateStrategy.rollingUpdate.partition';
}

/** When a Deployment is reported as failed, for tools that wait for it. */
function failedAfter(movement: Parameters<Predictor>[0]['movements'][number] | undefined, startMs: number): string {
  return movement?.exceededAtMs === undefined ? '' : `; Progressing turns False after ${formatDuration(movement.exceededAtMs - startMs)}`;
}

/** What helps when new pods wait for the place of old ones, which the rollout keeps until the new ones are ready. */
function roomAdvice(rollout: Rollout | undefined, object: PlannedObject | undefined, because: string): string | undefined {
  const deployment = rollout?.object.kind === 'Deployment' && rollout.replicasBefore > 0 && object !== undefined && object.malformed === undefined ? (object.defaulted as Deployment) : undefined;
  if (deployment === undefined || !/anti-affinity|free ports/.test(because)) return undefined;
  const { surge, unavailable } = fencepostsOf(deployment);
  return surge > 0 && unavailable === 0 ? `Set maxSurge 0 and maxUnavailable 1, so that an old pod makes room: the rollout keeps all old pods until new ones are ready (maxSurge ${surge}, maxUnavailable 0); or add a node.` : undefined;
}

/** The pods that keep an OrderedReady StatefulSet from going on. */
function brokenPods({ pods }: Rollout): string {
  const broken = pods.filter(({ phases }) => ['pending', 'starting', 'unready'].includes(phases.at(-1)?.phase ?? '')).map(({ name }) => name).sort();
  return broken.length === 0 ? 'the pod that is not ready has to be deleted by hand' : `${listed(broken)}, which ${broken.length === 1 ? 'is' : 'are'} not ready, ${broken.length === 1 ? 'has' : 'have'} to be deleted by hand`;
}

/** Rollouts that exceed their deadline on the way, and complete all the same. */
function slowRollouts(rollouts: Parameters<Predictor>[0]['rollouts'], movements: Parameters<Predictor>[0]['movements'], after: State, startMs: number): Prediction[] {
  return movements.flatMap(({ exceededAtMs }, index): Prediction[] => {
    const rollout = rollouts[index];
    if (exceededAtMs === undefined || rollout?.verdict !== 'completes') return [];
    const object = after.get(rollout.object.kind, rollout.object.namespace, rollout.object.name);
    const deadline = numberAt(object?.defaulted, 'spec', 'progressDeadlineSeconds') ?? 0;
    return [{ rule: 'plan/slow-readiness', object, path: 'spec.progressDeadlineSeconds', message: `${rollout.object.kind} ${rollout.object.namespace ?? ''}/${rollout.object.name} is reported as failed (ProgressDeadlineExceeded) after ${formatDuration(exceededAtMs - startMs)}, though it completes after ${formatDuration(rollout.durationMs)}: nothing progresses for progressDeadlineSeconds ${deadline}, raise it above the time that a pod needs to become ready` }];
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
  if (because.includes('free ports')) return hostPortPath(object, template);
  if (because.includes('Multi-Attach')) return `${template}.spec.volumes`;
  if (/ErrImage|ImagePull/.test(because)) return stuckContainerPath(object, because, 'image');
  if (because.includes('never ready')) return stuckContainerPath(object, because, 'readinessProbe');
  return undefined;
}

/** What helps when containers do not run, where what keeps them from it has a prediction of its own. */
function containerAdvice(because: string): string | undefined {
  if (/ErrImage|ImagePull/.test(because)) return 'Make the image available, as plan/image-missing says.';
  return because.includes('CrashLoopBackOff') ? 'Mend what ends the container: the other predictions, or kubectl logs --previous, say why.' : undefined;
}

/** The field of the container that the reason names; else of the first one. */
function stuckContainerPath(object: PlannedObject, because: string, field: string): FieldPath {
  const named = /unready status: \[([^\s\]]+)/.exec(because)?.[1] ?? /of container ([^\s;]+)/.exec(because)?.[1];
  return containerPath(object, named ?? podSpecOf(object.stated)?.containers?.[0]?.name, field);
}

function hostPortPath(object: PlannedObject, template: string): FieldPath | undefined {
  for (const [index, container] of (podSpecOf(object.stated)?.containers ?? []).entries()) {
    const port = (container.ports ?? []).findIndex(({ hostPort }) => hostPort !== undefined);
    if (port !== -1) return `${template}.spec.containers[${index}].ports[${port}].hostPort`;
  }
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

