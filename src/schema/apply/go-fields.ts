import type { Field } from '../definitions.ts';

/**
 * Which optional fields are pointers and which structs are none in the Go types of k8s.io/api (v1.36), which the published descriptions do
 * not say. By name where all fields of that name agree, as `Owner.name` where they do not.
 */

/** A field whose zero value is told apart from its absence. */
export function isPointer(field: Field): boolean {
  const qualified = `${field.owner}.${field.name}`;
  if (VALUES.has(qualified)) return false;
  return POINTERS.has(qualified) || (POINTERS.has(field.name) && !(field.owner.endsWith('Status') && !STATUS_POINTERS.has(qualified)));
}

/** A field that is written whatever its value; the published descriptions leave out a few that are optional all the same. */
export function isAlwaysWritten(field: Field): boolean {
  return field.required || ALWAYS_WRITTEN.has(`${field.owner}.${field.name}`);
}

/** A struct that is written even when it is empty. */
export function isStructValue(field: Field): boolean {
  if (field.name === 'metadata') return true;
  if (field.name === 'spec' || field.name === 'status') return true;
  return VALUE_STRUCTS.has(`${field.owner}.${field.name}`);
}

const POINTERS: ReadonlySet<string> = new Set(
  (
    'activeDeadlineSeconds allocateLoadBalancerNodePorts allowPrivilegeEscalation allowVolumeExpansion apiGroup attachRequired ' +
    'automountServiceAccountToken averageUtilization backoffLimit backoffLimitPerIndex blockOwnerDeletion borrowingLimitPercent ' +
    'completionMode completions containerLogMaxFiles controller defaultMode deletionGracePeriodSeconds durationSeconds enableServiceLinks ' +
    'endPort expirationSeconds failedJobsHistoryLimit failurePolicy fsGroup fsGroupChangePolicy fsGroupPolicy gmsaCredentialSpec ' +
    'gmsaCredentialSpecName hostProcess hostUsers hostnameOverride immutable ingressClassName internalTrafficPolicy ipFamilyPolicy ' +
    'leaseDurationSeconds leaseTransitions lendablePercent loadBalancerClass lun managedBy manualSelector matchPolicy maxFailedIndexes minDomains ' +
    'minReplicas mode mountPropagation nodeAffinityPolicy nodeTaintsPolicy nominalConcurrencyShares optional parallelism pathType ' +
    'podInfoOnMount podReplacementPolicy preemptionPolicy priority privileged procMount progressDeadlineSeconds readOnlyRootFilesystem ' +
    'reclaimPolicy recursiveReadOnly reinvocationPolicy replicas requiresRepublish revisionHistoryLimit runAsGroup runAsNonRoot runAsUser ' +
    'runAsUserName runtimeClassName scope seLinuxMount selectPolicy setHostnameAsFQDN shareProcessNamespace sideEffects ' +
    'stabilizationWindowSeconds startingDeadlineSeconds storageCapacity storageClassName successfulJobsHistoryLimit ' +
    'supplementalGroupsPolicy suspend targetCPUUtilizationPercentage terminationGracePeriodSeconds timeZone tolerationSeconds ' +
    'trafficDistribution ttlSecondsAfterFinished unhealthyPodEvictionPolicy volumeAttributesClassName volumeBindingMode volumeMode ' +
    'Container.restartPolicy EphemeralContainer.restartPolicy ClientIPConfig.timeoutSeconds RollingUpdateStatefulSetStrategy.partition ' +
    'MutatingWebhook.timeoutSeconds ValidatingWebhook.timeoutSeconds EndpointPort.name EndpointPort.port EndpointPort.protocol EndpointPort.appProtocol ' +
    'NetworkPolicyPort.protocol ServicePort.appProtocol Endpoint.hostname Endpoint.nodeName EndpointConditions.ready ' +
    'EndpointConditions.serving EndpointConditions.terminating EndpointAddress.nodeName GRPCAction.service ServiceReference.path ' +
    'ServiceReference.port WebhookClientConfig.url PortStatus.error IngressPortStatus.error ' +
    'AzureDiskVolumeSource.readOnly AzureDiskVolumeSource.cachingMode AzureDiskVolumeSource.fsType AzureDiskVolumeSource.kind CSIVolumeSource.readOnly CSIVolumeSource.fsType ' +
    'ISCSIVolumeSource.initiatorName ISCSIPersistentVolumeSource.initiatorName LocalVolumeSource.fsType HostPathVolumeSource.type ' +
    'PodDNSConfigOption.value ContainerStatus.started JobStatus.ready JobStatus.terminating DeploymentStatus.terminatingReplicas ' +
    'DeploymentStatus.collisionCount StatefulSetStatus.collisionCount DaemonSetStatus.collisionCount HorizontalPodAutoscalerStatus.observedGeneration ' +
    'LeaseSpec.holderIdentity LeaseSpec.strategy LeaseSpec.preferredHolder'
  ).split(' '),
);

