import { isFeatureOn } from '../feature-gates.ts';
import type { FeatureGate } from '../feature-gates.ts';
import type { KubernetesVersion } from '../kubernetes-version.ts';
import { locateContainers } from '../pod-containers.ts';
import type { Container, EphemeralContainer, LifecycleHandler, PodAffinityTerm, PodSpec, VolumeProjection } from '../types/core-v1.ts';

type AnyContainer = Container | EphemeralContainer;

interface GatedField {
  readonly feature: FeatureGate;
  /** Whether a spec has the field; then an update may keep it though the feature is off. */
  readonly isUsed: (spec: PodSpec) => boolean;
  readonly drop: (spec: PodSpec) => void;
}

/**
 * Fields of a pod that the API server removes silently while their feature is off (pkg/api/pod/util.go, `DropDisabledPodFields`, v1.36).
 * Changes `spec`; `stored` is the one before an update.
 */
export function dropDisabledPodFields(spec: PodSpec | undefined, version: KubernetesVersion, stored?: PodSpec): void {
  if (spec === undefined) return;
  for (const field of GATED_FIELDS) {
    if (!isFeatureOn(field.feature, version) && !(stored !== undefined && field.isUsed(stored)) && field.isUsed(spec)) field.drop(spec);
  }
}

const GATED_FIELDS: readonly GatedField[] = [
  ofSpec('UserNamespacesSupport', 'hostUsers'),
  ofSpec('DynamicResourceAllocation', 'resourceClaims'),
  ofSpec('PodLevelResources', 'resources'),
  ofSpec('HostnameOverride', 'hostnameOverride'),
  ofSpec('GenericWorkload', 'schedulingGroup'),
  ofEach('DynamicResourceAllocation', containersOf, (container) => container.resources?.claims !== undefined, (container) => delete container.resources?.claims),
  ofEach('InPlacePodVerticalScaling', containersOf, (container) => container.resizePolicy !== undefined, (container) => delete container.resizePolicy),
  ofEach('ContainerRestartRules', containersOf, (container) => container.restartPolicyRules !== undefined, (container) => delete container.restartPolicyRules),
  ofEach('ContainerStopSignals', containersOf, (container) => container.lifecycle?.stopSignal !== undefined, (container) => delete container.lifecycle?.stopSignal),
  // The server cannot remove this one, since older servers always filled it in.
  ofEach('ProcMountType', containersOf, (container) => (container.securityContext?.procMount ?? 'Default') !== 'Default', resetProcMount),
  ofEach('PodLifecycleSleepAction', hooksOf, (hook) => hook.sleep !== undefined, (hook) => delete hook.sleep),
  ofEach('RecursiveReadOnlyMounts', mountsOf, (mount) => mount.recursiveReadOnly !== undefined, (mount) => delete mount.recursiveReadOnly),
  ofEach('EnvFiles', valueSourcesOf, (source) => source.fileKeyRef !== undefined, (source) => delete source.fileKeyRef),
  ofEach('SupplementalGroupsPolicy', contextsOf, (context) => context.supplementalGroupsPolicy !== undefined, (context) => delete context.supplementalGroupsPolicy),
  ofEach('SELinuxChangePolicy', contextsOf, (context) => context.seLinuxChangePolicy !== undefined, (context) => delete context.seLinuxChangePolicy),
  ofEach('ImageVolume', (spec) => spec.volumes ?? [], (volume) => volume.image !== undefined, (volume) => delete volume.image),
  ofEach('ClusterTrustBundleProjection', projectionsOf, (source) => source.clusterTrustBundle !== undefined, (source) => delete source.clusterTrustBundle),
  ofEach('PodCertificateRequest', projectionsOf, (source) => source.podCertificate !== undefined, (source) => delete source.podCertificate),
  ofEach('MatchLabelKeysInPodAffinity', affinityTermsOf, (term) => term.matchLabelKeys !== undefined, (term) => delete term.matchLabelKeys),
  ofEach('MatchLabelKeysInPodAffinity', affinityTermsOf, (term) => term.mismatchLabelKeys !== undefined, (term) => delete term.mismatchLabelKeys),
];

function ofSpec(feature: FeatureGate, field: keyof PodSpec): GatedField {
  return { feature, isUsed: (spec) => spec[field] !== undefined, drop: (spec) => delete spec[field] };
}

function ofEach<T>(feature: FeatureGate, partsOf: (spec: PodSpec) => readonly T[], isUsed: (part: T) => boolean, drop: (part: T) => unknown): GatedField {
  return { feature, isUsed: (spec) => partsOf(spec).some(isUsed), drop: (spec) => partsOf(spec).forEach((part) => drop(part)) };
}

function containersOf(spec: PodSpec): AnyContainer[] {
  return locateContainers(spec, '').map(({ container }) => container);
}

function resetProcMount(container: AnyContainer): void {
  if (container.securityContext?.procMount !== undefined) container.securityContext.procMount = 'Default';
}

function hooksOf(spec: PodSpec): LifecycleHandler[] {
  return containersOf(spec).flatMap(({ lifecycle }) => [lifecycle?.postStart, lifecycle?.preStop]).filter((hook) => hook !== undefined);
}

function mountsOf(spec: PodSpec): NonNullable<AnyContainer['volumeMounts']> {
  return containersOf(spec).flatMap((container) => container.volumeMounts ?? []);
}

function valueSourcesOf(spec: PodSpec): { fileKeyRef?: unknown }[] {
  return containersOf(spec).flatMap((container) => (container.env ?? []).flatMap(({ valueFrom }) => (valueFrom === undefined ? [] : [valueFrom])));
}

function contextsOf(spec: PodSpec): NonNullable<PodSpec['securityContext']>[] {
  return spec.securityContext === undefined ? [] : [spec.securityContext];
}

function projectionsOf(spec: PodSpec): VolumeProjection[] {
  return (spec.volumes ?? []).flatMap((volume) => volume.projected?.sources ?? []);
}

/** Every term of affinity and anti-affinity, required and preferred. */
export function affinityTermsOf(spec: PodSpec): PodAffinityTerm[] {
  return [spec.affinity?.podAffinity, spec.affinity?.podAntiAffinity].flatMap((affinity) => [
    ...(affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).flatMap(({ podAffinityTerm }) => (podAffinityTerm === undefined ? [] : [podAffinityTerm])),
  ]);
}
