const FIRST_MS = 10_000;
const MAX_MS = 300_000;
/** A container that ran this long starts afresh (twice the maximum, pkg/kubelet/kuberuntime and client-go flowcontrol.Backoff). */
const RESET_AFTER_MS = 2 * MAX_MS;

/** CrashLoopBackOff: how long to wait before a restart: 0, 10, 20, 40, 80, 160, 300, 300 … s from the exit. */
export function restartDelayMs(restarts: number, ranMs: number): number {
  if (restarts === 0 || ranMs > RESET_AFTER_MS) return 0;
  return Math.min(FIRST_MS * 2 ** (restarts - 1), MAX_MS);
}
