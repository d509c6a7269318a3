import type { Container, ContainerState, ContainerStatus } from '../../api/types/core-v1.ts';
import type { CompleteBehaviour } from './behaviour.ts';
import type { ContainerRole, RoledContainer } from './container-role.ts';
import type { RestartBackoff } from './restart-backoff.ts';

/** Where a container is between two runs: `idle` waits for its turn, `held` for its back-off, `ended` does not start again. */
export type RunPhase = 'idle' | 'launching' | 'running' | 'held' | 'ended';

/** What the kubelet knows of one container of a pod, with what its status shows. */
export interface ContainerRun {
  readonly container: Container;
  readonly role: ContainerRole;
  readonly behaviour: CompleteBehaviour;
  phase: RunPhase;
  /** Rises whenever what was planned for it no longer holds. */
  plan: number;
  state: ContainerState;
  lastState: ContainerState | undefined;
  ready: boolean;
  started: boolean;
  restarts: number;
  startedMs: number;
  backoff: RestartBackoff | undefined;
  failedPulls: number;
}

export function createRun({ container, role }: RoledContainer, behaviour: CompleteBehaviour): ContainerRun {
  const state: ContainerState = { waiting: { reason: 'ContainerCreating' } };
  return { container, role, behaviour, phase: 'idle', plan: 0, state, lastState: undefined, ready: false, started: false, restarts: 0, startedMs: 0, backoff: undefined, failedPulls: 0 };
}

/** The container ran before the simulation began, as its status says; without one it runs, or, an init container, has done its work. */
export function adoptRun(run: ContainerRun, status: ContainerStatus | undefined, isPodReady: boolean, nowMs: number): void {
  run.state = status?.state ?? (run.role === 'init' ? { terminated: { exitCode: 0, reason: 'Completed' } } : { running: {} });
  run.phase = run.state.running !== undefined ? 'running' : run.state.terminated === undefined ? 'held' : 'ended';
  run.lastState = status?.lastState;
  run.ready = status?.ready ?? isPodReady;
  run.started = status?.started ?? run.phase === 'running';
  run.restarts = status?.restartCount ?? 0;
  run.startedMs = nowMs;
}

/** The node has started anew, and every container of the pod does. */
export function resetRun(run: ContainerRun, lastState: ContainerState): void {
  if (run.phase === 'running') {
    run.lastState = lastState;
    run.restarts += 1;
  }
  run.plan += 1;
  run.phase = 'idle';
  run.state = { waiting: { reason: 'ContainerCreating' } };
  run.ready = false;
  run.started = false;
}

/**
 * The container that is to be started next, of those of a pod in their order: an init container only when all before it have ended, or, sidecars, have
 * started; the main containers after that (computePodActions in pkg/kubelet/kuberuntime/kuberuntime_manager.go, v1.36). Undefined: none now.
 */
export function nextToStart(runs: readonly ContainerRun[]): ContainerRun | undefined {
  const hasBegun = runs.some((run) => run.role === 'main' && hasRun(run));
  for (const run of runs) {
    if (run.phase === 'idle') return run;
    if (hasBegun) continue;
    if (run.role === 'init' && !hasDone(run)) return undefined;
    if (run.role === 'sidecar' && !run.started) return undefined;
  }
  return undefined;
}

/** The container runs, or has run. */
export function hasRun({ phase, state, lastState }: ContainerRun): boolean {
  return phase === 'running' || state.terminated !== undefined || lastState !== undefined;
}

/** An init container that has ended well. */
export function hasDone(run: ContainerRun): boolean {
  return run.phase === 'ended' && run.state.terminated?.exitCode === 0;
}

/** Everything that comes before the main containers is done. */
export function isInitialized(runs: readonly ContainerRun[]): boolean {
  return runs.every((run) => run.role === 'main' || (run.role === 'init' ? hasDone(run) : run.started));
}
