import { equalJson } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import type { ContainerState, PodStatus } from '../../api/types/core-v1.ts';
import type { Client } from '../apiserver/client.ts';
import { clientOf, type ComponentContext } from '../component.ts';
import { controllerOf, objectKey, type Pod } from '../objects.ts';
import { isTerminal, isTerminating } from '../pods/conditions.ts';
import { behaviourOf, type CompleteBehaviour, type PodBehaviour } from './behaviour.ts';
import { missingReference } from './references.ts';
import { statusWith, type RunState } from './pod-status.ts';
import { probeOutcome } from './probe-timing.ts';
import { restartDelayMs } from './restart-backoff.ts';
import { VolumeAttachments } from './volume-attachments.ts';

export interface KubeletOptions {
  readonly behaviour?: ((pod: KubeObject) => PodBehaviour | undefined) | undefined;
  /** Pods whose ConfigMaps and Secrets do not exist do not start. Otherwise somebody else is taken to have made them. */
  readonly requireReferences?: boolean | undefined;
}

/** What one kubelet remembers of one pod. */
interface Worker {
  readonly uid: string;
  readonly key: string;
  readonly node: string;
  readonly behaviour: CompleteBehaviour;
  /** Rises whenever what was planned for the pod no longer holds. */
  plan: number;
  restarts: number;
  startedMs: number;
  terminating: boolean;
  lastState: ContainerState | undefined;
}

/** Restarts after which a run that waits for everything to settle no longer waits for the pod. */
const HOPELESS_RESTARTS = 3;
const UNKNOWN_ADDRESS_BASE = 256;

/**
 * The kubelets of all nodes (pkg/kubelet, v1.36; table in section 10 of the semantics). Divergences: the main containers of a pod start and
 * end together; images are pulled once a node and pod, not one after the other.
 */
export class Kubelets {
  readonly #context: ComponentContext;
  readonly #client: Client;
  readonly #options: KubeletOptions;
  readonly #workers = new Map<string, Worker>();
  /** When each image is there, by node and image. */
  readonly #images = new Map<string, Map<string, number>>();
  readonly #stopped = new Set<string>();
  /** Pods that wait for a ConfigMap or Secret, by namespace. */
  readonly #waiting = new Map<string, Set<string>>();
  readonly #attachments: VolumeAttachments;
  /** Pods whose volumes another node still holds, by uid. */
  readonly #waitingForVolumes = new Set<string>();
  #addresses = 0;

