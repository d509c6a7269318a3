import { isFeatureOn } from '../../api/feature-gates.ts';
import type { KubernetesVersion } from '../../api/kubernetes-version.ts';
import { compareKubernetesVersions } from '../../api/kubernetes-version.ts';

/** What differs between the schedulers of Kubernetes releases (feature gates at their defaults, and changed texts). */
export interface SchedulerFeatures {
  readonly version: KubernetesVersion;
  /** DynamicResourceAllocation is on: since 1.34. */
  readonly dynamicResources: boolean;
  /** Devices serve extended resources that no device plugin offers: since 1.36. */
  readonly extendedResources: boolean;
  /** The balance of a node is scored by what the pod changes: since 1.36. */
  readonly balanceByImprovement: boolean;
  /** "untolerated taint(s)" without naming the taint: since 1.35. */
  readonly unnamedTaints: boolean;
  /** "didn't match PersistentVolume's node affinity": since 1.35; before, "had volume node affinity conflict". */
  readonly volumeAffinityText: string;
}

export function schedulerFeatures(version: KubernetesVersion): SchedulerFeatures {
  const since = (first: KubernetesVersion): boolean => compareKubernetesVersions(version, first) >= 0;
  return {
    version,
    dynamicResources: isFeatureOn('DynamicResourceAllocation', version),
    extendedResources: isFeatureOn('DRAExtendedResource', version),
    balanceByImprovement: since('1.36'),
    unnamedTaints: since('1.35'),
    volumeAffinityText: since('1.35') ? "node(s) didn't match PersistentVolume's node affinity" : 'node(s) had volume node affinity conflict',
  };
}
