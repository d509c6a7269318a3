import type { KubeObject } from '../../api/object.ts';
import type { Client } from '../apiserver/client.ts';
import { clientOf, type ComponentContext } from '../component.ts';
import { splitKey, type Node, type Pod } from '../objects.ts';
import { isTerminal, isTerminating } from '../pods/conditions.ts';
import { NOTHING_STATED, type UseSource } from '../use-source.ts';
import type { PodBehaviour } from './behaviour.ts';
import { statesUse } from './container-use.ts';
import { NodeEviction } from './node-eviction.ts';
import { type ImageStatements, NodeImages } from './node-images.ts';
import { PodWorker } from './pod-worker.ts';
import { unpreparedClaim } from './prepared-claims.ts';
import { missingReference } from './references.ts';
import { VolumeAttachments } from './volume-attachments.ts';
import type { WorkerHost } from './worker-host.ts';

export interface KubeletOptions {
  /** What pods do where nothing else is said of them. */
  readonly behaviour?: ((pod: KubeObject) => PodBehaviour | undefined) | undefined;
  /** What scenarios and questions say pods do: comes before their annotations. */
  readonly overrides?: ((pod: KubeObject) => PodBehaviour | undefined) | undefined;
  /** Pods whose ConfigMaps and Secrets do not exist do not start. Otherwise somebody else is taken to have made them. */
  readonly requireReferences?: boolean | undefined;
  /** Pods whose ResourceClaims have no devices, or not for them, do not start. */
  readonly requireDevices?: boolean | undefined;
  readonly images?: ImageStatements | undefined;
  /** One node stands for all: it pulls as many images at once as are asked for. Default false. */
  readonly isOneForAll?: boolean | undefined;
  /** What was said about use since the simulation began. */
  readonly use?: UseSource | undefined;
}

const ADDRESS_BASE = 256;

/** The kubelets of all nodes (pkg/kubelet, v1.36; table in section 10 of the semantics): which pods they have, and what those wait for. */
export class Kubelets {
  readonly #client: Client;
  readonly #options: KubeletOptions;
  readonly #host: WorkerHost;
  readonly #context: ComponentContext;
  readonly #workers = new Map<string, PodWorker>();
  readonly #stopped = new Set<string>();
  /** Pods that wait for a ConfigMap, a Secret or a ResourceClaim, by namespace. */
  readonly #waiting = new Map<string, Set<string>>();
  readonly #attachments: VolumeAttachments;
  /** Pods whose volumes another node still holds, by uid. */
  readonly #waitingForVolumes = new Set<string>();
  readonly #eviction: NodeEviction;
  #addresses = 0;
  #reviewIsDue = false;

