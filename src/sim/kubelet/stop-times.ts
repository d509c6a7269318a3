import { sleepSeconds } from '../../api/sleep-command.ts';
import type { Container, LifecycleHandler } from '../../api/types/core-v1.ts';
import type { ContainerRole } from './container-role.ts';

/** A container that runs and is to be stopped. */
export interface StoppingContainer {
  readonly container: Container;
  readonly role: ContainerRole;
  /** From SIGTERM until it is gone by itself. */
  readonly terminateMs: number;
}

/** When a container is gone, from the moment in which its pod is told to end. */
export interface StopTime {
  readonly endMs: number;
  /** By SIGKILL, because its time was up. */
  readonly killed: boolean;
}

/** What a container is given at the least after SIGTERM (minimumGracePeriodInSeconds). */
const LEAST_MS = 2000;

/**
 * When each of a pod's running containers, given in their order, is gone (killContainer and kuberuntime_termination_order.go in pkg/kubelet/kuberuntime, v1.36):
 * all preStop hooks begin at once; sidecars get their SIGTERM only when the main containers and the sidecars after them are gone, or the grace period is over.
 */
export function stopTimes(containers: readonly StoppingContainer[], graceMs: number): StopTime[] {
  const times: StopTime[] = [];
  let othersEndMs = 0;
  const stop = (index: number, turnMs: number): StopTime => {
    const { container, terminateMs } = containers[index] as StoppingContainer;
    const signalMs = Math.min(graceMs, Math.max(hookMs(container.lifecycle?.preStop), turnMs));
    const leftMs = Math.max(graceMs - signalMs, LEAST_MS);
    return (times[index] = { endMs: signalMs + Math.min(terminateMs, leftMs), killed: terminateMs > leftMs });
  };
  for (const [index, { role }] of containers.entries()) {
    if (role === 'init') stop(index, 0);
    if (role === 'main') othersEndMs = Math.max(othersEndMs, stop(index, 0).endMs);
  }
  for (let index = containers.length - 1; index >= 0; index -= 1) {
    if (containers[index]?.role === 'sidecar') othersEndMs = Math.max(othersEndMs, stop(index, othersEndMs).endMs);
  }
  return times;
}

/** How long a hook takes, as far as it says. */
export function hookMs(handler: LifecycleHandler | undefined): number {
  return (handler?.sleep?.seconds ?? sleepSeconds(handler?.exec?.command ?? []) ?? 0) * 1000;
}
