import { equalJson } from '../../api/json.ts';
import type { ContainerState, ContainerStatus, PodStatus } from '../../api/types/core-v1.ts';
import { controllerOf, objectKey, type Pod } from '../objects.ts';
import { isReady, isTerminal, withPodCondition } from '../pods/conditions.ts';
import { behaviourOf, type BehaviourSources } from './behaviour.ts';
import type { ContainerExit } from './container-behaviour.ts';
import { containersInOrder } from './container-role.ts';
import { adoptRun, type ContainerRun, createRun, failPull, hasDone, nextToStart, resetRun, takeResize } from './container-run.ts';
import { isOverMemoryLimit, memoryKillText, statesUse } from './container-use.ts';
import { podStatusOf } from './pod-status.ts';
import { type ProbeOutcome, probeOutcome } from './probe-timing.ts';
import { nextRestart, pullDelayMs } from './restart-backoff.ts';
import { restartsAfter } from './restart-policy.ts';
import { hookMs, stopTimes } from './stop-times.ts';
import type { PodFailure, WorkerHost } from './worker-host.ts';

/** Restarts and pulls after which a run that waits for everything to settle no longer waits for the pod. */
const HOPELESS_TRIES = 3;
const DEFAULT_GRACE_SECONDS = 30;
/** What a container has ended with that was not there any more when its node came back. */
const LOST_EXIT_CODE = 255;

/** The life of one pod on its node: what its containers do, each for itself (SyncPod in pkg/kubelet/kuberuntime/kuberuntime_manager.go, v1.36). */
export class PodWorker {
  readonly uid: string;
  readonly key: string;
  readonly node: string;
  readonly runs: readonly ContainerRun[];
  readonly #host: WorkerHost;
  /** The one container that is being started: the next one waits for it. */
  #launching: ContainerRun | undefined;
  #isEnding = false;
  #isDeleting = false;
  #hasDeadline = false;
  /** Said of the pod when its containers have ended. */
  #failure: PodFailure | undefined;
  /** Nobody looks for an answer of a pod without probes; then only what is said of the pod makes it unready. */
  readonly #isUnprobed: boolean;

  constructor(host: WorkerHost, pod: Pod, sources: BehaviourSources) {
    this.#host = host;
    this.uid = pod.metadata.uid ?? '';
    this.key = objectKey(pod);
    this.node = pod.spec?.nodeName ?? '';
    this.runs = containersInOrder(pod.spec).map((located) => createRun(located, behaviourOf(pod, located.container.name ?? '', located.role, sources)));
    this.#isUnprobed = (pod.spec?.containers ?? []).every(({ readinessProbe, startupProbe }) => readinessProbe === undefined && startupProbe === undefined);
  }

  /** The pod is being deleted, evicted or has ended: nothing of it is started any more. */
  get isEnding(): boolean {
    return this.#isEnding;
  }

  /** The API server has been asked to delete the pod, and the worker knows. */
  get isDeleting(): boolean {
    return this.#isDeleting;
  }

  /** The pod as it is stored; undefined once it is gone. */
  get pod(): Pod | undefined {
    const pod = this.#host.client.getByKey('Pod', this.key);
    return pod?.metadata.uid === this.uid ? pod : undefined;
  }

  /** Starts what is to be started now. */
  begin(): void {
    const seconds = this.pod?.spec?.activeDeadlineSeconds;
    if (seconds !== undefined && !this.#hasDeadline) {
      this.#hasDeadline = true;
      this.#after(undefined, seconds * 1000, () => this.fail({ reason: 'DeadlineExceeded', message: 'Pod was active on the node longer than the specified deadline' }, this.#graceMs()), true);
    }
    this.#sync();
  }

