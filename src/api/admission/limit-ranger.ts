import { claimLimitProblems, podLimitProblems, withLimitRangeDefaults, type LimitRangeProblem } from '../limit-range.ts';
import type { KubeObject } from '../object.ts';
import type { Container, LimitRangeItem, PersistentVolumeClaim, Pod, PodSpec } from '../types/core-v1.ts';
import { podTemplateOf } from '../workload.ts';
import { forbiddenByAdmission, isKind, type AdmissionCluster, type AdmissionPlugin } from './admission.ts';

/** Fills in and enforces the LimitRanges of a namespace for pods and claims (plugin/pkg/admission/limitranger, v1.36). */
export const limitRanger: AdmissionPlugin = {
  name: 'LimitRanger',
  admit: (object, old, cluster) => {
    const items = old === undefined && isKind(object, 'Pod', '') ? limitsFor(object, cluster) : [];
    if (items.length > 0) (object as Pod).spec = withLimitRangeDefaults((object as Pod).spec ?? {}, items);
    return undefined;
  },
  validate: (object, old, cluster) => {
    if (old !== undefined) return undefined;
    const problems = problemsOf(object, limitsFor(object, cluster));
    const [first] = problems;
    return first === undefined ? undefined : forbiddenByAdmission(first.path, problems.map(({ message }) => message).join(', '));
  },
};

function problemsOf(object: KubeObject, items: readonly LimitRangeItem[]): LimitRangeProblem[] {
  if (items.length === 0) return [];
  if (isKind(object, 'Pod', '')) return podLimitProblems((object as Pod).spec ?? {}, items);
  return isKind(object, 'PersistentVolumeClaim', '') ? claimLimitProblems((object as PersistentVolumeClaim).spec ?? {}, items) : [];
}

/** What the LimitRanges of its namespace will say to the pods that a workload makes. Paths are those of the workload. */
export function podsBeyondLimits(object: KubeObject, cluster: AdmissionCluster): LimitRangeProblem[] {
  const items = limitsFor(object, cluster);
  const located = items.length === 0 ? undefined : podTemplateOf(object);
  if (located === undefined || located.path === '') return [];
  const spec = withLimitRangeDefaults(withRequestsOfLimits(located.template.spec ?? {}), items);
  return podLimitProblems(spec, items).map(({ path, message }) => ({ path: `${located.path}.${path}`, message }));
}

/** A pod requests what it is limited to, unless it says otherwise (`SetDefaults_Pod`): templates do not have that yet. */
function withRequestsOfLimits(spec: PodSpec): PodSpec {
  const fill = (container: Container): Container => {
    const { resources } = container;
    return resources?.limits === undefined ? container : { ...container, resources: { ...resources, requests: { ...resources.limits, ...resources.requests } } };
  };
  return { ...spec, containers: (spec.containers ?? []).map(fill), ...(spec.initContainers === undefined ? {} : { initContainers: spec.initContainers.map(fill) }) };
}

function limitsFor(object: KubeObject, cluster: AdmissionCluster): LimitRangeItem[] {
  const { namespace } = object.metadata;
  if (namespace === undefined) return [];
  return (cluster.limitRanges ?? []).filter(({ metadata }) => metadata?.namespace === namespace).flatMap(({ spec }) => spec?.limits ?? []);
}
