import { amountsOf, podRequests } from '../../api/effective-requests.ts';
import { equalJson } from '../../api/json.ts';
import { milliUnits, wholeUnits, type Quantity } from '../../api/quantity.ts';
import type { Container, ContainerStatus, PodCondition } from '../../api/types/core-v1.ts';
import type { Client } from '../apiserver/client.ts';
import { clientOf, type ComponentContext } from '../component.ts';
import { WorkQueue } from '../kernel/work-queue.ts';
import { objectKey, type Node, type Pod } from '../objects.ts';
import { isTerminal, withPodCondition } from '../pods/conditions.ts';

/** From the moment that a resize is allotted until the container runtime has done it. */
const RESIZE_MS = 1000;
const PENDING = 'PodResizePending';
const IN_PROGRESS = 'PodResizeInProgress';
/** What the kubelet resizes, in the units of its messages. */
const RESIZED: readonly { readonly name: 'cpu' | 'memory'; readonly unit: (amount: Quantity) => number }[] = [
  { name: 'cpu', unit: milliUnits },
  { name: 'memory', unit: wholeUnits },
];

type Verdict = { readonly fits: true } | { readonly fits: false; readonly reason: 'Infeasible' | 'Deferred'; readonly message: string };

/**
 * The part of the kubelets that carries out resizes (pkg/kubelet/allocation/allocation_manager.go, v1.36): allots what fits, puts off what does not fit
 * now, older requests first. The kubelet restarts containers whose resizePolicy asks for it.
 */
export function startPodResizer(context: ComponentContext): void {
  const client = clientOf(context, 'kubelet');
  const allotted = new Allotments();
  /** Pods whose resize is put off, by node, in the order of their requests. */
  const deferred = new Map<string, Set<string>>();
  const queue = new WorkQueue(context.loop, context.order, (key) => reconcile(key));

  client.watch('Pod', ({ type, object, previous }) => {
    const key = objectKey(object);
    const node = object.spec?.nodeName ?? '';
    if (type === 'deleted' || isTerminal(object)) {
      allotted.forget(object);
      deferred.get(node)?.delete(key);
      retry(node);
      return;
    }
    if (node === '' || previous?.spec?.nodeName !== node || previous.spec === object.spec || equalJson(resourcesOf(previous), resourcesOf(object))) return;
    allotted.remember(previous);
    queue.add(key);
  });

  function reconcile(key: string): void {
    const pod = client.getByKey('Pod', key);
    const node = pod === undefined ? undefined : client.get('Node', undefined, pod.spec?.nodeName ?? '');
    if (pod === undefined || node === undefined || isTerminal(pod)) return;
    const verdict = verdictOn(pod, node, client, allotted);
    if (!verdict.fits) {
      putOff(key, pod, verdict);
      return;
    }
    deferred.get(node.metadata.name ?? '')?.delete(key);
    const frees = allotted.isSmaller(pod);
    allotted.set(pod);
    report(client, pod, { type: IN_PROGRESS, status: 'True' });
    context.loop.at(context.loop.nowMs + RESIZE_MS, context.order, key, () => {
      const current = client.getByKey('Pod', key);
      if (current !== undefined && !isTerminal(current)) report(client, current, undefined);
    });
    if (frees) retry(node.metadata.name ?? '');
  }

  function putOff(key: string, pod: Pod, { reason, message }: Extract<Verdict, { fits: false }>): void {
    const node = pod.spec?.nodeName ?? '';
    const waiting = deferred.get(node) ?? new Set();
    if (reason === 'Deferred') deferred.set(node, waiting.add(key));
    else waiting.delete(key);
    report(client, pod, { type: PENDING, status: 'True', reason, message });
  }

  function retry(node: string): void {
    for (const key of deferred.get(node) ?? []) queue.add(key);
  }
}

/** What each resized pod was allotted: its containers with the resources that count. Other pods have what their spec says. */
class Allotments {
  readonly #containers = new Map<string, { readonly containers: readonly Container[] | undefined; readonly initContainers: readonly Container[] | undefined }>();

