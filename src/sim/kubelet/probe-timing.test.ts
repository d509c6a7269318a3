import { expect, test } from 'vitest';
import type { Container } from '../../api/types/core-v1.ts';
import { probeOutcome } from './probe-timing.ts';

const readiness = { periodSeconds: 10, initialDelaySeconds: 0, successThreshold: 1, failureThreshold: 3 };

test.each<[string, Container, number | null, number | undefined, number | undefined]>([
  ['no probe: ready when it runs', {}, 0, 0, undefined],
  ['the first try succeeds', { readinessProbe: readiness }, 0, 0, undefined],
  ['up after 3 s: ready at the next try', { readinessProbe: readiness }, 3000, 10_000, undefined],
  ['the initial delay is rounded up to a try', { readinessProbe: { ...readiness, initialDelaySeconds: 12 } }, 0, 20_000, undefined],
  ['several successes in a row', { readinessProbe: { ...readiness, successThreshold: 3 } }, 0, 20_000, undefined],
  ['never up', { readinessProbe: readiness }, null, undefined, undefined],
  ['readiness is tried at once when the startup probe has passed', { startupProbe: { periodSeconds: 5, failureThreshold: 30 }, readinessProbe: readiness }, 7000, 10_000, undefined],
  ['the startup budget is too short', { startupProbe: { periodSeconds: 5, failureThreshold: 3 } }, 60_000, undefined, 10_000],
  ['liveness kills before it is up', { livenessProbe: { periodSeconds: 10, failureThreshold: 3 }, readinessProbe: readiness }, 60_000, undefined, 20_000],
])('%s', (_name, container, upMs, readyMs, killedMs) => {
  const outcome = probeOutcome(container, upMs);
  expect(outcome.readyMs).toBe(readyMs);
  expect(outcome.killedMs).toBe(killedMs);
});
