import type { FieldPath } from '../../diag/field-path.ts';
import { policiesOf, policyName, podSecurityViolations, type PodSecurityPolicy, type PodSecurityViolation } from '../pod-security/pod-security.ts';
import type { KubernetesVersion } from '../kubernetes-version.ts';
import type { KubeObject } from '../object.ts';
import type { ServerWarning } from '../strategy.ts';
import type { PodSpec } from '../types/core-v1.ts';
import type { ObjectMeta } from '../types/meta-v1.ts';
import { forbiddenByAdmission, type AdmissionCluster, type AdmissionPlugin } from './admission.ts';

/** Pods, and the templates that pods are made from. */
interface PodLike {
  readonly metadata?: ObjectMeta | undefined;
  readonly spec?: PodSpec | undefined;
}

/** Where kinds hold the template of their pods; a Pod is its own. */
const TEMPLATE_PATHS: Readonly<Record<string, FieldPath>> = {
  'v1 Pod': '',
  'v1 PodTemplate': 'template',
  'v1 ReplicationController': 'spec.template',
  'apps/v1 DaemonSet': 'spec.template',
  'apps/v1 Deployment': 'spec.template',
  'apps/v1 ReplicaSet': 'spec.template',
  'apps/v1 StatefulSet': 'spec.template',
  'batch/v1 CronJob': 'spec.jobTemplate.spec.template',
  'batch/v1 Job': 'spec.template',
};

/**
 * Holds pods against the Pod Security Standards that the labels of their namespace ask for (k8s.io/pod-security-admission/admission,
 * v1.36): pods that violate the enforced level are refused; about the other level, pods and workloads are warned.
 */
export const podSecurity: AdmissionPlugin = {
  name: 'PodSecurity',
  validate: (object, old, cluster, version) => {
    const labels = namespaceLabels(object, cluster);
    if (old !== undefined || labels === undefined || templatePathOf(object) !== '') return undefined;
    const { enforce } = policiesOf(labels);
    const violations = podSecurityViolations(enforce, object.metadata, (object as PodLike).spec, version);
    return violations.length === 0 ? undefined : forbiddenByAdmission(violations[0]?.paths[0] ?? 'spec', `violates PodSecurity "${policyName(enforce)}": ${inWords(violations)}`);
  },
  warn: (object, old, cluster, version) => {
    const labels = namespaceLabels(object, cluster);
    if (old !== undefined || labels === undefined) return [];
    return warningsAbout(object, policiesOf(labels).warn, version);
  },
};

function warningsAbout(object: KubeObject, policy: PodSecurityPolicy, version: KubernetesVersion): ServerWarning[] {
  const path = templatePathOf(object);
  if (path === undefined) return [];
  const violations = violationsOfTemplate(object, policy, version);
  if (violations.length === 0) return [];
  const first = violations[0]?.paths[0] ?? 'spec';
  return [{ path: path === '' ? first : `${path}.${first}`, message: `would violate PodSecurity "${policyName(policy)}": ${inWords(violations)}` }];
}

/** What the enforced level of its namespace will say to the pods that a workload makes; empty for Pods, which are refused themselves. Paths are those of the workload. */
export function refusedPodsOf(object: KubeObject, cluster: AdmissionCluster, version: KubernetesVersion): PodSecurityViolation[] {
  const path = templatePathOf(object);
  const labels = namespaceLabels(object, cluster);
  if (path === undefined || path === '' || labels === undefined) return [];
  return violationsOfTemplate(object, policiesOf(labels).enforce, version).map((violation) => ({ ...violation, paths: violation.paths.map((field) => `${path}.${field}`) }));
}

function violationsOfTemplate(object: KubeObject, policy: PodSecurityPolicy, version: KubernetesVersion): PodSecurityViolation[] {
  const path = templatePathOf(object) ?? '';
  const template = path === '' ? (object as PodLike) : (path.split('.').reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], object) as PodLike | undefined);
  return podSecurityViolations(policy, template?.metadata, template?.spec, version);
}

function templatePathOf(object: KubeObject): FieldPath | undefined {
  return TEMPLATE_PATHS[`${object.apiVersion} ${object.kind}`];
}

/** The labels of the object's namespace; undefined when nothing is known of it. */
function namespaceLabels(object: KubeObject, cluster: AdmissionCluster): Readonly<Record<string, string>> | undefined {
  const name = object.metadata.namespace;
  const found = name === undefined ? undefined : cluster.namespaces?.find((namespace) => namespace.metadata?.name === name);
  return found === undefined ? undefined : (found.metadata?.labels ?? {});
}

function inWords(violations: readonly PodSecurityViolation[]): string {
  return violations.map(({ control, detail }) => `${control} (${detail})`).join(', ');
}
