import type { ContainerState, ContainerStatus, PodStatus } from '../../api/types/core-v1.ts';
import type { Pod } from '../objects.ts';
import { withPodCondition } from '../pods/conditions.ts';

/** What the kubelet says of all main containers of a pod at once. */
export interface RunState {
  readonly state: ContainerState;
  readonly ready: boolean;
  readonly started: boolean;
  readonly restarts: number;
  readonly lastState?: ContainerState;
}

/** The status of a pod whose main containers are in one state (pkg/kubelet/status/generate.go, v1.36). */
export function statusWith(pod: Pod, phase: string, run: RunState, timestamp: string, extra: PodStatus = {}): PodStatus {
  const containerStatuses = (pod.spec?.containers ?? []).map(({ name, image }): ContainerStatus => ({
    name,
    image,
    ready: run.ready,
    started: run.started,
    restartCount: run.restarts,
    state: run.state,
    ...(run.lastState === undefined ? {} : { lastState: run.lastState }),
  }));
  const initialized = run.started || run.state.running !== undefined || run.state.terminated !== undefined || run.restarts > 0;
  const ready = run.ready && gatesAreOpen(pod);
  let conditions = pod.status?.conditions ?? [];
  const reason = phase === 'Succeeded' || phase === 'Failed' ? `Pod${phase === 'Failed' ? 'Failed' : 'Completed'}` : 'ContainersNotReady';
  conditions = withPodCondition(conditions, { type: 'Initialized', status: initialized ? 'True' : 'False' }, timestamp);
  conditions = withPodCondition(conditions, run.ready ? { type: 'ContainersReady', status: 'True' } : { type: 'ContainersReady', status: 'False', reason }, timestamp);
  conditions = withPodCondition(conditions, ready ? { type: 'Ready', status: 'True' } : { type: 'Ready', status: 'False', reason }, timestamp);
  return { ...pod.status, ...extra, phase, conditions, containerStatuses };
}

/** Readiness gates are conditions that somebody else has to set. */
function gatesAreOpen(pod: Pod): boolean {
  return (pod.spec?.readinessGates ?? []).every((gate) => pod.status?.conditions?.some((condition) => condition.type === gate.conditionType && condition.status === 'True') === true);
}
