import { equalJson } from '../../api/json.ts';
import type { Container, ContainerState, ContainerStatus, ResourceRequirements } from '../../api/types/core-v1.ts';
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
  /** What it was given, after resizes in place. */
  resources: ResourceRequirements | undefined;
}

export function createRun({ container, role }: RoledContainer, behaviour: CompleteBehaviour): ContainerRun {
  const state: ContainerState = { waiting: { reason: 'ContainerCreating' } };
  return { container, role, behaviour, phase: 'idle', plan: 0, state, lastState: undefined, ready: false, started: false, restarts: 0, startedMs: 0, backoff: undefined, failedPulls: 0, resources: container.resources };
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
  run.resources = status?.resources ?? run.resources;
}

/** The image of a container could not be had: it waits, from the second time on as one that is known to fail. */
export function failPull(run: ContainerRun, refused: string, message: string): void {
  run.phase = 'held';
  run.failedPulls += 1;
  const isRepeated = refused === 'ErrImagePull' && run.failedPulls > 1;
  run.state = { waiting: isRepeated ? { reason: 'ImagePullBackOff', message: `Back-off pulling image "${run.container.image ?? ''}": ErrImagePull: ${message}` } : { reason: refused, message } };
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

/**
 * Takes what a resize has given to a container. `restart`: its resizePolicy wants it to start anew for one of the resources that changed; undefined when
 * nothing changed.
 */
export function takeResize(run: ContainerRun, given: ResourceRequirements | undefined): { readonly restart: boolean } | undefined {
  if (given === undefined || equalJson(given, run.resources)) return undefined;
  const before = run.resources;
  run.resources = given;
  const changed = (resource: string): boolean => (['requests', 'limits'] as const).some((side) => !equalJson(given[side]?.[resource], before?.[side]?.[resource]));
  return { restart: (run.container.resizePolicy ?? []).some(({ resourceName = '', restartPolicy }) => restartPolicy === 'RestartContainer' && changed(resourceName)) };
}
