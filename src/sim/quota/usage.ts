import { amountsOf, podLimits, podRequests } from '../../api/effective-requests.ts';
import { addQuantities, parseQuantity, type Quantity } from '../../api/quantity.ts';
import type { KubeObject } from '../../api/object.ts';
import type { PodSpec, ScopedResourceSelectorRequirement } from '../../api/types/core-v1.ts';
import { parseTime } from '../kernel/wall-clock.ts';
import type { PersistentVolumeClaim, Pod, ResourceQuota, Service } from '../objects.ts';
import { isTerminal } from '../pods/conditions.ts';

/** Amounts by the name that a quota gives them: `pods`, `requests.cpu`, `count/deployments.apps`. */
export type Usage = Map<string, Quantity>;

const ONE: Quantity = { nanos: 1_000_000_000n, format: 'DecimalSI' };

/** Resources that the plain name and the `requests.` name both count. */
const COMPUTE = new Set(['cpu', 'memory', 'ephemeral-storage']);

/** What one object takes from the quotas of its namespace (pkg/quota/v1/evaluator/core, v1.36). `plural` is the resource in URLs: `deployments`. */
export function usageOf(object: KubeObject, kind: string, plural: string, nowEpochMs: number): Usage {
  const usage: Usage = new Map();
  const group = kind.includes('.') ? kind.slice(kind.indexOf('.')) : '';
  usage.set(`count/${plural}${group}`, ONE);
  if (kind === 'Pod') addPod(usage, object as Pod, nowEpochMs);
  else if (kind === 'Service') addService(usage, object as Service);
  else if (kind === 'PersistentVolumeClaim') addClaim(usage, object as PersistentVolumeClaim);
  else if (SHORT_NAMES.has(kind)) usage.set(plural, ONE);
  return usage;
}

/** Kinds of the core group that quotas also know by their plain resource name. */
const SHORT_NAMES = new Set(['ConfigMap', 'Secret', 'ReplicationController', 'ResourceQuota']);

function addPod(usage: Usage, pod: Pod, nowEpochMs: number): void {
  if (!takesResources(pod, nowEpochMs)) return;
  usage.set('pods', ONE);
  const spec = pod.spec ?? {};
  for (const [name, amount] of podRequests(spec, { status: pod.status })) {
    usage.set(`requests.${name}`, amount);
    if (COMPUTE.has(name) || name.startsWith('hugepages-')) usage.set(name, amount);
  }
  for (const [name, amount] of podLimits(spec)) if (COMPUTE.has(name)) usage.set(`limits.${name}`, amount);
}

/** Finished pods take nothing, terminating ones until their grace period is over (QuotaV1Pod). */
function takesResources(pod: Pod, nowEpochMs: number): boolean {
  if (isTerminal(pod)) return false;
  const { deletionTimestamp, deletionGracePeriodSeconds } = pod.metadata;
  if (deletionTimestamp === undefined || deletionGracePeriodSeconds === undefined) return true;
  return nowEpochMs <= (parseTime(deletionTimestamp) ?? 0) + deletionGracePeriodSeconds * 1000;
}

function addService(usage: Usage, service: Service): void {
  usage.set('services', ONE);
  const ports = BigInt(service.spec?.ports?.length ?? 0);
  const type = service.spec?.type;
  const nodePorts = { nanos: ports * ONE.nanos, format: ONE.format };
  if (type === 'NodePort') usage.set('services.nodeports', nodePorts);
  if (type !== 'LoadBalancer') return;
  usage.set('services.loadbalancers', ONE);
  if (service.spec?.allocateLoadBalancerNodePorts !== false) usage.set('services.nodeports', nodePorts);
}

function addClaim(usage: Usage, claim: PersistentVolumeClaim): void {
  usage.set('persistentvolumeclaims', ONE);
  const storage = amountsOf(claim.spec?.resources?.requests).get('storage');
  if (storage !== undefined) usage.set('requests.storage', storage);
  const storageClass = claim.spec?.storageClassName;
  if (storageClass === undefined || storageClass === '') return;
  usage.set(`${storageClass}.storageclass.storage.k8s.io/persistentvolumeclaims`, ONE);
  if (storage !== undefined) usage.set(`${storageClass}.storageclass.storage.k8s.io/requests.storage`, storage);
}

/** Whether a quota counts this object at all: all of its scopes have to fit (Matches in pkg/quota/v1/evaluator/core/pods.go). */
export function inScope(quota: ResourceQuota, object: KubeObject): boolean {
  const requirements = scopeRequirements(quota);
  if (requirements.length === 0) return true;
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
      return fitsPriorityClass(spec.priorityClassName ?? '', requirement);
    case 'CrossNamespacePodAffinity':
      return usesCrossNamespaceAffinity(spec);
    default:
      return false;
  }
}

function fitsPriorityClass(name: string, requirement: ScopedResourceSelectorRequirement): boolean {
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

/** The hard limits of a quota. */
export function hardOf(quota: ResourceQuota): Map<string, Quantity> {
  const hard = new Map<string, Quantity>();
  for (const [name, value] of Object.entries(quota.spec?.hard ?? {})) {
    const amount = parseQuantity(value as string | number);
    if (amount !== undefined) hard.set(name, amount);
  }
  return hard;
}

export function addUsage(total: Usage, more: ReadonlyMap<string, Quantity>): void {
  for (const [name, amount] of more) {
    const known = total.get(name);
    total.set(name, known === undefined ? amount : addQuantities(known, amount));
  }
}