/** Values among fields whose name is a pointer elsewhere. */
const VALUES: ReadonlySet<string> = new Set(
  'PersistentVolumeSpec.storageClassName ScaleSpec.replicas ScopedResourceSelectorRequirement.scope'.split(' '),
);

const ALWAYS_WRITTEN: ReadonlySet<string> = new Set(['HorizontalPodAutoscalerStatus.currentMetrics']);

const STATUS_POINTERS: ReadonlySet<string> = new Set(['PersistentVolumeClaimStatus.volumeAttributesClassName', 'PersistentVolumeClaimStatus.currentVolumeAttributesClassName']);

const VALUE_STRUCTS: ReadonlySet<string> = new Set(
  (
    'DeploymentSpec.template DaemonSetSpec.template StatefulSetSpec.template ReplicaSetSpec.template JobSpec.template PodTemplate.template ' +
    'CronJobSpec.jobTemplate DeploymentSpec.strategy DaemonSetSpec.updateStrategy StatefulSetSpec.updateStrategy Container.resources ' +
    'EphemeralContainer.resources PersistentVolumeClaimSpec.resources ServiceStatus.loadBalancer IngressStatus.loadBalancer ' +
    'HTTPIngressPath.backend IngressServiceBackend.port HorizontalPodAutoscalerSpec.scaleTargetRef ResourceMetricSource.target ' +
    'ContainerResourceMetricSource.target PodsMetricSource.metric PodsMetricSource.target ObjectMetricSource.describedObject ' +
    'ObjectMetricSource.target ObjectMetricSource.metric ExternalMetricSource.metric ExternalMetricSource.target ResourceMetricStatus.current ' +
    'ContainerResourceMetricStatus.current PodsMetricStatus.metric PodsMetricStatus.current ObjectMetricStatus.metric ' +
    'ObjectMetricStatus.current ObjectMetricStatus.describedObject ExternalMetricStatus.metric ExternalMetricStatus.current ' +
    'PreferredSchedulingTerm.preference WeightedPodAffinityTerm.podAffinityTerm RoleBinding.roleRef ClusterRoleBinding.roleRef ' +
    'MutatingWebhook.clientConfig ValidatingWebhook.clientConfig Endpoint.conditions NodeStatus.daemonEndpoints NodeStatus.nodeInfo ' +
    'NodeDaemonEndpoints.kubeletEndpoint ContainerStatus.state ContainerStatus.lastState NetworkPolicySpec.podSelector ' +
    'VolumeAttachmentSpec.source CustomResourceDefinitionSpec.names CustomResourceDefinitionStatus.acceptedNames ' +
    'FlowSchemaSpec.priorityLevelConfiguration LimitedPriorityLevelConfiguration.limitResponse ResourceClaimSpec.devices Event.involvedObject ' +
    'Event.source Binding.target'
  ).split(' '),
);
