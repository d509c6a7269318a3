import { podLimits, podRequests } from '../effective-requests.ts';
import type { KubeObject } from '../object.ts';
import type { PersistentVolumeClaim, Pod, PodSpec, ResourceQuota, ScopedResourceSelectorRequirement } from '../types/core-v1.ts';

/** Whether a quota counts this object at all: all of its scopes have to fit (Matches in pkg/quota/v1/evaluator/core/pods.go). */
export function inScope(quota: ResourceQuota, object: KubeObject): boolean {
  const requirements = scopeRequirements(quota);
  if (requirements.length === 0) return true;
  if (object.kind === 'PersistentVolumeClaim') return requirements.every((requirement) => claimFitsScope(object as PersistentVolumeClaim, requirement));
  return object.kind === 'Pod' && requirements.every((requirement) => podFitsScope(object as Pod, requirement));
}

function scopeRequirements(quota: ResourceQuota): ScopedResourceSelectorRequirement[] {
  const plain = (quota.spec?.scopes ?? []).map((scopeName) => ({ scopeName, operator: 'Exists' }));
  return [...plain, ...(quota.spec?.scopeSelector?.matchExpressions ?? [])];
}

function podFitsScope(pod: Pod, requirement: ScopedResourceSelectorRequirement): boolean {
  const spec = pod.spec ?? {};
  switch (requirement.scopeName) {
    case 'Terminating':
      return spec.activeDeadlineSeconds !== undefined && spec.activeDeadlineSeconds >= 0;
    case 'NotTerminating':
      return spec.activeDeadlineSeconds === undefined || spec.activeDeadlineSeconds < 0;
    case 'BestEffort':
      return isBestEffort(spec);
    case 'NotBestEffort':
      return !isBestEffort(spec);
    case 'PriorityClass':
      return fitsName(spec.priorityClassName ?? '', requirement);
    case 'CrossNamespacePodAffinity':
      return usesCrossNamespaceAffinity(spec);
    default:
      return false;
  }
}

/** Claims know one scope only (persistent_volume_claims.go). */
function claimFitsScope({ spec, status }: PersistentVolumeClaim, requirement: ScopedResourceSelectorRequirement): boolean {
  if (requirement.scopeName !== 'VolumeAttributesClass') return false;
  const names = [spec?.volumeAttributesClassName, status?.currentVolumeAttributesClassName, status?.modifyVolumeStatus?.targetVolumeAttributesClassName].filter((name) => name !== undefined && name !== '');
  return names.length === 0 ? fitsName('', requirement) : names.some((name) => fitsName(name ?? '', requirement));
}

/** Whether the name of a class, empty for none, is among those that the scope asks for. */
function fitsName(name: string, requirement: ScopedResourceSelectorRequirement): boolean {
  const values = requirement.values ?? [];
  switch (requirement.operator) {
    case 'In':
      return name !== '' && values.includes(name);
    case 'NotIn':
      return !values.includes(name);
    case 'DoesNotExist':
      return name === '';
    default:
      return name !== '';
  }
}

function isBestEffort(spec: PodSpec): boolean {
  return [...podRequests(spec), ...podLimits(spec)].every(([name, amount]) => (name !== 'cpu' && name !== 'memory') || amount.nanos === 0n);
}

function usesCrossNamespaceAffinity(spec: PodSpec): boolean {
  const { podAffinity, podAntiAffinity } = spec.affinity ?? {};
  const terms = [podAffinity, podAntiAffinity].flatMap((side) => [
    ...(side?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(side?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map((weighted) => weighted.podAffinityTerm),
  ]);
  return terms.some((term) => (term?.namespaces ?? []).length > 0 || term?.namespaceSelector !== undefined);
}
