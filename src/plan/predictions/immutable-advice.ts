import type { PlannedObject } from '../objects/planned-object.ts';
import { claimsKept } from '../effects/workload-effects.ts';
import { shortName } from './prediction.ts';

/** How people get past an immutable field of this kind; undefined when there is nothing better to say than for all kinds. */
export function immutableAdvice(object: PlannedObject, paths: readonly string[]): string | undefined {
  const { kind, name, namespace } = object.reference;
  const remove = `kubectl delete ${kind.toLowerCase()} ${name}${namespace === undefined ? '' : ` -n ${namespace}`}`;
  switch (kind) {
    case 'StatefulSet': {
      const growsClaims = paths.some((path) => path.includes('volumeClaimTemplates') && path.includes('storage'));
      const hasClaims = claimsKept(object.defaulted).length > 0;
      const claims = growsClaims && hasClaims ? ' Claims that exist keep their size: change spec.resources.requests.storage in each of them, which its storage class has to allow.' : '';
      return `Take the change back, or run ${remove} --cascade=orphan and apply again: the pods keep running and are taken over.${claims}`;
    }
    case 'Deployment':
    case 'DaemonSet':
    case 'ReplicaSet':
      return `Keep ${paths.some((path) => path.startsWith('spec.selector')) ? 'spec.selector and add new labels to the pod template alone' : 'the field as it is'}, or give the new ${kind} another name and delete ${shortName(object)} when it has taken over. Deleting it first (${remove}) stops its pods.`;
    case 'Job':
      return `A Job runs once: give the new one another name, or run ${remove} before the apply.`;
    case 'ConfigMap':
    case 'Secret':
      return `Give the new values to a ${kind} of another name, and name that in the workloads: their pods are then replaced step by step.`;
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      return `Run ${remove} and apply again, or kubectl auth reconcile, which does both; the subjects have no access in between.`;
    case 'PersistentVolumeClaim':
      return `Take the change back, or make a new claim and copy the data: deleting ${shortName(object)} may delete its volume.`;
    default:
      return undefined;
  }
}
