import { child } from '../../diag/field-path.ts';
import { invalid, type FieldError } from '../field-error.ts';
import type { KubeObject } from '../object.ts';

/** Counts of a status that must not be negative, and pairs of which the first must not exceed the second. */
interface StatusRules {
  readonly counts: readonly string[];
  readonly atMost: readonly (readonly [string, string])[];
}

const REPLICAS = ['replicas', 'readyReplicas', 'availableReplicas', 'observedGeneration'];

/** By kind and group (ValidateDeploymentStatus, ValidateReplicaSetStatus and others in pkg/apis/…/validation/validation.go, v1.36). */
const RULES: Readonly<Record<string, StatusRules>> = {
  'Deployment.apps': {
    counts: [...REPLICAS, 'updatedReplicas', 'unavailableReplicas', 'terminatingReplicas'],
    atMost: [['updatedReplicas', 'replicas'], ['readyReplicas', 'replicas'], ['availableReplicas', 'replicas'], ['availableReplicas', 'readyReplicas']],
  },
  'ReplicaSet.apps': {
    counts: [...REPLICAS, 'fullyLabeledReplicas', 'terminatingReplicas'],
    atMost: [['fullyLabeledReplicas', 'replicas'], ['readyReplicas', 'replicas'], ['availableReplicas', 'replicas'], ['availableReplicas', 'readyReplicas']],
  },
  ReplicationController: {
    counts: [...REPLICAS, 'fullyLabeledReplicas'],
    atMost: [['fullyLabeledReplicas', 'replicas'], ['readyReplicas', 'replicas'], ['availableReplicas', 'replicas'], ['availableReplicas', 'readyReplicas']],
  },
  'StatefulSet.apps': {
    counts: [...REPLICAS, 'currentReplicas', 'updatedReplicas', 'collisionCount'],
    atMost: [['readyReplicas', 'replicas'], ['currentReplicas', 'replicas'], ['updatedReplicas', 'replicas'], ['availableReplicas', 'replicas'], ['availableReplicas', 'readyReplicas']],
  },
  'DaemonSet.apps': {
    counts: ['currentNumberScheduled', 'numberMisscheduled', 'desiredNumberScheduled', 'numberReady', 'observedGeneration', 'updatedNumberScheduled', 'numberAvailable', 'numberUnavailable', 'collisionCount'],
    atMost: [],
  },
  'Job.batch': { counts: ['active', 'succeeded', 'failed', 'ready', 'terminating'], atMost: [['ready', 'active']] },
  'PodDisruptionBudget.policy': { counts: ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'], atMost: [] },
  'HorizontalPodAutoscaler.autoscaling': { counts: ['currentReplicas', 'desiredReplicas'], atMost: [] },
};

/** What is wrong with a status that a client sends to the status subresource; `kind` carries the group: `Deployment.apps`. */
export function validateStatusUpdate(object: KubeObject, old: KubeObject, kind: string): FieldError[] {
  const rules = Object.hasOwn(RULES, kind) ? RULES[kind] : undefined;
  if (rules === undefined) return [];
  const status = statusOf(object);
  const number = (field: string): number => (typeof status[field] === 'number' ? status[field] : 0);
  const errors = rules.counts.filter((field) => number(field) < 0).map((field) => invalid(child('status', field), number(field), 'must be 0 or more'));
  for (const [field, limit] of rules.atMost) if (number(field) > number(limit)) errors.push(invalid(child('status', field), number(field), `cannot be more than status.${limit}, which is ${number(limit)}`));
  const collisions = statusOf(old)['collisionCount'];
  if (typeof collisions === 'number' && number('collisionCount') < collisions) errors.push(invalid('status.collisionCount', number('collisionCount'), `must not go down from ${collisions}`));
  return errors;
}

function statusOf(object: KubeObject): Readonly<Record<string, unknown>> {
  return (object as { readonly status?: Readonly<Record<string, unknown>> }).status ?? {};
}
