import { clientOf, reconcileQueue, type ComponentContext, type ReconcileResult } from '../../component.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { Client } from '../../apiserver/client.ts';
import type { WorkQueue } from '../../kernel/work-queue.ts';
import type { Namespace, Pod } from '../../objects.ts';

/** So long the controller lets other components notice that a namespace is going (namespaceDeletionGracePeriod). */
const GRACE_MS = 5000;
const DEFAULT_POD_GRACE_SECONDS = 30;

/** Empties namespaces that are being deleted: pods first, then all the rest (pkg/controller/namespace and deletion/namespaced_resources_deleter.go, v1.36). */
export function startNamespaceController(context: ComponentContext): void {
  const client = clientOf(context, 'namespace-controller');
  const queue = reconcileQueue(context, (key) => reconcile(key, client, queue));
  client.watch('Namespace', ({ type, object }) => {
    if (type !== 'deleted' && object.metadata.deletionTimestamp !== undefined) queue.addAfter(object.metadata.name ?? '', GRACE_MS);
  });
}

function reconcile(name: string, client: Client, queue: WorkQueue): ReconcileResult {
  const namespace = client.get('Namespace', undefined, name);
  if (namespace?.metadata.deletionTimestamp === undefined) return undefined;
  const pods = client.indexes.byNamespace('Pod').list(name) as Pod[];
  for (const pod of pods) if (pod.metadata.deletionTimestamp === undefined) client.delete(pod);
  if (client.indexes.byNamespace('Pod').count(name) > 0) {
    const grace = Math.max(0, ...pods.map((pod) => pod.metadata.deletionGracePeriodSeconds ?? pod.spec?.terminationGracePeriodSeconds ?? DEFAULT_POD_GRACE_SECONDS));
    retryLater(queue, name, grace);
    return undefined;
  }
  for (const object of contentsOf(client, name)) if (object.metadata.deletionTimestamp === undefined) client.delete(object, { propagation: 'Background' });
  if (contentsOf(client, name).length > 0) {
    retryLater(queue, name, 0);
    return undefined;
  }
  client.update({ ...namespace, spec: { ...namespace.spec, finalizers: [] } } as Namespace);
  return undefined;
}

/** Half the grace period of what is still there and a second, and then once more the general delay. */
function retryLater(queue: WorkQueue, name: string, graceSeconds: number): void {
  queue.addAfter(name, (Math.floor(graceSeconds / 2) + 1) * 1000 + GRACE_MS);
}

function contentsOf(client: Client, name: string): KubeObject[] {
  return client.store.kinds().flatMap((kind) => client.indexes.byNamespace(kind).list(name));
}
