const FIRST_MS = 10_000;
const MAX_MS = 300_000;
/** A container whose last restart is this long ago starts afresh (twice the maximum, client-go/util/flowcontrol/backoff.go). */
const RESET_AFTER_MS = 2 * MAX_MS;

/** How long the next restart of a container has to wait, as of the moment of its last one. */
export interface RestartBackoff {
  readonly stepMs: number;
  readonly sinceMs: number;
}

/**
 * CrashLoopBackOff (doBackOff in pkg/kubelet/kuberuntime/kuberuntime_manager.go, v1.36): how long a container that ended at `exitMs` waits for its
 * restart, 0, 10, 20, 40, 80, 160, 300, 300 … s; and what the next one has to wait.
 */
export function nextRestart(backoff: RestartBackoff | undefined, exitMs: number): { readonly delayMs: number; readonly backoff: RestartBackoff } {
  if (backoff === undefined || exitMs - backoff.sinceMs > RESET_AFTER_MS) return { delayMs: 0, backoff: { stepMs: FIRST_MS, sinceMs: exitMs } };
  const delayMs = backoff.stepMs;
  return { delayMs, backoff: { stepMs: Math.min(2 * delayMs, MAX_MS), sinceMs: exitMs + delayMs } };
}

/** How long a pull waits after `failures` (1 or more) in a row: ImagePullBackOff, 10 s doubling to 300 s. */
export function pullDelayMs(failures: number): number {
  return Math.min(FIRST_MS * 2 ** (failures - 1), MAX_MS);
}
