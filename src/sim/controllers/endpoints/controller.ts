import { equalJson } from '../../../api/json.ts';
import type { Client } from '../../apiserver/client.ts';
import { clientOf, reconcileQueue, type ComponentContext, type ReconcileResult } from '../../component.ts';
import type { Endpoints, Service } from '../../objects.ts';
import { podsMatching } from '../../pods/matching.ts';
import { serviceSelector, watchServicePods } from '../service-pods.ts';
import { addressCount, MAX_ADDRESSES, subsetsOf, truncatedSubsets } from './subsets.ts';

const MANAGED_BY = 'endpoints.kubernetes.io/managed-by';
const HEADLESS = 'service.kubernetes.io/headless';
const OVER_CAPACITY = 'endpoints.kubernetes.io/over-capacity';

/** Writes the Endpoints of Services with a selector (pkg/controller/endpoint/endpoints_controller.go, v1.36). Divergence: no last-change-trigger-time. */
export function startEndpointsController(context: ComponentContext): void {
  const client = clientOf(context, 'endpoint-controller');
  const queue = reconcileQueue(context, (key) => reconcile(key, client));
  watchServicePods(client, queue);
}

function reconcile(key: string, client: Client): ReconcileResult {
  const service = client.getByKey('Service', key);
  const existing = client.getByKey('Endpoints', key);
  if (service === undefined) {
    if (existing !== undefined) client.delete(existing);
    return undefined;
  }
  const selector = serviceSelector(service);
  if (selector === undefined || service.metadata.deletionTimestamp !== undefined) return undefined;
  const endpoints = wantedEndpoints(service, existing, podsMatching(client.indexes, service.metadata.namespace ?? '', selector));
  if (existing === undefined) client.create(endpoints);
  else if (!equalJson(existing.subsets ?? [], endpoints.subsets) || !equalJson(existing.metadata.labels, endpoints.metadata.labels) || !equalJson(existing.metadata.annotations, endpoints.metadata.annotations)) client.update(endpoints);
  return undefined;
}

function wantedEndpoints(service: Service, existing: Endpoints | undefined, pods: Parameters<typeof subsetsOf>[1]): Endpoints {
  const all = subsetsOf(service, pods);
  const isTooMuch = addressCount(all) > MAX_ADDRESSES;
  const { [OVER_CAPACITY]: _old, ...annotations } = (existing?.metadata.annotations ?? {}) as Record<string, string>;
  if (isTooMuch) annotations[OVER_CAPACITY] = 'truncated';
  const { annotations: _before, ...metadata } = existing?.metadata ?? { namespace: service.metadata.namespace, name: service.metadata.name };
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      ...metadata,
      labels: { ...service.metadata.labels, [MANAGED_BY]: 'endpoint-controller', ...(service.spec?.clusterIP === 'None' ? { [HEADLESS]: '' } : {}) },
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    subsets: isTooMuch ? truncatedSubsets(all) : all,
  };
}
