import type { Pod, PriorityClass } from '../../objects.ts';
import { refused } from '../result.ts';
import type { AdmissionPlugin } from './plugin.ts';

/** Classes that every API server has (pkg/apis/scheduling/v1/helpers.go, v1.36). */
const SYSTEM_CLASSES: Readonly<Record<string, number>> = { 'system-cluster-critical': 2_000_000_000, 'system-node-critical': 2_000_001_000 };

interface Resolved {
  readonly name: string;
  readonly value: number;
  readonly preemptionPolicy: string;
}

/** Resolves a pod's priority from its class, or from the global default (plugin/pkg/admission/priority, v1.36). */
export const priority: AdmissionPlugin = {
  name: 'Priority',
  kinds: new Set(['Pod']),
  admit: ({ operation, object }, { store }) => {
    const pod = object as Pod;
    if (operation !== 'create') return pod;
    const name = pod.spec?.priorityClassName ?? '';
    const resolved = name === '' ? defaultClass(store.list('PriorityClass.scheduling.k8s.io')) : named(name, store.get('PriorityClass.scheduling.k8s.io', undefined, name));
    if (resolved === undefined) return refused(403, `pods "${pod.metadata.name ?? ''}" is forbidden: no PriorityClass with name ${name} was found`);
    if (pod.spec?.priority !== undefined && pod.spec.priority !== resolved.value) {
      return refused(403, `pods "${pod.metadata.name ?? ''}" is forbidden: the integer value of priority (${pod.spec.priority}) must not be provided in pod spec; priority admission controller computed ${resolved.value} from the given PriorityClass name`);
    }
    const spec = { ...pod.spec, priority: resolved.value, preemptionPolicy: pod.spec?.preemptionPolicy ?? resolved.preemptionPolicy };
    return { ...pod, spec: resolved.name === '' ? spec : { ...spec, priorityClassName: resolved.name } };
  },
};

function named(name: string, found: PriorityClass | undefined): Resolved | undefined {
  const system = SYSTEM_CLASSES[name];
  if (found !== undefined) return { name, value: found.value ?? 0, preemptionPolicy: found.preemptionPolicy ?? 'PreemptLowerPriority' };
  return system === undefined ? undefined : { name, value: system, preemptionPolicy: 'PreemptLowerPriority' };
}

/** The class marked as global default; of several the one with the lowest value. */
function defaultClass(classes: Iterable<PriorityClass>): Resolved {
  let found: PriorityClass | undefined;
  for (const candidate of classes) {
    if (candidate.globalDefault === true && (found === undefined || (candidate.value ?? 0) < (found.value ?? 0))) found = candidate;
  }
  if (found === undefined) return { name: '', value: 0, preemptionPolicy: 'PreemptLowerPriority' };
  return { name: found.metadata.name ?? '', value: found.value ?? 0, preemptionPolicy: found.preemptionPolicy ?? 'PreemptLowerPriority' };
}