  constructor(context: ComponentContext, options: KubeletOptions) {
    this.#context = context;
    this.#client = clientOf(context, 'kubelet');
    this.#options = options;
    this.#attachments = new VolumeAttachments(this.#client);
    const use = options.use ?? NOTHING_STATED;
    const images = new NodeImages(options.images ?? {}, options.isOneForAll !== true);
    this.#eviction = new NodeEviction(context, this.#client, { use, workersOn: (node) => this.#workersOn(node), isStopped: (node) => this.#stopped.has(node) });
    this.#host = {
      loop: context.loop,
      order: context.order,
      client: this.#client,
      recorder: context.recorder,
      images,
      isActing: (worker) => !this.#stopped.has(worker.node) && this.#workers.get(worker.uid) === worker,
      use,
      onUse: (node) => this.#eviction.wake(node),
      nextAddress: () => this.#nextAddress(),
    };
    this.#client.watch('Pod', ({ type, object }) => {
      if (type === 'deleted') this.#workers.delete(object.metadata.uid ?? '');
      else this.#onPod(object);
      if (type === 'deleted' || isTerminal(object)) this.#onEnd(object);
    });
    this.#client.watch('Node', ({ type, object, previous }) => this.#onNode(type, object, previous));
    for (const kind of ['ConfigMap', 'Secret']) this.#client.store.watch(kind, ({ type, object }) => type === 'created' && this.#onReference(object.metadata.namespace ?? ''));
    if (options.requireDevices === true) this.#client.watch('ResourceClaim.resource.k8s.io', ({ object }) => this.#onReference(object.metadata.namespace ?? ''));
  }

  /** The node is lost: its pods do nothing any more, as seen from the API server. */
  stop(node: string): void {
    this.#stopped.add(node);
  }

  /** The node is back: its containers start anew, and what has been asked of it meanwhile is done now. */
  resume(node: string): void {
    if (!this.#stopped.delete(node)) return;
    for (const worker of this.#workersOn(node)) {
      const { pod } = worker;
      if (pod === undefined || isTerminal(pod)) continue;
      if (isTerminating(pod)) worker.terminate(pod, true);
      else {
        worker.reboot();
        this.#begin(worker);
      }
    }
    this.#eviction.wake(node);
  }

  /** What was said about use has changed: containers over their limits are killed, nodes that run short evict. */
  review(): void {
    for (const worker of [...this.#workers.values()]) if (this.#host.isActing(worker) && !worker.isEnding) worker.reviewMemory();
    for (const node of this.#client.list('Node')) this.#eviction.wake(node.metadata.name ?? '');
  }

  loseImages(names: readonly string[]): void {
    this.#host.images.lose(names);
  }

  #onNode(type: 'created' | 'updated' | 'deleted', node: Node, previous: Node | undefined): void {
    if (type === 'deleted') this.#host.images.forget(node.metadata.name ?? '');
    else if (node.status?.images !== previous?.status?.images) this.#host.images.take(node);
  }

  #onPod(pod: Pod): void {
    const node = pod.spec?.nodeName ?? '';
    if (node === '') return;
    const uid = pod.metadata.uid ?? '';
    const known = this.#workers.get(uid);
    if (known !== undefined) {
      if (isTerminating(pod) && !known.isDeleting) known.terminate(pod);
      else if (pod.spec?.readinessGates !== undefined) known.refresh();
      const statuses = pod.status?.containerStatuses;
      if (statuses?.some(({ resources }) => resources !== undefined) === true) known.takeResizes(statuses);
      return;
    }
    if (isTerminal(pod) && !isTerminating(pod)) return;
    const worker = new PodWorker(this.#host, pod, { given: this.#options.behaviour?.(pod), overrides: this.#options.overrides?.(pod) });
    this.#workers.set(uid, worker);
    if (worker.runs.some(({ behaviour }) => statesUse(behaviour))) this.#eviction.activate();
    if (pod.status?.phase === 'Running') this.#adopt(worker, pod);
    if (isTerminating(pod)) worker.terminate(pod);
    else if (pod.status?.phase !== 'Running') this.#admit(worker, pod);
  }

  /** A pod that ran before the simulation began goes on running. */
  #adopt(worker: PodWorker, pod: Pod): void {
    worker.adopt(pod);
    this.#attachments.attach(pod);
  }

  /** A node that runs short takes no pod that would be the first to go again. */
  #admit(worker: PodWorker, pod: Pod): void {
    const refusal = this.#eviction.refusal(pod);
    if (refusal === undefined) this.#begin(worker);
    else worker.fail(refusal, 0);
  }

  /** Starts the containers of a pod once everything is there that the pod needs. */
  #begin(worker: PodWorker): void {
    const { pod } = worker;
    if (pod === undefined || this.#stopped.has(worker.node)) return;
    const missing = this.#options.requireReferences === true ? missingReference(pod, this.#client.store) : undefined;
    if (missing !== undefined) {
      this.#waitForReference(worker, 'CreateContainerConfigError', missing);
      this.#context.recorder.event(pod, 'Warning', 'Failed', `Error: ${missing}`, this.#client.by);
      return;
    }
    const unprepared = this.#options.requireDevices === true ? unpreparedClaim(pod, this.#client.store) : undefined;
    if (unprepared !== undefined) {
      this.#waitForReference(worker, 'ContainerCreating', `Failed to prepare dynamic resources: ${unprepared}`);
      this.#context.recorder.event(pod, 'Warning', 'FailedPrepareDynamicResources', `Failed to prepare dynamic resources: ${unprepared}`, this.#client.by);
      return;
    }
    const unattached = this.#attachments.attach(pod);
    if (unattached === undefined) {
      worker.begin();
      return;
    }
    this.#waitingForVolumes.add(worker.uid);
    worker.hold('ContainerCreating', unattached.message);
    this.#context.recorder.event(pod, 'Warning', 'FailedAttachVolume', unattached.message, this.#client.by);
  }

  #onEnd(pod: Pod): void {
    this.#release(pod.metadata.uid ?? '');
    // A load that is shared is more for each of those that are left.
    if (!this.#host.use.isStated || this.#reviewIsDue) return;
    this.#reviewIsDue = true;
    const { loop, order } = this.#context;
    loop.at(loop.nowMs, order, '', () => {
      this.#reviewIsDue = false;
      this.review();
    });
  }

  /** A pod has ended: those that wait for its volumes try again. */
  #release(uid: string): void {
    this.#waitingForVolumes.delete(uid);
    if (!this.#attachments.detach(uid)) return;
    const waiting = [...this.#waitingForVolumes];
    this.#waitingForVolumes.clear();
    this.#beginSoon(waiting);
  }

  #waitForReference(worker: PodWorker, reason: string, missing: string): void {
    const { namespace } = splitKey(worker.key);
    const waiting = this.#waiting.get(namespace) ?? new Set();
    waiting.add(worker.uid);
    this.#waiting.set(namespace, waiting);
    worker.hold(reason, missing);
  }

  #onReference(namespace: string): void {
    const waiting = this.#waiting.get(namespace);
    if (waiting === undefined) return;
    this.#waiting.delete(namespace);
    this.#beginSoon([...waiting]);
  }

  #beginSoon(uids: readonly string[]): void {
    const { loop, order } = this.#context;
    for (const uid of uids) {
      const worker = this.#workers.get(uid);
      if (worker !== undefined) loop.at(loop.nowMs, order, worker.key, () => this.#host.isActing(worker) && !worker.isEnding && this.#begin(worker));
    }
  }

  #workersOn(node: string): PodWorker[] {
    const pods = this.#client.indexes.podsByNode.list(node);
    return pods.flatMap(({ metadata }) => this.#workers.get(metadata.uid ?? '') ?? []);
  }

  #nextAddress(): string {
    this.#addresses += 1;
    const count = this.#addresses;
    return `10.${128 + ((count >> 16) & 63)}.${(count >> 8) % ADDRESS_BASE}.${count % ADDRESS_BASE}`;
  }
}
