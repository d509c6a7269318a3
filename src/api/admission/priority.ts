import type { KubeObject } from '../object.ts';
import type { Pod, PodSpec } from '../types/core-v1.ts';
import type { PriorityClass } from '../types/scheduling-v1.ts';
import { forbiddenByAdmission, isKind, type AdmissionCluster, type AdmissionPlugin, type AdmissionRefusal } from './admission.ts';

/** The classes that every cluster has (pkg/apis/scheduling/v1/helpers.go). */
export const SYSTEM_PRIORITY_CLASSES: readonly PriorityClass[] = [
  { metadata: { name: 'system-cluster-critical' }, value: 2_000_000_000, preemptionPolicy: 'PreemptLowerPriority' },
  { metadata: { name: 'system-node-critical' }, value: 2_000_001_000, preemptionPolicy: 'PreemptLowerPriority' },
];

/** Gives a pod the priority of its class (plugin/pkg/admission/priority/admission.go, v1.36). */
export const priority: AdmissionPlugin = {
  name: 'Priority',
  admit: (object, old, cluster) => {
    if (!isKind(object, 'Pod', '')) return undefined;
    const spec = ((object as Pod).spec ??= {});
    return old === undefined ? setPriority(spec, cluster) : keepPriority(spec, (old as KubeObject & Pod).spec ?? {});
  },
};

function keepPriority(spec: PodSpec, old: PodSpec): undefined {
  if (spec.priority === undefined && old.priority !== undefined) spec.priority = old.priority;
  if (spec.preemptionPolicy === undefined && old.preemptionPolicy !== undefined) spec.preemptionPolicy = old.preemptionPolicy;
}

function setPriority(spec: PodSpec, cluster: AdmissionCluster): AdmissionRefusal | undefined {
  const name = spec.priorityClassName ?? '';
  const found = name === '' ? defaultClass(cluster) : [...SYSTEM_PRIORITY_CLASSES, ...cluster.priorityClasses].find((candidate) => candidate.metadata?.name === name);
  if (found === undefined && name !== '') {
    return cluster.complete ? forbiddenByAdmission('spec.priorityClassName', `there is no PriorityClass ${name}; create it or name another`) : undefined;
  }
  const value = found?.value ?? 0;
  const policy = found === undefined ? 'PreemptLowerPriority' : found.preemptionPolicy;
  if (found === undefined && !cluster.complete && (spec.priority !== undefined || spec.preemptionPolicy !== undefined)) return undefined;
  if (spec.priority !== undefined && spec.priority !== value) {
    return forbiddenByAdmission('spec.priority', `${spec.priority}: the priority follows from the PriorityClass and is ${value}; remove it`);
  }
  if (found?.metadata?.name !== undefined) spec.priorityClassName = found.metadata.name;
  spec.priority = value;
  if (policy === undefined) return undefined;
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== policy) {
    return forbiddenByAdmission('spec.preemptionPolicy', `${JSON.stringify(spec.preemptionPolicy)}: the policy follows from the PriorityClass and is ${policy}; remove it`);
  }
  spec.preemptionPolicy = policy;
  return undefined;
}

/** The global default; of several the one with the lowest value. */
function defaultClass(cluster: AdmissionCluster): PriorityClass | undefined {
  return cluster.priorityClasses.filter((candidate) => candidate.globalDefault === true).sort((a, b) => (a.value ?? 0) - (b.value ?? 0))[0];
}
