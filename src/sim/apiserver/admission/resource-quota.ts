import { resourceOf } from '../../../schema/resources.ts';
import { addQuantities, compareQuantities, formatQuantity, type Quantity } from '../../../api/quantity.ts';
import { amountsOf } from '../../../api/effective-requests.ts';
import type { KubeObject } from '../../../api/object.ts';
import { inScope } from '../../../api/quota/scope.ts';
import { unstatedIn } from '../../../api/quota/unstated.ts';
import { hardOf, type Usage } from '../../../api/quota/usage.ts';
import { kindKeyOf, type Pod, type ResourceQuota } from '../../objects.ts';
import { usageOf } from '../../quota/usage.ts';
import { refused, type Refused } from '../result.ts';
import type { AdmissionContext, AdmissionPlugin } from './plugin.ts';

/** Kinds whose updates can cost more than before. */
const CHARGED_ON_UPDATE = new Set(['PersistentVolumeClaim', 'Service', 'Pod']);

/**
 * Refuses what would exceed a quota of the namespace, and charges what is accepted (plugin/pkg/admission/resourcequota, v1.36). What is given back by
 * deletions is found by the quota controller.
 */
export const resourceQuota: AdmissionPlugin = {
  name: 'ResourceQuota',
  admit: ({ operation, kind, object, old }, context) => {
    const { store, indexes, clock } = context;
    if (store.countOf('ResourceQuota') === 0 || (operation === 'update' && !CHARGED_ON_UPDATE.has(kind))) return object;
    const namespace = object.metadata.namespace ?? '';
    const quotas = namespace === '' ? [] : (indexes.byNamespace('ResourceQuota').list(namespace) as ResourceQuota[]);
    if (quotas.length === 0) return object;
    const plural = pluralOf(object, context);
    const usage = usageOf(object, kind, plural, clock.epochMs);
    const before: Usage = old === undefined ? new Map() : usageOf(old, kind, plural, clock.epochMs);
    const delta = increase(usage, before);
    const refusal = checkAll(quotas, object, plural, kind, delta);
    if (refusal !== undefined) return refusal;
    for (const quota of quotas) charge(quota, object, delta, context);
    return object;
  },
};

function pluralOf(object: KubeObject, context: AdmissionContext): string {
  return resourceOf(object.apiVersion, object.kind, context.version)?.plural ?? `${object.kind.toLowerCase()}s`;
}

function increase(usage: Usage, before: Usage): Usage {
  const delta: Usage = new Map();
  for (const [name, amount] of usage) {
    const nanos = amount.nanos - (before.get(name)?.nanos ?? 0n);
    if (nanos > 0n) delta.set(name, { nanos, format: amount.format });
  }
  return delta;
}

/** A quota counts only what its status already knows: a new one takes part as soon as the quota controller has seen it. */
function checkAll(quotas: readonly ResourceQuota[], object: KubeObject, plural: string, kind: string, delta: Usage): Refused | undefined {
  for (const quota of quotas) {
    if (!inScope(quota, object)) continue;
    const name = quota.metadata.name ?? '';
    const hard = quota.status?.hard === undefined ? new Map<string, Quantity>() : amountsOf(quota.status.hard);
    const label = `${plural}${kind.includes('.') ? kind.slice(kind.indexOf('.')) : ''} "${object.metadata.name || (object.metadata.generateName ?? '')}" is forbidden`;
    const missing = kind === 'Pod' ? unstatedIn((object as Pod).spec ?? {}, hard.keys()).map(({ resource, containers }) => `${resource} for: ${containers.join(',')}`) : [];
    if (missing.length > 0) return refused(403, `${label}: failed quota: ${name}: must specify ${missing.join('; ')}`);
    const used = amountsOf(quota.status?.used);
    const exceeded = [...delta].filter(([resource, amount]) => {
      const limit = hard.get(resource);
      const now = used.get(resource);
      return limit !== undefined && compareQuantities(now === undefined ? amount : addQuantities(now, amount), limit) > 0;
    });
    if (exceeded.length === 0) continue;
    const names = exceeded.map(([resource]) => resource).sort();
    const list = (amounts: ReadonlyMap<string, Quantity>): string => names.map((resource) => `${resource}=${formatQuantity(amounts.get(resource) ?? ZERO)}`).join(',');
    return refused(403, `${label}: exceeded quota: ${name}, requested: ${list(delta)}, used: ${list(used)}, limited: ${list(hard)}`);
  }
  return undefined;
}

const ZERO: Quantity = { nanos: 0n, format: 'DecimalSI' };

function charge(quota: ResourceQuota, object: KubeObject, delta: Usage, { store }: AdmissionContext): void {
  if (!inScope(quota, object)) return;
  const hard = hardOf(quota);
  const used = amountsOf(quota.status?.used);
  const changed = [...delta].filter(([resource]) => hard.has(resource));
  if (changed.length === 0 || quota.status?.hard === undefined) return;
  const next: Record<string, string> = {};
  for (const [resource, amount] of used) next[resource] = formatQuantity(amount);
  for (const [resource, amount] of changed) {
    const now = used.get(resource);
    next[resource] = formatQuantity(now === undefined ? amount : addQuantities(now, amount));
  }
  const current = store.get(kindKeyOf(quota.apiVersion, quota.kind), quota.metadata.namespace, quota.metadata.name ?? '') ?? quota;
  store.put({ ...current, status: { ...quota.status, used: next } } as ResourceQuota, 'resource-quota');
}
