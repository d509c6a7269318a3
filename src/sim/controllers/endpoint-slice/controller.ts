import { equalJson } from '../../../api/json.ts';
import type { LabelSelector } from '../../../api/types/meta-v1.ts';
import type { Client } from '../../apiserver/client.ts';
import { clientOf, reconcileQueue, type ComponentContext, type ReconcileResult } from '../../component.ts';
import { objectKey, type EndpointSlice, type Pod, type Service } from '../../objects.ts';
import { podsMatching } from '../../pods/matching.ts';
import { SelectorIndex } from '../../store/selector-index.ts';
import { controllerReference } from '../ownership.ts';
import { desiredSlices } from './endpoints.ts';

const SERVICE_NAME = 'kubernetes.io/service-name';

/** Models pkg/controller/endpointslice and k8s.io/endpointslice/reconciler.go, v1.36. Divergence: slices are filled up in order of pods, the real ones change as little as possible. */
export function startEndpointSliceController(context: ComponentContext): void {
  const client = clientOf(context, 'endpointslice-controller');
  const selectors = new SelectorIndex();
  const queue = reconcileQueue(context, (key) => reconcile(key, client));
  client.watch('Service', ({ type, object }) => {
    const key = objectKey(object);
    selectors.set(key, object.metadata.namespace ?? '', type === 'deleted' ? undefined : selectorOf(object));
    queue.add(key);
  });
  client.watch('Pod', ({ type, object, previous }) => {
    const namespace = object.metadata.namespace ?? '';
    if (type === 'updated' && previous !== undefined && !matters(object, previous)) return;
    for (const key of selectors.matching(namespace, object.metadata.labels)) queue.add(key);
    if (previous !== undefined && previous.metadata.labels !== object.metadata.labels) for (const key of selectors.matching(namespace, previous.metadata.labels)) queue.add(key);
  });
}

/** A Service without a selector has endpoints that somebody else writes. */
function selectorOf(service: Service): LabelSelector | undefined {
  const selector = service.spec?.selector;
  if (selector === undefined || Object.keys(selector).length === 0 || service.spec?.type === 'ExternalName') return undefined;
  return { matchLabels: selector };
}

function matters(pod: Pod, previous: Pod): boolean {
  return (
    pod.status !== previous.status ||
    pod.spec?.nodeName !== previous.spec?.nodeName ||
    pod.metadata.labels !== previous.metadata.labels ||
    pod.metadata.deletionTimestamp !== previous.metadata.deletionTimestamp
  );
}

function reconcile(key: string, client: Client): ReconcileResult {
  const service = client.getByKey('Service', key);
  if (service === undefined || service.metadata.deletionTimestamp !== undefined) return undefined;
  const selector = selectorOf(service);
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
