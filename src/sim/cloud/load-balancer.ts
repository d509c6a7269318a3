import { clientOf, reconcileQueue, type ComponentContext, type ReconcileResult } from '../component.ts';
import { objectKey, type Service } from '../objects.ts';

/** From the request for a load balancer until it has an address. */
export const LOAD_BALANCER_MS = 30_000;

const FINALIZER = 'service.kubernetes.io/load-balancer-cleanup';

/**
 * Gives Services of type LoadBalancer an address and takes it back (k8s.io/cloud-provider/controllers/service/controller.go, v1.36). Those with a
 * loadBalancerClass are somebody else's. Divergence: the cloud never fails; addresses are made up, from the range for benchmarks (198.18.0.0/15).
 */
export function startLoadBalancerController(context: ComponentContext): void {
  const client = clientOf(context, 'service-controller');
  const readyAtMs = new Map<string, number>();
  let addresses = 0;
  const queue = reconcileQueue(context, reconcile);
  client.watch('Service', ({ type, object }) => {
    if (type === 'deleted') readyAtMs.delete(object.metadata.uid ?? '');
    else if (wantsLoadBalancer(object) || hasFinalizer(object)) queue.add(objectKey(object));
  });

  function reconcile(key: string): ReconcileResult {
    const service = client.getByKey('Service', key);
    if (service === undefined) return undefined;
    if (!wantsLoadBalancer(service)) cleanUp(service);
    else if ((service.status?.loadBalancer?.ingress ?? []).length === 0) ensure(key, service);
    return undefined;
  }

  function ensure(key: string, service: Service): void {
    const uid = service.metadata.uid ?? '';
    if (!readyAtMs.has(uid)) {
      readyAtMs.set(uid, context.loop.nowMs + LOAD_BALANCER_MS);
      context.recorder.event(service, 'Normal', 'EnsuringLoadBalancer', 'Ensuring load balancer', client.by);
      if (!hasFinalizer(service)) client.update({ ...service, metadata: { ...service.metadata, finalizers: [...(service.metadata.finalizers ?? []), FINALIZER] } });
    }
    const leftMs = (readyAtMs.get(uid) ?? 0) - context.loop.nowMs;
    if (leftMs > 0) {
      queue.addAfter(key, leftMs);
      return;
    }
    addresses += 1;
    const ip = `198.${18 + ((addresses >> 16) & 1)}.${(addresses >> 8) & 255}.${addresses & 255}`;
    client.updateStatus({ ...service, status: { ...service.status, loadBalancer: { ingress: [{ ip, ipMode: 'VIP' }] } } });
    context.recorder.event(service, 'Normal', 'EnsuredLoadBalancer', 'Ensured load balancer', client.by);
  }

  /** The Service goes, or is of another type now. */
  function cleanUp(service: Service): void {
    if (!hasFinalizer(service)) return;
    readyAtMs.delete(service.metadata.uid ?? '');
    context.recorder.event(service, 'Normal', 'DeletingLoadBalancer', 'Deleting load balancer', client.by);
    const emptied = client.updateStatus({ ...service, status: { ...service.status, loadBalancer: {} } });
    const current = emptied.ok ? emptied.object : service;
    client.update({ ...current, metadata: { ...current.metadata, finalizers: (current.metadata.finalizers ?? []).filter((name) => name !== FINALIZER) } });
    context.recorder.event(service, 'Normal', 'DeletedLoadBalancer', 'Deleted load balancer', client.by);
  }
}

function wantsLoadBalancer({ metadata, spec }: Service): boolean {
  return spec?.type === 'LoadBalancer' && spec.loadBalancerClass === undefined && metadata.deletionTimestamp === undefined;
}

function hasFinalizer({ metadata }: Service): boolean {
  return metadata.finalizers?.includes(FINALIZER) === true;
}
