import type { KubernetesVersion } from '../kubernetes-version.ts';
import type { PodSpec } from '../types/core-v1.ts';
import type { ObjectMeta } from '../types/meta-v1.ts';
import { HOST_CONTROLS } from './host-controls.ts';
import { POD_CONTROLS } from './pod-controls.ts';
import { PRIVILEGE_CONTROLS } from './privilege-controls.ts';
import { PROFILE_CONTROLS } from './profile-controls.ts';
import { USER_CONTROLS } from './user-controls.ts';
import { minorOf, type PodSecurityControl, type PodSecurityLevel, type PodSecurityViolation } from './violation.ts';

export type { PodSecurityLevel, PodSecurityViolation } from './violation.ts';

/** Every control of the Pod Security Standards. */
export const POD_SECURITY_CONTROLS: readonly PodSecurityControl[] = [...HOST_CONTROLS, ...PRIVILEGE_CONTROLS, ...USER_CONTROLS, ...PROFILE_CONTROLS, ...POD_CONTROLS];

/** A level of the standards in one version; `latest` is that of the API server. */
export interface PodSecurityPolicy {
  readonly level: PodSecurityLevel;
  /** `latest`, or the minor number of a version: 29 for v1.29. */
  readonly version: 'latest' | number;
}

/** The policies of a namespace, from its labels (k8s.io/pod-security-admission/api/helpers.go, v1.36). */
export interface NamespacePolicies {
  readonly enforce: PodSecurityPolicy;
  readonly warn: PodSecurityPolicy;
  readonly audit: PodSecurityPolicy;
}

const LABEL = 'pod-security.kubernetes.io/';
const LEVELS: readonly PodSecurityLevel[] = ['privileged', 'baseline', 'restricted'];

/** What the labels of a namespace ask for. A level that does not exist is enforced as `restricted`, and not warned about; without a level to warn about, workloads are warned about the enforced one. */
export function policiesOf(labels: Readonly<Record<string, string>> | undefined): NamespacePolicies {
  const policy = (mode: string, fallback: PodSecurityLevel): PodSecurityPolicy => {
    const level = labels?.[`${LABEL}${mode}`];
    const version = /^v1\.(\d{1,4})$/.exec(labels?.[`${LABEL}${mode}-version`] ?? '')?.[1];
    return {
      level: level === undefined ? 'privileged' : (LEVELS.find((known) => known === level) ?? fallback),
      version: version === undefined ? 'latest' : Number(version),
    };
  };
  const enforce = policy('enforce', 'restricted');
  const warnsItself = labels?.[`${LABEL}warn`] !== undefined;
  return { enforce, warn: warnsItself ? policy('warn', 'privileged') : enforce, audit: policy('audit', 'privileged') };
}

/** `restricted:v1.29`, as the server names a policy. */
export function policyName({ level, version }: PodSecurityPolicy): string {
  return `${level}:${version === 'latest' ? version : `v1.${version}`}`;
}

/** The controls of a policy that a pod, or the pods of a template, do not meet. Paths are relative to the pod. */
export function podSecurityViolations(policy: PodSecurityPolicy, metadata: ObjectMeta | undefined, spec: PodSpec | undefined, server: KubernetesVersion): PodSecurityViolation[] {
  if (policy.level === 'privileged') return [];
  const newest = minorOf(server);
  const minor = policy.version === 'latest' ? newest : Math.min(policy.version, newest);
  const active = POD_SECURITY_CONTROLS.filter(({ level, since = 0 }) => minor >= since && (level === 'baseline' || policy.level === 'restricted'));
  const replaced = new Set(active.flatMap((control) => control.replaces ?? []));
  const pod = { metadata: metadata ?? {}, spec: spec ?? {}, minor };
  return active.filter(({ id }) => !replaced.has(id)).flatMap(({ check }) => check(pod) ?? []);
}
