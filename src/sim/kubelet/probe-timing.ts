import type { Container, Probe } from '../../api/types/core-v1.ts';

/** What the probes of one container run lead to, in milliseconds from its start. */
export interface ProbeOutcome {
  /** When the container counts as started: its startup probe has passed. Undefined: never. */
  readonly startedMs: number | undefined;
  /** When it becomes ready. Undefined: never. */
  readonly readyMs: number | undefined;
  /** When a startup or liveness probe has failed so often that the kubelet kills it. Undefined: never. */
  readonly killedMs: number | undefined;
  readonly killedBy: 'startup' | 'liveness' | undefined;
}

/**
 * When a container that would answer its probes from `upMs` on (null: never) becomes ready, or is killed for not answering
 * (pkg/kubelet/prober/worker.go, v1.36): each probe is tried every period from the start of the container, not before its initial delay
 * (whole seconds), the others not before the startup probe has passed, and readiness at once when it has.
 */
export function probeOutcome(container: Container, upMs: number | null): ProbeOutcome {
  const { startupProbe, livenessProbe, readinessProbe } = container;
  const started = startupProbe === undefined ? 0 : firstSuccessMs(startupProbe, upMs, 0);
  if (startupProbe !== undefined) {
    const killedMs = killMs(startupProbe, upMs, 0);
    if (killedMs !== undefined && (started === undefined || killedMs < started)) return { startedMs: undefined, readyMs: undefined, killedMs, killedBy: 'startup' };
    if (started === undefined) return { startedMs: undefined, readyMs: undefined, killedMs: undefined, killedBy: undefined };
  }
  const startedMs = started ?? 0;
  const readyMs = readinessProbe === undefined ? startedMs : readySince(readinessProbe, upMs, startedMs, startupProbe !== undefined);
  const killedMs = livenessProbe === undefined ? undefined : killMs(livenessProbe, upMs, startedMs);
  const isReadyFirst = readyMs !== undefined && (killedMs === undefined || readyMs <= killedMs);
  return { startedMs, readyMs: isReadyFirst ? readyMs : undefined, killedMs, killedBy: killedMs === undefined ? undefined : 'liveness' };
}

function readySince(probe: Probe, upMs: number | null, startedMs: number, atOnce: boolean): number | undefined {
  const isUpAlready = upMs !== null && upMs <= startedMs && startedMs >= (probe.initialDelaySeconds ?? 0) * 1000;
  const first = atOnce && isUpAlready ? startedMs : firstSuccessMs(probe, upMs, startedMs);
  return first === undefined ? undefined : first + ((probe.successThreshold ?? 1) - 1) * periodMs(probe);
}

/** The first try at or after both `fromMs` and the initial delay. */
function firstTryMs(probe: Probe, fromMs: number): number {
  const earliest = Math.max(fromMs, (probe.initialDelaySeconds ?? 0) * 1000);
  return Math.ceil(earliest / periodMs(probe)) * periodMs(probe);
}

function firstSuccessMs(probe: Probe, upMs: number | null, fromMs: number): number | undefined {
  return upMs === null ? undefined : firstTryMs(probe, Math.max(fromMs, upMs));
}

/** When the last of `failureThreshold` tries in a row has failed; undefined when one succeeds before. */
function killMs(probe: Probe, upMs: number | null, fromMs: number): number | undefined {
  const first = firstTryMs(probe, fromMs);
  const last = first + ((probe.failureThreshold ?? 3) - 1) * periodMs(probe);
  return upMs !== null && upMs <= last ? undefined : last;
}

function periodMs(probe: Probe): number {
  return (probe.periodSeconds ?? 10) * 1000;
}
