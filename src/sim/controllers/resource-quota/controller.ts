import { equalJson } from '../../../api/json.ts';
import { formatQuantity, type Quantity } from '../../../api/quantity.ts';
import { inScope } from '../../../api/quota/scope.ts';
import { addUsage, hardOf, type Usage } from '../../../api/quota/usage.ts';
import { resourceOf } from '../../../schema/resources.ts';
import type { Client } from '../../apiserver/client.ts';
import { clientOf, reconcileQueue, type ComponentContext, type ReconcileResult } from '../../component.ts';
import { kindKeyOf, objectKey, type Pod, type ResourceQuota } from '../../objects.ts';
import { isTerminal } from '../../pods/conditions.ts';
import { usageOf } from '../../quota/usage.ts';

/** Counts anew what quotas limit whenever something is given back (pkg/controller/resourcequota, v1.36). Divergence: at once, where the real one may lag by seconds. */
export function startResourceQuotaController(context: ComponentContext): void {
  const client = clientOf(context, 'resourcequota-controller');
  const queue = reconcileQueue(context, (key) => reconcile(key, client));
  client.watch('ResourceQuota', ({ type, object }) => {
    if (type !== 'deleted') queue.add(objectKey(object));
  });
  client.store.watchAll(({ type, object, previous }) => {
    const namespace = object.metadata.namespace ?? '';
    if (namespace === '' || client.store.countOf('ResourceQuota') === 0) return;
    if (type !== 'deleted' && !(object.kind === 'Pod' && previous !== undefined && isTerminal(object as Pod) && !isTerminal(previous as Pod))) return;
    for (const quota of client.indexes.byNamespace('ResourceQuota').get(namespace)) queue.add(objectKey(quota));
  });
}

function reconcile(key: string, client: Client): ReconcileResult {
  const quota = client.getByKey('ResourceQuota', key);
  if (quota === undefined || quota.metadata.deletionTimestamp !== undefined) return undefined;
  const hard = hardOf(quota);
  const counted = countUsage(client, quota);
  const used: Record<string, string> = {};
  for (const name of hard.keys()) used[name] = formatQuantity(counted.get(name) ?? ZERO);
  const status = { hard: { ...quota.spec?.hard }, used };
  if (equalJson(quota.status, status)) return undefined;
  const updated = client.updateStatus({ ...quota, status } as ResourceQuota);
  return updated.ok ? undefined : { failed: updated.message };
}

const ZERO: Quantity = { nanos: 0n, format: 'DecimalSI' };

function countUsage(client: Client, quota: ResourceQuota): Usage {
  const total: Usage = new Map();
  const namespace = quota.metadata.namespace ?? '';
  for (const kind of client.store.kinds()) {
    if (!mayCount(quota, kind)) continue;
    for (const object of client.indexes.byNamespace(kind).get(namespace)) {
      if (!inScope(quota, object)) continue;
      const plural = resourceOf(object.apiVersion, object.kind, client.server.version)?.plural ?? `${object.kind.toLowerCase()}s`;
      addUsage(total, usageOf(object, kindKeyOf(object.apiVersion, object.kind), plural, client.clock.epochMs));
    }
  }
  return total;
}

/** Kinds that quotas know by more than their number. */
const KNOWN_KINDS = new Set(['Pod', 'Service', 'PersistentVolumeClaim', 'ConfigMap', 'Secret', 'ReplicationController', 'ResourceQuota', 'ResourceClaim.resource.k8s.io']);

function mayCount(quota: ResourceQuota, kind: string): boolean {
  return KNOWN_KINDS.has(kind) || Object.keys(quota.spec?.hard ?? {}).some((name) => name.startsWith('count/'));
}