  /** Before its first resize a pod has what it was started with. */
  remember(pod: Pod): void {
    if (!this.#containers.has(pod.metadata.uid ?? '')) this.set(pod);
  }

  set({ metadata, spec }: Pod): void {
    this.#containers.set(metadata.uid ?? '', { containers: spec?.containers, initContainers: spec?.initContainers });
  }

  forget({ metadata }: Pod): void {
    this.#containers.delete(metadata.uid ?? '');
  }

  requestsOf(pod: Pod): ReadonlyMap<string, Quantity> {
    const known = this.#containers.get(pod.metadata.uid ?? '');
    return podRequests(known === undefined ? (pod.spec ?? {}) : { ...pod.spec, containers: [...(known.containers ?? [])], ...(known.initContainers === undefined ? {} : { initContainers: [...known.initContainers] }) });
  }

  /** Whether the pod now asks for less than it has of anything. */
  isSmaller(pod: Pod): boolean {
    const [has, asks] = [this.requestsOf(pod), podRequests(pod.spec ?? {})];
    return RESIZED.some(({ name }) => (asks.get(name)?.nanos ?? 0n) < (has.get(name)?.nanos ?? 0n));
  }
}

/** canResizePod: what the node can never hold is infeasible, what it cannot hold beside the others now is deferred. */
function verdictOn(pod: Pod, node: Node, client: Client, allotted: Allotments): Verdict {
  const capacity = amountsOf(node.status?.allocatable ?? node.status?.capacity);
  const wanted = podRequests(pod.spec ?? {});
  const others = client.indexes.podsByNode.list(node.metadata.name ?? '').filter((other) => other.metadata.uid !== pod.metadata.uid && !isTerminal(other));
  for (const { name, unit } of RESIZED) {
    const [asked, there] = [unitsOf(wanted.get(name), unit), unitsOf(capacity.get(name), unit)];
    if (capacity.has(name) && asked > there) return { fits: false, reason: 'Infeasible', message: `Node didn't have enough capacity: ${name}, requested: ${asked}, capacity: ${there}` };
  }
  for (const { name, unit } of RESIZED) {
    const [asked, there] = [unitsOf(wanted.get(name), unit), unitsOf(capacity.get(name), unit)];
    const used = others.reduce((sum, other) => sum + unitsOf(allotted.requestsOf(other).get(name), unit), 0);
    const isMore = asked > unitsOf(allotted.requestsOf(pod).get(name), unit);
    if (capacity.has(name) && isMore && used + asked > there) return { fits: false, reason: 'Deferred', message: `Node didn't have enough resource: ${name}, requested: ${asked}, used: ${used}, capacity: ${there}` };
  }
  return { fits: true };
}

function unitsOf(amount: Quantity | undefined, unit: (amount: Quantity) => number): number {
  return amount === undefined ? 0 : unit(amount);
}

/** Sets one of the two conditions of a resize and takes the other away; both go when the resize is done. */
function report(client: Client, pod: Pod, condition: PodCondition | undefined): void {
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type === condition?.type || (type !== PENDING && type !== IN_PROGRESS));
  const conditions = condition === undefined ? others : withPodCondition(others, condition, client.clock.timestamp);
  const isAllotted = condition?.type !== PENDING;
  const allotted = (statuses: readonly ContainerStatus[] | undefined, containers: readonly Container[] | undefined): ContainerStatus[] | undefined => statuses?.map((one) => withResources(one, containers, condition === undefined));
  const { spec } = pod;
  const status = {
    ...pod.status,
    conditions,
    ...(isAllotted ? { containerStatuses: allotted(pod.status?.containerStatuses, spec?.containers) } : {}),
    ...(isAllotted && pod.status?.initContainerStatuses !== undefined ? { initContainerStatuses: allotted(pod.status.initContainerStatuses, spec?.initContainers?.filter(({ restartPolicy }) => restartPolicy === 'Always')) } : {}),
  };
  if (!equalJson(status, pod.status)) client.updateStatus({ ...pod, status } as Pod);
}

/** What is allotted shows at once, what is in effect when the runtime has done it. */
function withResources(status: ContainerStatus, containers: readonly Container[] | undefined, isDone: boolean): ContainerStatus {
  const resources = containers?.find(({ name }) => name === status.name)?.resources;
  if (resources === undefined) return status;
  return { ...status, ...(resources.requests === undefined ? {} : { allocatedResources: resources.requests }), ...(isDone ? { resources } : {}) };
}

function resourcesOf(pod: Pod): unknown[] {
  return [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])].map(({ name, resources }) => [name, resources]);
}
