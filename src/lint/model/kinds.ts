/**
 * Which API groups a kind that rules know by its bare name may come from. Everything else is `group/Kind`, so that a Knative Service is
 * not taken for a Service.
 */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  Pod: [''],
  PodTemplate: [''],
  ReplicationController: [''],
  Service: [''],
  Endpoints: [''],
  ConfigMap: [''],
  Secret: [''],
  ServiceAccount: [''],
  Namespace: [''],
  Node: [''],
  PersistentVolume: [''],
  PersistentVolumeClaim: [''],
  LimitRange: [''],
  ResourceQuota: [''],
  Deployment: ['apps', 'extensions'],
  ReplicaSet: ['apps', 'extensions'],
  DaemonSet: ['apps', 'extensions'],
  StatefulSet: ['apps'],
  ControllerRevision: ['apps'],
  Job: ['batch'],
  CronJob: ['batch'],
  Ingress: ['networking.k8s.io', 'extensions'],
  IngressClass: ['networking.k8s.io'],
  NetworkPolicy: ['networking.k8s.io', 'extensions'],
  EndpointSlice: ['discovery.k8s.io'],
  HorizontalPodAutoscaler: ['autoscaling'],
  PodDisruptionBudget: ['policy'],
  PodSecurityPolicy: ['policy', 'extensions'],
  Role: ['rbac.authorization.k8s.io'],
  ClusterRole: ['rbac.authorization.k8s.io'],
  RoleBinding: ['rbac.authorization.k8s.io'],
  ClusterRoleBinding: ['rbac.authorization.k8s.io'],
  StorageClass: ['storage.k8s.io'],
  PriorityClass: ['scheduling.k8s.io'],
  RuntimeClass: ['node.k8s.io'],
  CustomResourceDefinition: ['apiextensions.k8s.io'],
  MutatingWebhookConfiguration: ['admissionregistration.k8s.io'],
  ValidatingWebhookConfiguration: ['admissionregistration.k8s.io'],
  // OpenShift served its first kinds from the core group too.
  DeploymentConfig: ['apps.openshift.io', ''],
  SecurityContextConstraints: ['security.openshift.io', ''],
  Rollout: ['argoproj.io'],
  ServiceMonitor: ['monitoring.coreos.com'],
  ScaledObject: ['keda.sh'],
  Gateway: ['gateway.networking.k8s.io'],
  HTTPRoute: ['gateway.networking.k8s.io'],
  GRPCRoute: ['gateway.networking.k8s.io'],
};

/** `Service` for kinds that rules know by their bare name, `serving.knative.dev/Service` for all others. */
export function kindKeyOf(group: string, kind: string): string {
  return Object.hasOwn(GROUPS, kind) && GROUPS[kind]?.includes(group) === true ? kind : `${group}/${kind}`;
}

const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  'Namespace', 'Node', 'PersistentVolume', 'PodSecurityPolicy', 'IngressClass', 'ClusterRole', 'ClusterRoleBinding', 'StorageClass', 'PriorityClass',
  'RuntimeClass', 'CustomResourceDefinition', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration', 'SecurityContextConstraints',
  '/ComponentStatus', 'admissionregistration.k8s.io/ValidatingAdmissionPolicy', 'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/MutatingAdmissionPolicy', 'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding', 'apiregistration.k8s.io/APIService',
  'certificates.k8s.io/CertificateSigningRequest', 'certificates.k8s.io/ClusterTrustBundle', 'flowcontrol.apiserver.k8s.io/FlowSchema',
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration', 'networking.k8s.io/IPAddress', 'networking.k8s.io/ServiceCIDR', 'resource.k8s.io/DeviceClass',
  'resource.k8s.io/ResourceSlice', 'storage.k8s.io/CSIDriver', 'storage.k8s.io/CSINode', 'storage.k8s.io/VolumeAttachment',
  'storage.k8s.io/VolumeAttributesClass', 'gateway.networking.k8s.io/GatewayClass',
]);

/** Groups that Kubernetes itself serves, besides the core group and everything below `.k8s.io`. */
const BUILT_IN_GROUPS: ReadonlySet<string> = new Set(['', 'apps', 'extensions', 'batch', 'autoscaling', 'policy']);

/** Whether objects of a kind live in namespaces; undefined for custom resources, whose definition tells. */
export function isNamespaced(kindKey: string): boolean | undefined {
  if (CLUSTER_SCOPED.has(kindKey)) return false;
  const slash = kindKey.indexOf('/');
  if (slash === -1) return true;
  const group = kindKey.slice(0, slash);
  return BUILT_IN_GROUPS.has(group) || group.endsWith('.k8s.io') ? true : undefined;
}
