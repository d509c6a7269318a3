import { compareKubernetesVersions } from './kubernetes-version.ts';
import type { KubernetesVersion } from './kubernetes-version.ts';

/**
 * From which release on a feature is on without being asked for (pkg/features/kube_features.go). Only features that change what the
 * API server accepts or fills in; `never` is for those that are still off in the newest release.
 */
const ON_SINCE = {
  AllowRelaxedDnsSearch: '1.33',
  ClusterTrustBundleProjection: 'never',
  ContainerRestartRules: '1.35',
  DRAAdminAccess: '1.34',
  DRAConsumableCapacity: '1.36',
  DRADeviceBindingConditions: '1.36',
  DRADeviceTaints: '1.36',
  DRAExtendedResource: '1.36',
  DRAPartitionableDevices: '1.36',
  DynamicResourceAllocation: '1.34',
  GenericWorkload: 'never',
  HPAConfigurableTolerance: '1.35',
  HostnameOverride: '1.35',
  ImageVolume: '1.35',
  InPlacePodVerticalScaling: '1.33',
  JobManagedBy: '1.32',
  JobSuccessPolicy: '1.31',
  MatchLabelKeysInPodAffinity: '1.31',
  MatchLabelKeysInPodTopologySpreadSelectorMerge: '1.34',
  MaxUnavailableStatefulSet: 'never',
  MutablePodResourcesForSuspendedJobs: '1.36',
  MutableSchedulingDirectivesForSuspendedJobs: '1.36',
  PodCertificateRequest: 'never',
  PodLevelResources: '1.34',
  PodLifecycleSleepAction: '1.30',
  PodLifecycleSleepActionAllowZero: '1.33',
  ProcMountType: '1.33',
  RecursiveReadOnlyMounts: '1.31',
  RestartAllContainersOnContainerExits: '1.36',
  SELinuxChangePolicy: '1.33',
  SELinuxMount: 'never',
  ServiceTrafficDistribution: '1.31',
  SupplementalGroupsPolicy: '1.33',
  TaintTolerationComparisonOperators: 'never',
  UserNamespacesSupport: '1.33',
  VolumeAttributesClass: '1.34',
  EnvFiles: '1.35',
  ContainerStopSignals: 'never',
} as const satisfies Record<string, KubernetesVersion | 'never'>;

export type FeatureGate = keyof typeof ON_SINCE;

/** Whether a feature is on by default in a release. */
export function isFeatureOn(feature: FeatureGate, version: KubernetesVersion): boolean {
  const since: KubernetesVersion | 'never' = ON_SINCE[feature];
  return since !== 'never' && compareKubernetesVersions(version, since) >= 0;
}
