import { equalJson } from '../../../api/json.ts';
import type { Client } from '../../apiserver/client.ts';
import { clientOf, reconcileQueue, type ComponentContext, type ReconcileResult } from '../../component.ts';
import type { EndpointSlice, Service } from '../../objects.ts';
import { podsMatching } from '../../pods/matching.ts';
import { controllerReference } from '../ownership.ts';
import { serviceSelector, watchServicePods } from '../service-pods.ts';
import { desiredSlices } from './endpoints.ts';

const SERVICE_NAME = 'kubernetes.io/service-name';

/** Models pkg/controller/endpointslice and k8s.io/endpointslice/reconciler.go, v1.36. Divergence: slices are filled up in order of pods, the real ones change as little as possible. */
export function startEndpointSliceController(context: ComponentContext): void {
  const client = clientOf(context, 'endpointslice-controller');
  const queue = reconcileQueue(context, (key) => reconcile(key, client));
  watchServicePods(client, queue);
}

function reconcile(key: string, client: Client): ReconcileResult {
  const service = client.getByKey('Service', key);
  if (service === undefined || service.metadata.deletionTimestamp !== undefined) return undefined;
  const selector = serviceSelector(service);
  if (selector === undefined) return undefined;
  const existing = client.indexes.byController('EndpointSlice.discovery.k8s.io').list(service.metadata.uid ?? '') as EndpointSlice[];
  const pods = podsMatching(client.indexes, service.metadata.namespace ?? '', selector);
  const desired = desiredSlices(service, pods, (name) => client.get('Node', undefined, name));
  for (const [index, slice] of desired.entries()) {
    const current = existing[index];
    if (current === undefined) client.create(newSlice(service, slice));
    else if (!equalJson(current.endpoints, slice.endpoints) || !equalJson(current.ports, slice.ports)) client.update({ ...current, ...slice });
  }
  for (const surplus of existing.slice(desired.length)) client.delete(surplus);
  return undefined;
}

function newSlice(service: Service, content: Pick<EndpointSlice, 'endpoints' | 'ports' | 'addressType'>): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      namespace: service.metadata.namespace,
      generateName: `${service.metadata.name ?? ''}-`,
      labels: { ...service.metadata.labels, [SERVICE_NAME]: service.metadata.name ?? '', 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io' },
      ownerReferences: [controllerReference(service)],
    },
    ...content,
  };
}