  /** A pod that ran before the simulation began goes on running. */
  adopt(pod: Pod): void {
    const statuses = [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])];
    for (const run of this.runs) {
      adoptRun(run, statuses.find(({ name }) => name === run.container.name), isReady(pod), this.#host.loop.nowMs);
      this.#host.images.keep(this.node, run.container.image ?? '');
      if (run.phase !== 'running') continue;
      if (run.behaviour.exit !== undefined && this.#endsByItself()) this.#planExit(run, run.behaviour.exit);
      this.#planUse(run);
    }
  }

  /** The node was lost and is back: its containers are gone, and start anew. */
  reboot(): void {
    const lost: ContainerState = { terminated: { exitCode: LOST_EXIT_CODE, reason: 'Unknown', finishedAt: this.#host.client.clock.timestamp } };
    const { pod } = this;
    if (pod === undefined) return;
    if (this.#isEnding) {
      for (const run of this.runs) if (run.phase === 'running') this.#end(run, LOST_EXIT_CODE, 'Unknown');
      this.#finish();
      return;
    }
    const ran = this.runs.some(({ phase }) => phase === 'running');
    for (const run of this.runs) resetRun(run, lost);
    this.#launching = undefined;
    if (ran) this.#host.recorder.event(pod, 'Normal', 'SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.', this.#host.client.by);
    this.#write();
  }

  /** The pod waits for something that has nothing to do with its containers. */
  hold(reason: string, message: string): void {
    for (const run of this.runs) if (run.phase === 'idle') run.state = { waiting: { reason, message } };
    this.#writeSoon();
  }

  /** Resizes in place have been carried out: containers whose policy wants it start anew, the others go on with their new limits. */
  takeResizes(statuses: readonly ContainerStatus[]): void {
    for (const run of this.runs) {
      const taken = takeResize(run, statuses.find(({ name }) => name === run.container.name)?.resources);
      if (taken === undefined || run.phase !== 'running') continue;
      if (taken.restart) this.#restart(run);
      else this.#after(run, 0, () => this.reviewMemory());
    }
  }

  /** Stops a container and starts it again without back-off. */
  #restart(run: ContainerRun): void {
    this.#stopOne(run, this.#graceMs(), (killed) => {
      this.#end(run, killed ? 137 : 0, killed ? 'Error' : 'Completed');
      run.lastState = run.state;
      run.restarts += 1;
      this.#write();
      this.#resume(run);
    });
  }

  /** Somebody has set a readiness gate. */
  refresh(): void {
    this.#writeSoon();
  }

  /** Deleted: hooks, SIGTERM, SIGKILL when the grace period is over; then the object may go. `isLost`: the containers went with the node. */
  terminate(pod: Pod, isLost = false): void {
    this.#isDeleting = true;
    const graceMs = Math.max(0, (pod.metadata.deletionGracePeriodSeconds ?? 0) * 1000);
    if (isLost) for (const run of this.runs) if (run.phase === 'running') run.phase = 'idle';
    this.#stop(graceMs, () => this.#remove());
  }

  /** The node ends the pod, whose object stays. */
  fail(failure: PodFailure, graceMs: number): void {
    if (this.#isEnding) return;
    this.#failure = failure;
    this.#stop(graceMs, () => this.#finish());
  }

  /** Looks whether containers use more memory than they may, after what they use has changed. */
  reviewMemory(): void {
    for (const run of this.runs) if (run.phase === 'running') this.#killIfOver(run);
  }

  #sync(): void {
    while (!this.#isEnding && this.#launching === undefined) {
      const next = nextToStart(this.runs);
      if (next === undefined) return;
      this.#launch(next);
    }
  }

  #launch(run: ContainerRun): void {
    const { images, loop } = this.#host;
    const outcome = images.ensure(this.node, run.container, run.behaviour.pullMs, loop.nowMs);
    if ('refused' in outcome) {
      this.#refusePull(run, outcome.refused, outcome.message);
      return;
    }
    run.failedPulls = 0;
    run.phase = 'launching';
    this.#launching = run;
    // A restart has its sandbox and its image; what it waits for is its back-off.
    const startMs = run.restarts > 0 || run.role === 'init' ? 0 : run.behaviour.startMs;
    this.#after(run, outcome.readyMs - loop.nowMs + startMs, () => this.#start(run), run.restarts > HOPELESS_TRIES);
  }

  #refusePull(run: ContainerRun, refused: string, message: string): void {
    const { pod } = this;
    if (pod === undefined) return;
    failPull(run, refused, message);
    if (run.failedPulls === 1) this.#warn(pod, 'Failed', refused === 'ErrImagePull' ? `Failed to pull image "${run.container.image ?? ''}": ${message}` : message);
    this.#writeSoon();
    this.#after(run, pullDelayMs(run.failedPulls), () => this.#resume(run), run.failedPulls > HOPELESS_TRIES || refused !== 'ErrImagePull');
  }

  #resume(run: ContainerRun): void {
    run.phase = 'idle';
    this.#sync();
  }

  #start(run: ContainerRun): void {
    const { loop, client } = this.#host;
    run.phase = 'running';
    run.startedMs = loop.nowMs;
    run.state = { running: { startedAt: client.clock.timestamp } };
    if (this.#killIfOver(run)) return;
    const { readyAfterMs, exit } = run.behaviour;
    const outcome: ProbeOutcome = run.role === 'init' ? { startedMs: 0, readyMs: undefined, killedMs: undefined, killedBy: undefined } : probeOutcome(run.container, readyAfterMs);
    const postStartMs = hookMs(run.container.lifecycle?.postStart);
    if (postStartMs === 0) this.#launched(run, outcome);
    else this.#after(run, postStartMs, () => this.#launched(run, outcome));
    if (exit !== undefined) this.#planExit(run, exit);
    const { killedMs, killedBy } = outcome;
    if (killedMs !== undefined) this.#after(run, killedMs, () => this.#killUnhealthy(run, killedBy === 'startup' ? 'Startup' : 'Liveness'));
    this.#planUse(run);
  }

  /** The container runs and its postStart hook is done: the next one may start. Its probes were counted from its start. */
  #launched(run: ContainerRun, outcome: ProbeOutcome): void {
    this.#launching = undefined;
    const passedMs = this.#host.loop.nowMs - run.startedMs;
    const neverReady = run.behaviour.readyAfterMs === null && (run.behaviour.readyIsOwn || this.#isUnprobed);
    const readyMs = neverReady ? undefined : outcome.readyMs;
    run.started = outcome.startedMs !== undefined && outcome.startedMs <= passedMs;
    run.ready = readyMs !== undefined && readyMs <= passedMs;
    this.#write();
    if (outcome.startedMs !== undefined && !run.started) {
      this.#after(run, outcome.startedMs - passedMs, () => {
        run.started = true;
        if (readyMs !== outcome.startedMs) this.#write();
        this.#sync();
      });
    }
    if (readyMs !== undefined && !run.ready) {
      this.#after(run, readyMs - passedMs, () => {
        run.ready = true;
        this.#write();
      });
    }
    this.#sync();
  }

  #planExit(run: ContainerRun, exit: ContainerExit): void {
    this.#after(run, exit.afterMs, () => this.#exited(run, exit));
  }

  /** What a container uses counts from the moment in which it uses it. */
  #planUse(run: ContainerRun): void {
    const { behaviour, container } = run;
    const { pod } = this;
    if (pod === undefined || run.role === 'init') return;
    const isStated = statesUse(behaviour) || this.#host.use.usedBy(pod, container.name ?? '', 'memory') !== undefined;
    const delayMs = isStated ? behaviour.memoryAfterMs : 0;
    if (!isStated && !this.#host.use.isStated) this.#host.onUse(this.node);
    else
      this.#after(run, delayMs, () => {
        this.#host.onUse(this.node);
        this.reviewMemory();
      });
  }

  #killIfOver(run: ContainerRun): boolean {
    const { pod } = this;
    if (pod === undefined || !isOverMemoryLimit(pod, run, this.runs, this.#host.loop.nowMs, this.#host.use)) return false;
    this.#warn(pod, 'OOMKilling', memoryKillText(pod, run, this.#host.loop.nowMs, this.#host.use));
    this.#exited(run, { afterMs: 0, code: 137, reason: 'OOMKilled' });
    return true;
  }

  #killUnhealthy(run: ContainerRun, probe: 'Startup' | 'Liveness'): void {
    const { pod } = this;
    if (pod === undefined) return;
    this.#warn(pod, 'Unhealthy', `${probe} probe failed`);
    const seconds = (probe === 'Startup' ? run.container.startupProbe : run.container.livenessProbe)?.terminationGracePeriodSeconds;
    this.#stopOne(run, seconds === undefined ? this.#graceMs() : seconds * 1000, () => this.#exited(run, { afterMs: 0, code: 137 }));
  }

  /** Tells one container to end, whatever else was planned for it. */
  #stopOne(run: ContainerRun, graceMs: number, done: (killed: boolean) => void): void {
    const [time = { endMs: 0, killed: false }] = stopTimes([{ container: run.container, role: 'main', terminateMs: run.behaviour.terminateMs }], graceMs);
    run.plan += 1;
    this.#after(run, time.endMs, () => done(time.killed));
  }

  /** A container has ended: the pod is finished, or it starts again after its back-off. */
  #exited(run: ContainerRun, exit: ContainerExit): void {
    const { pod } = this;
    if (pod === undefined) return;
    this.#end(run, exit.code, exit.reason ?? (exit.code === 0 ? 'Completed' : 'Error'));
    if (this.#launching === run) this.#launching = undefined;
    this.#host.onUse(this.node);
    if (restartsAfter(run.container, run.role, pod.spec?.restartPolicy, exit.code)) this.#planRestart(run, pod);
    if (this.runs.some((one) => one.role === 'init' && one.phase === 'ended' && !hasDone(one)) || this.runs.every((one) => one.role !== 'main' || one.phase === 'ended')) {
      if (this.runs.some(({ phase }) => phase === 'running')) {
        this.#write();
        this.#stop(this.#graceMs(), () => this.#finish());
      } else {
        this.#isEnding = true;
        this.#finish();
      }
      return;
    }
    this.#write();
    this.#sync();
  }

  #planRestart(run: ContainerRun, pod: Pod): void {
    const { delayMs, backoff } = nextRestart(run.backoff, this.#host.loop.nowMs);
    run.backoff = backoff;
    run.phase = 'held';
    run.lastState = run.state;
    run.restarts += 1;
    if (delayMs > 0) {
      run.state = { waiting: { reason: 'CrashLoopBackOff', message: `back-off ${delayMs / 1000}s restarting failed container=${run.container.name ?? ''}` } };
      this.#warn(pod, 'BackOff', `Back-off restarting failed container ${run.container.name ?? ''}`);
    }
    this.#after(run, delayMs, () => this.#resume(run), run.restarts > HOPELESS_TRIES);
  }

  #end(run: ContainerRun, exitCode: number, reason: string): void {
    run.plan += 1;
    run.phase = 'ended';
    run.state = { terminated: { exitCode, reason, finishedAt: this.#host.client.clock.timestamp } };
    run.ready = false;
    run.started = false;
  }

  /** Stops whatever runs, in its order, and calls `done` when all of it is gone. */
  #stop(graceMs: number, done: () => void): void {
    this.#isEnding = true;
    const running = this.runs.filter(({ phase }) => phase === 'running');
    for (const run of this.runs) run.plan += 1;
    const times = stopTimes(running.map(({ container, role, behaviour }) => ({ container, role, terminateMs: behaviour.terminateMs })), graceMs);
    const endMs = Math.max(0, ...times.map((time) => time.endMs));
    for (const [index, run] of running.entries()) {
      const { endMs: goneMs, killed } = times[index] ?? { endMs: 0, killed: false };
      this.#after(run, goneMs, () => {
        const code = killed ? 137 : this.#codeOnSigterm();
        this.#end(run, code, code === 0 ? 'Completed' : 'Error');
        if (goneMs < endMs) this.#write();
        this.#host.onUse(this.node);
      });
    }
    this.#after(undefined, endMs, done);
  }

  /** Servers end well when they are told to; the work of a Job is cut off. */
  #codeOnSigterm(): number {
    return this.pod !== undefined && controllerOf(this.pod)?.kind === 'Job' ? 143 : 0;
  }

  #finish(): void {
    const { pod } = this;
    if (pod === undefined) return;
    if (this.#failure === undefined) return this.#write();
    const { reason, message, condition } = this.#failure;
    const conditions = condition === undefined ? pod.status?.conditions : withPodCondition(pod.status?.conditions ?? [], condition, this.#host.client.clock.timestamp);
    this.#write({ phase: 'Failed', reason, message }, { ...pod, status: { ...pod.status, conditions } });
  }

  #remove(): void {
    const { pod } = this;
    if (pod === undefined) return;
    const hasFailed = this.#codeOnSigterm() !== 0 || this.runs.some(({ role, state }) => role === 'main' && (state.terminated?.exitCode ?? 0) !== 0);
    if (!isTerminal(pod)) this.#write({ phase: hasFailed ? 'Failed' : 'Succeeded' });
    const last = this.pod;
    if (last !== undefined) this.#host.client.delete(last, { graceSeconds: 0 });
  }

  /** Not while others are still being told of the write that this one answers. */
  #writeSoon(): void {
    this.#after(undefined, 0, () => {
      if (!this.#isEnding) this.#write();
    });
  }

  #write(extra: PodStatus = {}, base: Pod | undefined = this.pod): void {
    if (base === undefined) return;
    const { client, nextAddress } = this.#host;
    const needsAddress = base.status?.podIP === undefined && this.runs.some((run) => run.phase === 'running');
    const status = podStatusOf(base, this.runs, client.clock.timestamp, needsAddress ? { podIP: nextAddress(), ...extra } : extra);
    if (!equalJson(this.pod?.status, status)) client.updateStatus({ ...base, status } as Pod);
  }

  #warn(pod: Pod, reason: string, message: string): void {
    this.#host.recorder.event(pod, 'Warning', reason, message, this.#host.client.by);
  }

  #endsByItself(): boolean {
    const policy = this.pod?.spec?.restartPolicy;
    return policy === 'Never' || policy === 'OnFailure';
  }

  #graceMs(): number {
    return (this.pod?.spec?.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS) * 1000;
  }

  /** Does something later, unless what was planned for the container no longer holds, or the node is lost by then. */
  #after(run: ContainerRun | undefined, delayMs: number, act: () => void, background = false): void {
    const plan = run?.plan;
    const { loop, order, isActing } = this.#host;
    loop.at(loop.nowMs + delayMs, order, this.key, () => {
      if (run?.plan === plan && isActing(this)) act();
    }, background);
  }
}
