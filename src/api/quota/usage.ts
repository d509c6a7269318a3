import { amountsOf, podLimits, podRequests } from '../effective-requests.ts';
import { addQuantities, compareQuantities, parseQuantity, type Quantity } from '../quantity.ts';
import type { KubeObject } from '../object.ts';
import type { PersistentVolumeClaim, Pod, ResourceQuota, Service } from '../types/core-v1.ts';
import type { DeviceSubRequest, ResourceClaim } from '../types/resource-v1.ts';

/** Amounts by the name that a quota gives them: `pods`, `requests.cpu`, `count/deployments.apps`. */
export type Usage = Map<string, Quantity>;

const ONE: Quantity = { nanos: 1_000_000_000n, format: 'DecimalSI' };

/** Resources that the plain name and the `requests.` name both count. */
const COMPUTE = new Set(['cpu', 'memory', 'ephemeral-storage']);

/** Kinds of the core group that quotas also know by their plain resource name. */
const SHORT_NAMES = new Set(['ConfigMap', 'Secret', 'ReplicationController', 'ResourceQuota']);

/** A claim that asks for all devices may get so many (`AllocationResultsMaxSize`). */
const MOST_DEVICES = 32n;

/**
 * What one object takes from the quotas of its namespace (pkg/quota/v1/evaluator/core, v1.36). `kind` is the kind with its group, `Pod` or
 * `Deployment.apps`, and `plural` the resource in URLs: `deployments`. A pod that has finished counts as an object only.
 */
export function usageOf(object: KubeObject, kind: string, plural: string): Usage {
  const usage = countOf(kind, plural);
  if (kind === 'Pod') addPod(usage, object as Pod);
  else if (kind === 'Service') addService(usage, object as Service);
  else if (kind === 'PersistentVolumeClaim') addClaim(usage, object as PersistentVolumeClaim);
  else if (kind === 'ResourceClaim.resource.k8s.io') addDevices(usage, object as ResourceClaim);
  else if (SHORT_NAMES.has(kind)) usage.set(plural, ONE);
  return usage;
}

/** What any object takes: one of its kind. */
export function countOf(kind: string, plural: string): Usage {
  return new Map([[`count/${plural}${kind.includes('.') ? kind.slice(kind.indexOf('.')) : ''}`, ONE]]);
}

function addPod(usage: Usage, { spec = {}, status }: Pod): void {
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return;
  usage.set('pods', ONE);
  for (const [name, amount] of podRequests(spec, { status })) {
    usage.set(`requests.${name}`, amount);
    if (COMPUTE.has(name) || name.startsWith('hugepages-')) usage.set(name, amount);
  }
  for (const [name, amount] of podLimits(spec)) if (COMPUTE.has(name)) usage.set(`limits.${name}`, amount);
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

/** Devices by class; of alternatives the one counts that asks for most. */
function addDevices(usage: Usage, { spec }: ResourceClaim): void {
  for (const asked of spec?.devices?.requests ?? []) {
    const { exactly, firstAvailable = [] } = asked;
    // v1beta1 has the fields of `exactly` in the request.
    const requests: readonly DeviceSubRequest[] = 'deviceClassName' in asked ? [asked as DeviceSubRequest] : exactly === undefined ? firstAvailable : [exactly];
    const most: Usage = new Map();
    for (const request of requests) {
      const name = `${request.deviceClassName ?? ''}.deviceclass.resource.k8s.io/devices`;
      const amount = devicesOf(request);
      const known = most.get(name);
      if (known === undefined || compareQuantities(amount, known) > 0) most.set(name, amount);
    }
    addUsage(usage, most);
  }
}

function devicesOf({ allocationMode, count }: DeviceSubRequest): Quantity {
  const devices = allocationMode === 'All' ? MOST_DEVICES : BigInt(count ?? 1);
  return { nanos: devices * ONE.nanos, format: ONE.format };
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