  constructor(context: ComponentContext, options: KubeletOptions) {
    this.#context = context;
    this.#client = clientOf(context, 'kubelet');
    this.#options = options;
    this.#attachments = new VolumeAttachments(this.#client);
    this.#client.watch('Pod', ({ type, object }) => {
      if (type === 'deleted') this.#workers.delete(object.metadata.uid ?? '');
      else this.#onPod(object);
      if (type === 'deleted' || isTerminal(object)) this.#release(object.metadata.uid ?? '');
    });
    for (const kind of ['ConfigMap', 'Secret']) this.#client.store.watch(kind, ({ type, object }) => type === 'created' && this.#onReference(object.metadata.namespace ?? ''));
  }

  /** The node is lost: its pods do nothing any more, as seen from the API server. */
  stop(node: string): void {
    this.#stopped.add(node);
  }

  /** The node is back: what has been asked of it meanwhile is done now. */
  resume(node: string): void {
    if (!this.#stopped.delete(node)) return;
    for (const worker of [...this.#workers.values()]) {
      const pod = this.#current(worker);
      if (worker.node !== node || pod === undefined) continue;
      if (isTerminating(pod)) this.#terminate(worker, pod);
      else this.#begin(worker);
    }
  }

  #onPod(pod: Pod): void {
    const node = pod.spec?.nodeName ?? '';
    if (node === '') return;
    const uid = pod.metadata.uid ?? '';
    let worker = this.#workers.get(uid);
    if (worker === undefined) {
      if (isTerminal(pod) && !isTerminating(pod)) return;
      worker = { uid, key: objectKey(pod), node, behaviour: behaviourOf(pod, this.#options.behaviour?.(pod)), plan: 0, restarts: 0, startedMs: 0, terminating: false, lastState: undefined };
      this.#workers.set(uid, worker);
      if (isTerminating(pod)) this.#terminate(worker, pod);
      else if (pod.status?.phase === 'Running') this.#adopt(worker);
      else this.#begin(worker);
    } else if (isTerminating(pod) && !worker.terminating) this.#terminate(worker, pod);
  }

  /** A pod that ran before the simulation began goes on running. */
  #adopt(worker: Worker): void {
    worker.startedMs = this.#context.loop.nowMs;
    const pod = this.#current(worker);
    if (pod !== undefined) this.#attachments.attach(pod);
    if (worker.behaviour.exit !== undefined && this.#endsByItself(worker)) this.#planExit(worker, worker.behaviour.exit);
  }

  #endsByItself(worker: Worker): boolean {
    const policy = this.#current(worker)?.spec?.restartPolicy;
    return policy === 'Never' || policy === 'OnFailure';
  }

  #begin(worker: Worker): void {
    const pod = this.#current(worker);
    if (pod === undefined || this.#stopped.has(worker.node)) return;
    const missing = this.#options.requireReferences === true ? missingReference(pod, this.#client.store) : undefined;
    if (missing !== undefined) {
      this.#wait(worker, pod, missing);
      return;
    }
    const unattached = this.#attachments.attach(pod);
    if (unattached !== undefined) {
      this.#waitingForVolumes.add(worker.uid);
      this.#setStatus(worker, 'Pending', { state: { waiting: { reason: 'ContainerCreating', message: unattached.message } }, ready: false, started: false, restarts: 0 });
      this.#context.recorder.event(pod, 'Warning', 'FailedAttachVolume', unattached.message, this.#client.by);
      return;
    }
    const { pullMs, initMs, startMs } = worker.behaviour;
    const inits = (pod.spec?.initContainers ?? []).filter((container) => container.restartPolicy !== 'Always').length;
    const delayMs = this.#untilPulledMs(pod, pullMs) + inits * initMs + startMs;
    this.#after(worker, delayMs, () => this.#start(worker));
  }

  /** A pod has ended: those that wait for its volumes try again. */
  #release(uid: string): void {
    this.#waitingForVolumes.delete(uid);
    if (!this.#attachments.detach(uid)) return;
    for (const waiting of [...this.#waitingForVolumes]) {
      const worker = this.#workers.get(waiting);
      this.#waitingForVolumes.delete(waiting);
      if (worker !== undefined && !worker.terminating) this.#after(worker, 0, () => this.#begin(worker));
    }
  }

  #wait(worker: Worker, pod: Pod, missing: string): void {
    const namespace = pod.metadata.namespace ?? '';
    const waiting = this.#waiting.get(namespace) ?? new Set();
    waiting.add(worker.uid);
    this.#waiting.set(namespace, waiting);
    this.#setStatus(worker, 'Pending', { state: { waiting: { reason: 'CreateContainerConfigError', message: missing } }, ready: false, started: false, restarts: 0 });
    this.#context.recorder.event(pod, 'Warning', 'Failed', `Error: ${missing}`, this.#client.by);
  }

  #onReference(namespace: string): void {
    const waiting = this.#waiting.get(namespace);
    if (waiting === undefined) return;
    this.#waiting.delete(namespace);
    for (const uid of waiting) {
      const worker = this.#workers.get(uid);
      if (worker !== undefined && !worker.terminating) this.#after(worker, 0, () => this.#begin(worker));
    }
  }

  /** Milliseconds until the node has the pod's images; those that it lacks are being pulled from now on. */
  #untilPulledMs(pod: Pod, pullMs: number): number {
    const node = pod.spec?.nodeName ?? '';
    const { nowMs } = this.#context.loop;
    let images = this.#images.get(node);
    if (images === undefined) this.#images.set(node, (images = new Map()));
    let readyMs = nowMs;
    for (const { image = '' } of [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])]) {
      const pulledMs = images.get(image) ?? nowMs + pullMs;
      images.set(image, pulledMs);
      readyMs = Math.max(readyMs, pulledMs);
    }
    return readyMs - nowMs;
  }

  #start(worker: Worker): void {
    const pod = this.#current(worker);
    if (pod === undefined) return;
    worker.startedMs = this.#context.loop.nowMs;
    const { readyAfterMs, exit } = worker.behaviour;
    const outcomes = (pod.spec?.containers ?? []).map((container) => probeOutcome(container, readyAfterMs));
    const readyMs = outcomes.some((outcome) => outcome.readyMs === undefined) || hasNoProbe(pod, readyAfterMs) ? undefined : Math.max(0, ...outcomes.map((outcome) => outcome.readyMs ?? 0));
    const kills = outcomes.filter((outcome) => outcome.killedMs !== undefined).sort((a, b) => (a.killedMs ?? 0) - (b.killedMs ?? 0));
    const running: ContainerState = { running: { startedAt: this.#client.clock.timestamp } };
    const isReadyNow = readyMs === 0;
    this.#setStatus(worker, 'Running', { state: running, ready: isReadyNow, started: true, restarts: worker.restarts }, { podIP: pod.status?.podIP ?? this.#nextAddress(), startTime: pod.status?.startTime ?? this.#client.clock.timestamp });
    if (readyMs !== undefined && !isReadyNow) this.#after(worker, readyMs, () => this.#setStatus(worker, 'Running', { state: running, ready: true, started: true, restarts: worker.restarts }));
    if (exit !== undefined) this.#planExit(worker, exit);
    const [kill] = kills;
    if (kill?.killedMs !== undefined) {
      this.#after(worker, kill.killedMs, () => {
        this.#context.recorder.event(pod, 'Warning', 'Unhealthy', `${kill.killedBy === 'startup' ? 'Startup' : 'Liveness'} probe failed`, this.#client.by);
        this.#exited(worker, { code: 137, reason: 'Error' }, worker.behaviour.terminateMs);
      });
    }
  }

  #planExit(worker: Worker, exit: { readonly afterMs: number; readonly code: number; readonly reason?: string }): void {
    this.#after(worker, exit.afterMs, () => this.#exited(worker, exit, 0));
  }

  /** The containers have ended, or are ended within `stopMs`: the pod is finished, or they start again after their back-off. */
  #exited(worker: Worker, exit: { readonly code: number; readonly reason?: string }, stopMs: number): void {
    const pod = this.#current(worker);
    if (pod === undefined) return;
    worker.plan += 1;
    const policy = pod.spec?.restartPolicy ?? 'Always';
    const reason = exit.reason ?? (exit.code === 0 ? 'Completed' : 'Error');
    const terminated: ContainerState = { terminated: { exitCode: exit.code, reason, finishedAt: this.#client.clock.timestamp } };
    if (policy === 'Never' || (policy === 'OnFailure' && exit.code === 0)) {
      this.#setStatus(worker, exit.code === 0 ? 'Succeeded' : 'Failed', { state: terminated, ready: false, started: false, restarts: worker.restarts });
      return;
    }
    const delayMs = restartDelayMs(worker.restarts, this.#context.loop.nowMs - worker.startedMs);
    worker.lastState = terminated;
    worker.restarts += 1;
    const waiting: ContainerState = delayMs === 0 ? terminated : { waiting: { reason: 'CrashLoopBackOff', message: `back-off ${delayMs / 1000}s restarting failed containers` } };
    this.#setStatus(worker, 'Running', { state: waiting, ready: false, started: false, restarts: worker.restarts });
    if (delayMs > 0) this.#context.recorder.event(pod, 'Warning', 'BackOff', 'Back-off restarting failed container', this.#client.by);
    this.#after(worker, delayMs + stopMs, () => this.#start(worker), worker.restarts > HOPELESS_RESTARTS);
  }

  /** preStop, SIGTERM, SIGKILL at the end of the grace period; then the object may go. */
  #terminate(worker: Worker, pod: Pod): void {
    worker.plan += 1;
    worker.terminating = true;
    const graceMs = Math.max(0, (pod.metadata.deletionGracePeriodSeconds ?? 0) * 1000);
    const ran = pod.status?.phase === 'Running';
    const preStopMs = Math.max(0, ...(pod.spec?.containers ?? []).map((container) => (container.lifecycle?.preStop?.sleep?.seconds ?? 0) * 1000));
    const durationMs = ran ? Math.min(graceMs, preStopMs + worker.behaviour.terminateMs) : 0;
    this.#after(worker, durationMs, () => this.#remove(worker));
  }

  #remove(worker: Worker): void {
    const pod = this.#current(worker);
    if (pod === undefined) return;
    if (!isTerminal(pod)) {
      const isJob = controllerOf(pod)?.kind === 'Job';
      const terminated: ContainerState = { terminated: { exitCode: isJob ? 143 : 0, reason: isJob ? 'Error' : 'Completed', finishedAt: this.#client.clock.timestamp } };
      this.#setStatus(worker, isJob ? 'Failed' : 'Succeeded', { state: terminated, ready: false, started: false, restarts: worker.restarts });
    }
    const last = this.#current(worker);
    if (last !== undefined) this.#client.delete(last, { graceSeconds: 0 });
  }

  #setStatus(worker: Worker, phase: string, run: RunState, extra: PodStatus = {}): void {
    const pod = this.#current(worker);
    if (pod === undefined) return;
    const status = statusWith(pod, phase, worker.lastState === undefined ? run : { ...run, lastState: worker.lastState }, this.#client.clock.timestamp, extra);
    if (!equalJson(pod.status, status)) this.#client.updateStatus({ ...pod, status } as Pod);
  }

  #current(worker: Worker): Pod | undefined {
    const pod = this.#client.getByKey('Pod', worker.key);
    return pod?.metadata.uid === worker.uid ? pod : undefined;
  }

  /** Does something later, unless the pod's plan has changed or its node is lost by then. */
  #after(worker: Worker, delayMs: number, act: () => void, background = false): void {
    const plan = worker.plan;
    const { loop, order } = this.#context;
    const run = (): void => {
      if (worker.plan === plan && !this.#stopped.has(worker.node) && this.#workers.get(worker.uid) === worker) act();
    };
    loop.at(loop.nowMs + delayMs, order, worker.key, run, background);
  }

  #nextAddress(): string {
    this.#addresses += 1;
    const count = this.#addresses;
    const base = UNKNOWN_ADDRESS_BASE;
    return `10.${128 + ((count >> 16) & 63)}.${(count >> 8) % base}.${count % base}`;
  }
}

/** Without a readiness probe a container is ready as soon as it runs, unless the caller says that it never is. */
function hasNoProbe(pod: Pod, readyAfterMs: number | null): boolean {
  return readyAfterMs === null && (pod.spec?.containers ?? []).every((container) => container.readinessProbe === undefined && container.startupProbe === undefined);
}
