import { isFeatureOn } from '../../feature-gates.ts';
import type { KubernetesVersion } from '../../kubernetes-version.ts';
import { locateContainers } from '../../pod-containers.ts';
import { isHugePagesName, isWholeHugePages } from '../../resource-names.ts';
import type { PodSpec } from '../../types/core-v1.ts';
import { validateLabelSelector } from '../label-selector.ts';
import { validateNodeSelector } from '../node-selector.ts';
import { amountOf } from '../resource-quantity.ts';
import { validateTermSelectors } from './affinity.ts';
import type { PodOptions, StoredPod } from './options.ts';
import { DELETION_COST_ANNOTATION, isDeletionCost } from './pod-annotations.ts';

/**
 * The settings for a new pod or template, or for the change of a stored one, which may keep what newer rules refuse (pkg/api/pod/util.go,
 * `GetValidationOptionsFromPodSpecAndMeta`, v1.36).
 */
export function podOptionsFor(version: KubernetesVersion, isPod: boolean, stored?: StoredPod): PodOptions {
  const spec = stored?.spec;
  return {
    version,
    isPod,
    allowInvalidDeletionCost: stored !== undefined && !isDeletionCost(stored.metadata?.annotations?.[DELETION_COST_ANNOTATION]),
    allowInvalidSelectorValues: spec !== undefined && hasInvalidAffinitySelector(spec),
    allowInvalidSpreadSelectors: spec !== undefined && (spec.topologySpreadConstraints ?? []).some((constraint) => validateLabelSelector(constraint.labelSelector, {}, '').length > 0),
    allowInvalidNodeAffinityValues: spec !== undefined && hasInvalidNodeAffinityValue(spec),
    allowIndivisibleHugePages: spec !== undefined && hasIndivisibleHugePages(spec),
    allowHostNamespacedSysctls: spec !== undefined && (spec.hostNetwork === true || spec.hostIPC === true) && (spec.securityContext?.sysctls ?? []).length > 0,
    allowNonLocalTokenPath: spec !== undefined && hasToken(spec),
    allowAnySELinuxChangePolicy: isFeatureOn('SELinuxMount', version) || spec?.securityContext?.seLinuxChangePolicy !== undefined,
    storedIps: spec === undefined ? [] : [...(spec.dnsConfig?.nameservers ?? []), ...(spec.hostAliases ?? []).map((alias) => alias.ip ?? '')],
  };
}

function hasInvalidAffinitySelector(spec: PodSpec): boolean {
  return [spec.affinity?.podAffinity, spec.affinity?.podAntiAffinity].some((affinity) => {
    const terms = [
      ...(affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
      ...(affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map((weighted) => weighted.podAffinityTerm ?? {}),
    ];
    return terms.some((term) => validateTermSelectors(term, false, '').length > 0);
  });
}

/** Invalid values only: what is wrong beyond them is refused anyway. */
function hasInvalidNodeAffinityValue(spec: PodSpec): boolean {
  const selector = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return selector !== undefined && validateNodeSelector(selector, false, '').length > validateNodeSelector(selector, true, '').length;
}

function hasIndivisibleHugePages(spec: PodSpec): boolean {
  const lists = [spec.overhead, ...locateContainers(spec, '').flatMap(({ container }) => [container.resources?.limits, container.resources?.requests])];
  return lists.some((list) => Object.entries(list ?? {}).some(([name, amount]) => isHugePagesName(name) && !isWholeHugePages(name, amountOf(amount))));
}

function hasToken(spec: PodSpec): boolean {
  return (spec.volumes ?? []).some((volume) => (volume.projected?.sources ?? []).some((source) => source.serviceAccountToken !== undefined));
}
