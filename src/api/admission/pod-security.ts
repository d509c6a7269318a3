import { policiesOf, policyName, podSecurityViolations, type PodSecurityPolicy, type PodSecurityViolation } from '../pod-security/pod-security.ts';
import type { KubernetesVersion } from '../kubernetes-version.ts';
import type { KubeObject } from '../object.ts';
import type { ServerWarning } from '../strategy.ts';
import { podTemplateOf } from '../workload.ts';
import { forbiddenByAdmission, type AdmissionCluster, type AdmissionPlugin } from './admission.ts';
import { namespaceLabels } from './namespace-labels.ts';

/**
 * Holds pods against the Pod Security Standards that the labels of their namespace ask for (k8s.io/pod-security-admission/admission,
 * v1.36): pods that violate the enforced level are refused; about the other level, pods and workloads are warned.
 */
export const podSecurity: AdmissionPlugin = {
  name: 'PodSecurity',
  validate: (object, old, cluster, version) => {
    const labels = namespaceLabels(object, cluster);
    if (old !== undefined || labels === undefined || podTemplateOf(object)?.path !== '') return undefined;
    const { enforce } = policiesOf(labels);
    const violations = violationsIn(object, enforce, version);
    return violations.length === 0 ? undefined : forbiddenByAdmission(violations[0]?.paths[0] ?? 'spec', `violates PodSecurity "${policyName(enforce)}": ${inWords(violations)}`);
  },
  warn: (object, old, cluster, version) => {
    const labels = namespaceLabels(object, cluster);
    if (old !== undefined || labels === undefined) return [];
    return warningsAbout(object, policiesOf(labels).warn, version);
  },
};

function warningsAbout(object: KubeObject, policy: PodSecurityPolicy, version: KubernetesVersion): ServerWarning[] {
  const violations = violationsIn(object, policy, version);
  return violations.length === 0 ? [] : [{ path: violations[0]?.paths[0] ?? 'spec', message: `would violate PodSecurity "${policyName(policy)}": ${inWords(violations)}` }];
}

/** What the enforced level of its namespace will say to the pods that a workload makes; empty for Pods, which are refused themselves. */
export function refusedPodsOf(object: KubeObject, cluster: AdmissionCluster, version: KubernetesVersion): PodSecurityViolation[] {
  const labels = namespaceLabels(object, cluster);
  return labels === undefined || podTemplateOf(object)?.path === '' ? [] : violationsIn(object, policiesOf(labels).enforce, version);
}

/** The violations of a pod or of the template in a workload, with the paths of the object. */
function violationsIn(object: KubeObject, policy: PodSecurityPolicy, version: KubernetesVersion): PodSecurityViolation[] {
  const located = podTemplateOf(object);
  if (located === undefined) return [];
  const { path, template: pod } = located;
  const violations = podSecurityViolations(policy, pod.metadata, pod.spec, version);
  return path === '' ? violations : violations.map((violation) => ({ ...violation, paths: violation.paths.map((field) => `${path}.${field}`) }));
}

function inWords(violations: readonly PodSecurityViolation[]): string {
  return violations.map(({ control, detail }) => `${control} (${detail})`).join(', ');
}
