import { equalJson } from '../../../api/json.ts';
import type { Client } from '../../apiserver/client.ts';
import { clientOf, reconcileQueue, type ComponentContext, type ReconcileResult } from '../../component.ts';
import { objectKey, type EndpointSlice, type Endpoints } from '../../objects.ts';
import { controllerReference } from '../ownership.ts';
import { mirroredSlices, type SliceContent } from './mirrored-slices.ts';

const SERVICE_NAME = 'kubernetes.io/service-name';
const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
const MIRRORING = 'endpointslicemirroring-controller.k8s.io';
const SKIP_MIRROR = 'endpointslice.kubernetes.io/skip-mirror';
const LEADER = 'control-plane.alpha.kubernetes.io/leader';

/**
 * Copies the Endpoints of Services without a selector into slices (pkg/controller/endpointslicemirroring, v1.36). What another
 * controller wrote stays: a Service that loses its selector keeps its old slice beside the mirrored one.
 */
export function startEndpointSliceMirroringController(context: ComponentContext): void {
  const client = clientOf(context, 'endpointslicemirroring-controller');
  const queue = reconcileQueue(context, (key) => reconcile(key, client));
  client.watch('Endpoints', ({ object, previous }) => {
    const isMirrored = client.getByKey('Service', objectKey(object))?.spec?.selector === undefined;
    if (isMirrored && (mayBeMirrored(object) || (previous !== undefined && mayBeMirrored(previous)))) queue.add(objectKey(object));
  });
  client.watch('Service', ({ type, object, previous }) => {
    const isMirrored = object.spec?.selector === undefined;
    if (type === 'updated' ? isMirrored !== (previous?.spec?.selector === undefined) : isMirrored) queue.add(objectKey(object));
  });
}

function reconcile(key: string, client: Client): ReconcileResult {
  const endpoints = client.getByKey('Endpoints', key);
  const service = client.getByKey('Service', key);
  const slices = mirrorsOf(key, client);
  if (endpoints === undefined || service === undefined || service.spec?.selector !== undefined || !mayBeMirrored(endpoints)) {
    for (const slice of slices) client.delete(slice);
    return undefined;
  }
  const wanted = mirroredSlices(endpoints);
  for (const [index, content] of wanted.entries()) {
    const current = slices[index];
    if (current !== undefined && current.addressType === content.addressType) {
      if (!equalJson(current.endpoints, content.endpoints) || !equalJson(current.ports, content.ports)) client.update({ ...current, ...content });
      continue;
    }
    if (current !== undefined) client.delete(current);
    client.create(newSlice(endpoints, content));
  }
  for (const surplus of slices.slice(wanted.length)) client.delete(surplus);
  return undefined;
}

function mirrorsOf(key: string, client: Client): EndpointSlice[] {
  const slash = key.indexOf('/');
  const inNamespace = client.indexes.byNamespace('EndpointSlice.discovery.k8s.io').list(key.slice(0, slash)) as EndpointSlice[];
  return inNamespace.filter(({ metadata }) => metadata.labels?.[MANAGED_BY] === MIRRORING && metadata.labels[SERVICE_NAME] === key.slice(slash + 1));
}

function mayBeMirrored({ metadata }: Endpoints): boolean {
  return metadata.labels?.[SKIP_MIRROR] !== 'true' && metadata.annotations?.[LEADER] === undefined;
}

function newSlice(endpoints: Endpoints, content: SliceContent): EndpointSlice {
  const { namespace, name = '', labels } = endpoints.metadata;
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { namespace, generateName: `${name}-`, labels: { ...labels, [SERVICE_NAME]: name, [MANAGED_BY]: MIRRORING }, ownerReferences: [controllerReference(endpoints)] },
    ...content,
  };
}
