import type { ContainerStatus, PodCondition, PodStatus } from '../../api/types/core-v1.ts';
import type { Pod } from '../objects.ts';
import { withPodCondition } from '../pods/conditions.ts';
import { type ContainerRun, hasDone, hasRun, isInitialized } from './container-run.ts';

/**
 * The status of a pod, made from those of its containers (pkg/kubelet/kubelet_pods.go and status/generate.go, v1.36). `runs` are all its containers in
 * their order; `extra` comes on top.
 */
export function podStatusOf(pod: Pod, runs: readonly ContainerRun[], timestamp: string, extra: PodStatus = {}): PodStatus {
  const phase = extra.phase ?? phaseOf(runs);
  const waitsForInit = runs.some(({ role }) => role !== 'main') && !isInitialized(runs);
  const containerStatuses = runs.filter(({ role }) => role === 'main').map((run) => resizedLike(statusOf(run, waitsForInit), pod.status?.containerStatuses));
  const initContainerStatuses = runs.filter(({ role }) => role !== 'main').map((run) => statusOf(run, waitsForInit));
  let conditions = pod.status?.conditions ?? [];
  for (const condition of conditionsOf(pod, runs, phase)) conditions = withPodCondition(conditions, condition, timestamp);
  return { startTime: timestamp, ...pod.status, ...extra, phase, conditions, ...(initContainerStatuses.length === 0 ? {} : { initContainerStatuses }), containerStatuses };
}

function statusOf(run: ContainerRun, waitsForInit: boolean): ContainerStatus {
  const { container, started, restarts, state, lastState } = run;
  const ready = run.role === 'init' ? hasDone(run) : run.ready;
  const shown = waitsForInit && state.waiting?.reason === 'ContainerCreating' ? { waiting: { reason: 'PodInitializing' } } : state;
  return { name: container.name, image: container.image, ready, started, restartCount: restarts, state: shown, ...(lastState === undefined ? {} : { lastState }) };
}

/** What a resize has allotted to the container stays in its status. */
function resizedLike(status: ContainerStatus, before: readonly ContainerStatus[] | undefined): ContainerStatus {
  const { allocatedResources, resources } = before?.find(({ name }) => name === status.name) ?? {};
  return allocatedResources === undefined ? status : { ...status, allocatedResources, ...(resources === undefined ? {} : { resources }) };
}

/** getPhase: pending until every main container has run once; over when none runs and none is started again. */
function phaseOf(runs: readonly ContainerRun[]): string {
  const mains = runs.filter(({ role }) => role === 'main');
  if (runs.some((run) => run.role === 'init' && run.phase === 'ended' && !hasDone(run))) return 'Failed';
  if (mains.some((run) => !hasRun(run))) return 'Pending';
  if (mains.length === 0 || mains.some(({ phase }) => phase !== 'ended') || runs.some(({ role, phase }) => role === 'sidecar' && phase === 'running')) return 'Running';
  return mains.every(({ state }) => state.terminated?.exitCode === 0) ? 'Succeeded' : 'Failed';
}

function conditionsOf(pod: Pod, runs: readonly ContainerRun[], phase: string): PodCondition[] {
  const initialized: PodCondition = { type: 'Initialized', status: isInitialized(runs) || runs.some((run) => run.role === 'main' && hasRun(run)) ? 'True' : 'False' };
  if (phase === 'Succeeded' || phase === 'Failed') {
    const reason = phase === 'Failed' ? 'PodFailed' : 'PodCompleted';
    return [initialized, { type: 'ContainersReady', status: 'False', reason }, { type: 'Ready', status: 'False', reason }];
  }
  const unready = runs.filter(({ role, ready }) => role !== 'init' && !ready).map(({ container }) => container.name);
  if (unready.length > 0) {
    const why = { status: 'False', reason: 'ContainersNotReady', message: `containers with unready status: [${unready.join(' ')}]` };
    return [initialized, { type: 'ContainersReady', ...why }, { type: 'Ready', ...why }];
  }
  const closed = closedGates(pod);
  const ready: PodCondition = closed.length === 0 ? { type: 'Ready', status: 'True' } : { type: 'Ready', status: 'False', reason: 'ReadinessGatesNotReady', message: `the status of pod readiness gate ${closed.map((gate) => `"${gate}"`).join(', ')} is not "True"` };
  return [initialized, { type: 'ContainersReady', status: 'True' }, ready];
}

/** Readiness gates are conditions that somebody else has to set. */
function closedGates(pod: Pod): string[] {
  const isOpen = (type: string): boolean => pod.status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') === true;
  return (pod.spec?.readinessGates ?? []).map(({ conditionType }) => conditionType ?? '').filter((type) => !isOpen(type));
}
