import { parseApiVersion } from '../api/gvk.ts';

/** What became of a version of an API. Minor versions as `1.25`. */
export interface ApiLifecycle {
  readonly deprecatedIn: string;
  readonly removedIn?: string;
  /** The `apiVersion` to use instead; absent when the kind is gone. */
  readonly replacement?: string;
  /** Whether objects are written the same way there, so that changing the version is enough. */
  readonly sameShape: boolean;
}

type Row = readonly [apiVersion: string, kinds: string, deprecatedIn: string, removedIn: string, replacement: string, sameShape?: 'same'];

/** The deprecation guide of Kubernetes, from the `k8s:prerelease-lifecycle-gen` marks of its types. `*` is every kind. */
const ROWS: readonly Row[] = [
  ['extensions/v1beta1', 'Deployment DaemonSet ReplicaSet', '1.8', '1.16', 'apps/v1'],
  ['extensions/v1beta1', 'NetworkPolicy', '1.9', '1.16', 'networking.k8s.io/v1', 'same'],
  ['extensions/v1beta1', 'Ingress', '1.14', '1.22', 'networking.k8s.io/v1'],
  ['extensions/v1beta1', 'PodSecurityPolicy', '1.11', '1.16', ''],
  ['extensions/v1beta1', '*', '1.8', '1.16', ''],
  ['apps/v1beta1', '*', '1.8', '1.16', 'apps/v1'],
  ['apps/v1beta2', '*', '1.9', '1.16', 'apps/v1'],
  ['batch/v2alpha1', '*', '1.8', '1.21', 'batch/v1', 'same'],
  ['batch/v1beta1', '*', '1.21', '1.25', 'batch/v1', 'same'],
  ['networking.k8s.io/v1beta1', 'Ingress', '1.19', '1.22', 'networking.k8s.io/v1'],
  ['networking.k8s.io/v1beta1', 'IngressClass', '1.19', '1.22', 'networking.k8s.io/v1', 'same'],
  ['rbac.authorization.k8s.io/v1alpha1', '*', '1.17', '1.22', 'rbac.authorization.k8s.io/v1', 'same'],
  ['rbac.authorization.k8s.io/v1beta1', '*', '1.17', '1.22', 'rbac.authorization.k8s.io/v1', 'same'],
  ['apiextensions.k8s.io/v1beta1', '*', '1.16', '1.22', 'apiextensions.k8s.io/v1'],
  ['admissionregistration.k8s.io/v1beta1', 'MutatingWebhookConfiguration ValidatingWebhookConfiguration', '1.16', '1.22', 'admissionregistration.k8s.io/v1'],
  ['admissionregistration.k8s.io/v1beta1', 'ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding', '1.31', '1.34', 'admissionregistration.k8s.io/v1', 'same'],
  ['apiregistration.k8s.io/v1beta1', '*', '1.19', '1.22', 'apiregistration.k8s.io/v1', 'same'],
  ['authentication.k8s.io/v1beta1', 'TokenReview', '1.19', '1.22', 'authentication.k8s.io/v1', 'same'],
  ['authorization.k8s.io/v1beta1', '*', '1.19', '1.22', 'authorization.k8s.io/v1'],
  ['certificates.k8s.io/v1beta1', 'CertificateSigningRequest', '1.19', '1.22', 'certificates.k8s.io/v1'],
  ['coordination.k8s.io/v1beta1', 'Lease', '1.19', '1.22', 'coordination.k8s.io/v1', 'same'],
  ['scheduling.k8s.io/v1alpha1', 'PriorityClass', '1.14', '1.17', 'scheduling.k8s.io/v1', 'same'],
  ['scheduling.k8s.io/v1beta1', 'PriorityClass', '1.14', '1.22', 'scheduling.k8s.io/v1', 'same'],
  ['storage.k8s.io/v1beta1', 'CSIDriver CSINode StorageClass VolumeAttachment', '1.19', '1.22', 'storage.k8s.io/v1', 'same'],
  ['storage.k8s.io/v1beta1', 'CSIStorageCapacity', '1.24', '1.27', 'storage.k8s.io/v1', 'same'],
  ['storage.k8s.io/v1beta1', 'VolumeAttributesClass', '1.34', '1.37', 'storage.k8s.io/v1', 'same'],
  ['discovery.k8s.io/v1beta1', '*', '1.21', '1.25', 'discovery.k8s.io/v1'],
  ['events.k8s.io/v1beta1', '*', '1.22', '1.25', 'events.k8s.io/v1'],
  ['autoscaling/v2beta1', '*', '1.22', '1.25', 'autoscaling/v2'],
  ['autoscaling/v2beta2', '*', '1.23', '1.26', 'autoscaling/v2', 'same'],
  ['policy/v1beta1', 'PodDisruptionBudget', '1.21', '1.25', 'policy/v1', 'same'],
  ['policy/v1beta1', 'PodSecurityPolicy', '1.21', '1.25', ''],
  ['node.k8s.io/v1beta1', '*', '1.22', '1.25', 'node.k8s.io/v1', 'same'],
  ['flowcontrol.apiserver.k8s.io/v1beta1', '*', '1.23', '1.26', 'flowcontrol.apiserver.k8s.io/v1'],
  ['flowcontrol.apiserver.k8s.io/v1beta2', '*', '1.26', '1.29', 'flowcontrol.apiserver.k8s.io/v1'],
  ['flowcontrol.apiserver.k8s.io/v1beta3', '*', '1.29', '1.32', 'flowcontrol.apiserver.k8s.io/v1'],
  ['v1', 'ComponentStatus', '1.19', '', ''],
  ['v1', 'Endpoints', '1.33', '', 'discovery.k8s.io/v1'],
];

/** What became of a version of a kind, or undefined when it is neither deprecated nor removed as far as is known. */
export function lifecycleOf(apiVersion: string, kind: string): ApiLifecycle | undefined {
  if (!/(?:alpha|beta)/.test(parseApiVersion(apiVersion).version) && apiVersion !== 'v1') return undefined;
  const row = ROWS.find(([version, kinds]) => version === apiVersion && (kinds === '*' || kinds.split(' ').includes(kind)));
  if (row === undefined) return undefined;
  const [, , deprecatedIn, removedIn, replacement, sameShape] = row;
  return {
    deprecatedIn,
    ...(removedIn === '' ? {} : { removedIn }),
    ...(replacement === '' ? {} : { replacement }),
    sameShape: sameShape === 'same',
  };
}

/** Negative when minor version `a` is older than `b`. */
export function compareMinorVersions(a: string, b: string): number {
  const minor = (version: string): number => Number(version.split('.')[1] ?? 0);
  return minor(a) - minor(b);
}
