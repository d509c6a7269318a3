import type { ApplyType } from '../../apply/apply-type.ts';
import type { KubernetesVersion } from '../../kubernetes-version.ts';
import type { KubeObject } from '../../object.ts';
import type { MutatingAdmissionPolicy, MutatingAdmissionPolicyBinding, ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding } from '../../types/admissionregistration-v1.ts';
import type { Namespace } from '../../types/core-v1.ts';

/** Everything that admission policies are evaluated with besides the request. */
export interface PolicyInputs {
  readonly version: KubernetesVersion;
  /** In order of their names. */
  readonly validating: readonly Bound<ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding>[];
  readonly mutating: readonly Bound<MutatingAdmissionPolicy, MutatingAdmissionPolicyBinding>[];
  /** What is known of a kind, built in or custom; undefined: nothing. */
  readonly kindOf: (apiVersion: string, kind: string) => KindFacts | undefined;
  readonly namespaceOf: (name: string) => Namespace | undefined;
  /** The objects of a kind, which may be parameters. There may be more in the cluster. */
  readonly objectsOf: (apiVersion: string, kind: string) => readonly KubeObject[];
  /** Who sends the request; absent: nobody knows. */
  readonly user?: RequestUser;
}

export interface Bound<Policy, Binding> {
  readonly policy: Policy;
  /** In order of their names; never empty. */
  readonly bindings: readonly Binding[];
}

export interface KindFacts {
  /** The resource in rules: `deployments`. */
  readonly plural: string;
  readonly namespaced: boolean;
  /** Other API versions that serve the same objects. */
  readonly equivalents: readonly string[];
  /** How objects of the kind merge in server-side apply. */
  readonly applyType: () => ApplyType;
}

export interface RequestUser {
  readonly username: string;
  readonly groups: readonly string[];
}

const GROUP_VERSION = 'admissionregistration.k8s.io/v1';
/** The kinds that policies and their bindings are of. They are exempt from policies (`isPolicyResource`). */
export const POLICY_KINDS: ReadonlySet<string> = new Set(['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding']);

/** The policies among objects that the server has taken, each with its bindings; those that nothing binds do nothing. */
export function boundPolicies(objects: Iterable<KubeObject>): Pick<PolicyInputs, 'validating' | 'mutating'> {
  const served = [...objects].filter(({ apiVersion, kind }) => apiVersion === GROUP_VERSION && POLICY_KINDS.has(kind)).sort(byName);
  return {
    validating: bind<ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding>(served, 'ValidatingAdmissionPolicy'),
    mutating: bind<MutatingAdmissionPolicy, MutatingAdmissionPolicyBinding>(served, 'MutatingAdmissionPolicy'),
  };
}

/** The controller of kube-controller-manager that makes the pods of a workload, as the API server sees it; undefined for what makes none. */
export function controllerOf(kind: string): RequestUser | undefined {
  const name = POD_MAKERS[kind];
  return name === undefined ? undefined : controllerUser(name);
}

/** The service account of a controller (`--use-service-account-credentials`, which kubeadm sets). */
export function controllerUser(name: string): RequestUser {
  return { username: `system:serviceaccount:kube-system:${name}`, groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'] };
}

const POD_MAKERS: Readonly<Record<string, string>> = {
  ReplicationController: 'replication-controller',
  ReplicaSet: 'replicaset-controller',
  Deployment: 'replicaset-controller',
  StatefulSet: 'statefulset-controller',
  DaemonSet: 'daemon-set-controller',
  Job: 'job-controller',
  CronJob: 'job-controller',
};

function bind<Policy, Binding extends { readonly spec?: { readonly policyName?: string | undefined } | undefined }>(objects: readonly KubeObject[], kind: string): Bound<Policy, Binding>[] {
  return objects.flatMap((object) => {
    if (object.kind !== kind) return [];
    const bindings = objects.filter((other) => other.kind === `${kind}Binding` && (other as unknown as Binding).spec?.policyName === object.metadata.name);
    return bindings.length === 0 ? [] : [{ policy: object as unknown as Policy, bindings: bindings as unknown as Binding[] }];
  });
}

function byName(a: KubeObject, b: KubeObject): number {
  const left = a.metadata.name ?? '';
  const right = b.metadata.name ?? '';
  return left < right ? -1 : left > right ? 1 : 0;
}
