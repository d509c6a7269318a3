/**
 * API versions that left Kubernetes before 1.29, and those that are served but deprecated (the deprecation guide of kubernetes.io and the
 * `+k8s:prerelease-lifecycle-gen` marks of k8s.io/api). What came and went between 1.29 and 1.36 follows from `schemas/kubernetes`.
 */
export interface RemovedApiVersion {
  readonly apiVersion: string;
  readonly kinds: readonly string[];
  /** The first minor version without it: `1.16`. */
  readonly removedIn: string;
  /** What to write instead; absent when nothing replaces it. */
  readonly replacement?: string;
  /** What else to know, as a sentence. */
  readonly note?: string;
  /** Objects are written there as they were here, so that changing the version is enough. */
  readonly sameShape?: true;
}

export const REMOVED_API_VERSIONS: readonly RemovedApiVersion[] = [
  { apiVersion: 'extensions/v1beta1', kinds: ['DaemonSet', 'Deployment', 'ReplicaSet'], removedIn: '1.16', replacement: 'apps/v1', note: 'spec.selector is required there.' },
  { apiVersion: 'extensions/v1beta1', kinds: ['NetworkPolicy'], removedIn: '1.16', replacement: 'networking.k8s.io/v1', sameShape: true },
  { apiVersion: 'extensions/v1beta1', kinds: ['Ingress'], removedIn: '1.22', replacement: 'networking.k8s.io/v1', note: 'Backends are written as service.name and service.port there, and pathType is required.' },
  { apiVersion: 'extensions/v1beta1', kinds: ['PodSecurityPolicy'], removedIn: '1.16', note: 'Label namespaces with pod-security.kubernetes.io/enforce instead.' },
  { apiVersion: 'apps/v1beta1', kinds: ['ControllerRevision', 'Deployment', 'StatefulSet'], removedIn: '1.16', replacement: 'apps/v1', note: 'spec.selector is required there.' },
  { apiVersion: 'apps/v1beta2', kinds: ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'], removedIn: '1.16', replacement: 'apps/v1', note: 'spec.selector is required there.' },
  { apiVersion: 'admissionregistration.k8s.io/v1beta1', kinds: ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'], removedIn: '1.22', replacement: 'admissionregistration.k8s.io/v1', note: 'sideEffects and admissionReviewVersions are required there.' },
  { apiVersion: 'apiextensions.k8s.io/v1beta1', kinds: ['CustomResourceDefinition'], removedIn: '1.22', replacement: 'apiextensions.k8s.io/v1', note: 'Each version needs a structural schema there.' },
  { apiVersion: 'apiregistration.k8s.io/v1beta1', kinds: ['APIService'], removedIn: '1.22', replacement: 'apiregistration.k8s.io/v1', sameShape: true },
  { apiVersion: 'auditregistration.k8s.io/v1alpha1', kinds: ['AuditSink'], removedIn: '1.19' },
  { apiVersion: 'authentication.k8s.io/v1beta1', kinds: ['TokenReview'], removedIn: '1.22', replacement: 'authentication.k8s.io/v1', sameShape: true },
  { apiVersion: 'authorization.k8s.io/v1beta1', kinds: ['LocalSubjectAccessReview', 'SelfSubjectAccessReview', 'SelfSubjectRulesReview', 'SubjectAccessReview'], removedIn: '1.22', replacement: 'authorization.k8s.io/v1' },
  { apiVersion: 'autoscaling/v2beta1', kinds: ['HorizontalPodAutoscaler'], removedIn: '1.25', replacement: 'autoscaling/v2' },
  { apiVersion: 'autoscaling/v2beta2', kinds: ['HorizontalPodAutoscaler'], removedIn: '1.26', replacement: 'autoscaling/v2', sameShape: true },
  { apiVersion: 'batch/v2alpha1', kinds: ['CronJob'], removedIn: '1.21', replacement: 'batch/v1', sameShape: true },
  { apiVersion: 'batch/v1beta1', kinds: ['CronJob'], removedIn: '1.25', replacement: 'batch/v1', sameShape: true },
  { apiVersion: 'certificates.k8s.io/v1beta1', kinds: ['CertificateSigningRequest'], removedIn: '1.22', replacement: 'certificates.k8s.io/v1', note: 'spec.signerName and spec.usages are required there.' },
  { apiVersion: 'coordination.k8s.io/v1beta1', kinds: ['Lease'], removedIn: '1.22', replacement: 'coordination.k8s.io/v1', sameShape: true },
  { apiVersion: 'discovery.k8s.io/v1beta1', kinds: ['EndpointSlice'], removedIn: '1.25', replacement: 'discovery.k8s.io/v1' },
  { apiVersion: 'events.k8s.io/v1beta1', kinds: ['Event'], removedIn: '1.25', replacement: 'events.k8s.io/v1' },
  { apiVersion: 'flowcontrol.apiserver.k8s.io/v1alpha1', kinds: ['FlowSchema', 'PriorityLevelConfiguration'], removedIn: '1.24', replacement: 'flowcontrol.apiserver.k8s.io/v1' },
  { apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta1', kinds: ['FlowSchema', 'PriorityLevelConfiguration'], removedIn: '1.26', replacement: 'flowcontrol.apiserver.k8s.io/v1' },
  { apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta2', kinds: ['FlowSchema', 'PriorityLevelConfiguration'], removedIn: '1.29', replacement: 'flowcontrol.apiserver.k8s.io/v1', note: 'spec.limited.assuredConcurrencyShares is called nominalConcurrencyShares there.' },
  { apiVersion: 'networking.k8s.io/v1beta1', kinds: ['Ingress'], removedIn: '1.22', replacement: 'networking.k8s.io/v1', note: 'Backends are written as service.name and service.port there, and pathType is required.' },
  { apiVersion: 'networking.k8s.io/v1beta1', kinds: ['IngressClass'], removedIn: '1.22', replacement: 'networking.k8s.io/v1', sameShape: true },
  { apiVersion: 'node.k8s.io/v1alpha1', kinds: ['RuntimeClass'], removedIn: '1.24', replacement: 'node.k8s.io/v1' },
  { apiVersion: 'node.k8s.io/v1beta1', kinds: ['RuntimeClass'], removedIn: '1.25', replacement: 'node.k8s.io/v1', sameShape: true },
  { apiVersion: 'policy/v1beta1', kinds: ['PodDisruptionBudget'], removedIn: '1.25', replacement: 'policy/v1', note: 'An empty selector matches every pod there.', sameShape: true },
  { apiVersion: 'policy/v1beta1', kinds: ['PodSecurityPolicy'], removedIn: '1.25', note: 'Label namespaces with pod-security.kubernetes.io/enforce instead.' },
  { apiVersion: 'rbac.authorization.k8s.io/v1alpha1', kinds: ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'], removedIn: '1.22', replacement: 'rbac.authorization.k8s.io/v1', sameShape: true },
  { apiVersion: 'rbac.authorization.k8s.io/v1beta1', kinds: ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'], removedIn: '1.22', replacement: 'rbac.authorization.k8s.io/v1', sameShape: true },
  { apiVersion: 'scheduling.k8s.io/v1alpha1', kinds: ['PriorityClass'], removedIn: '1.22', replacement: 'scheduling.k8s.io/v1', sameShape: true },
  { apiVersion: 'scheduling.k8s.io/v1beta1', kinds: ['PriorityClass'], removedIn: '1.22', replacement: 'scheduling.k8s.io/v1', sameShape: true },
  { apiVersion: 'settings.k8s.io/v1alpha1', kinds: ['PodPreset'], removedIn: '1.20', note: 'A mutating webhook or admission policy can do the same.' },
  { apiVersion: 'storage.k8s.io/v1alpha1', kinds: ['CSIStorageCapacity', 'VolumeAttachment'], removedIn: '1.24', replacement: 'storage.k8s.io/v1' },
  { apiVersion: 'storage.k8s.io/v1beta1', kinds: ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'], removedIn: '1.22', replacement: 'storage.k8s.io/v1', sameShape: true },
  { apiVersion: 'storage.k8s.io/v1beta1', kinds: ['CSIStorageCapacity'], removedIn: '1.27', replacement: 'storage.k8s.io/v1', sameShape: true },
];

/** A served API version that the server warns about. */
export interface DeprecatedApiVersion {
  readonly apiVersion: string;
  readonly kind: string;
  readonly deprecatedIn: string;
  /** The first minor version without it, when that is decided. */
  readonly removedIn?: string;
  /** `apiVersion kind` to write instead. */
  readonly replacement?: string;
  /** As for `RemovedApiVersion`. */
  readonly sameShape?: true;
}

export const DEPRECATED_API_VERSIONS: readonly DeprecatedApiVersion[] = [
  { apiVersion: 'v1', kind: 'ComponentStatus', deprecatedIn: '1.19' },
  { apiVersion: 'v1', kind: 'Endpoints', deprecatedIn: '1.33', replacement: 'discovery.k8s.io/v1 EndpointSlice' },
  { apiVersion: 'admissionregistration.k8s.io/v1beta1', kind: 'ValidatingAdmissionPolicy', deprecatedIn: '1.31', removedIn: '1.34', replacement: 'admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy', sameShape: true },
  { apiVersion: 'admissionregistration.k8s.io/v1beta1', kind: 'ValidatingAdmissionPolicyBinding', deprecatedIn: '1.31', removedIn: '1.34', replacement: 'admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding', sameShape: true },
  { apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta3', kind: 'FlowSchema', deprecatedIn: '1.29', removedIn: '1.32', replacement: 'flowcontrol.apiserver.k8s.io/v1 FlowSchema' },
  { apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta3', kind: 'PriorityLevelConfiguration', deprecatedIn: '1.29', removedIn: '1.32', replacement: 'flowcontrol.apiserver.k8s.io/v1 PriorityLevelConfiguration' },
  { apiVersion: 'networking.k8s.io/v1beta1', kind: 'IPAddress', deprecatedIn: '1.34', removedIn: '1.37', replacement: 'networking.k8s.io/v1 IPAddress', sameShape: true },
  { apiVersion: 'networking.k8s.io/v1beta1', kind: 'ServiceCIDR', deprecatedIn: '1.34', removedIn: '1.37', replacement: 'networking.k8s.io/v1 ServiceCIDR', sameShape: true },
  { apiVersion: 'storage.k8s.io/v1beta1', kind: 'VolumeAttributesClass', deprecatedIn: '1.34', removedIn: '1.37', replacement: 'storage.k8s.io/v1 VolumeAttributesClass', sameShape: true },
  { apiVersion: 'resource.k8s.io/v1beta1', kind: 'DeviceClass', deprecatedIn: '1.35', removedIn: '1.38', replacement: 'resource.k8s.io/v1 DeviceClass' },
  { apiVersion: 'resource.k8s.io/v1beta1', kind: 'ResourceClaim', deprecatedIn: '1.35', removedIn: '1.38', replacement: 'resource.k8s.io/v1 ResourceClaim' },
  { apiVersion: 'resource.k8s.io/v1beta1', kind: 'ResourceClaimTemplate', deprecatedIn: '1.35', removedIn: '1.38', replacement: 'resource.k8s.io/v1 ResourceClaimTemplate' },
  { apiVersion: 'resource.k8s.io/v1beta1', kind: 'ResourceSlice', deprecatedIn: '1.35', removedIn: '1.38', replacement: 'resource.k8s.io/v1 ResourceSlice' },
];

/** The entry of an API version that was gone before 1.29; undefined for all others. */
export function removedApiVersion(apiVersion: string, kind: string): RemovedApiVersion | undefined {
  return REMOVED_API_VERSIONS.find((entry) => entry.apiVersion === apiVersion && entry.kinds.includes(kind));
}

/** The entry of an API version that is deprecated in some release from 1.29 on. */
export function deprecatedApiVersion(apiVersion: string, kind: string): DeprecatedApiVersion | undefined {
  return DEPRECATED_API_VERSIONS.find((entry) => entry.apiVersion === apiVersion && entry.kind === kind);
}
