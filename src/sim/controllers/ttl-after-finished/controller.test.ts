import { expect, test } from 'vitest';
import type { KubeObject } from '../../../api/object.ts';
import { createSimulation } from '../../simulation.ts';

const DAY_MS = 86_400_000;
const JOB = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'report', namespace: 'default' },
  spec: { ttlSecondsAfterFinished: 86_400, template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'registry.example.org/report:1' }] } } },
} as KubeObject;

test('a settled run does not wait a day for a finished Job to go, but it goes', () => {
  const simulation = createSimulation({ placement: 'anywhere' });
  simulation.apply(JOB);
  expect(simulation.run()).toMatchObject({ settled: true, complete: true });
  expect(simulation.nowMs).toBeLessThan(DAY_MS / 10);
  expect(simulation.list('Job')).toHaveLength(1);
  simulation.run({ untilMs: simulation.nowMs + DAY_MS });
  expect(simulation.list('Job')).toHaveLength(0);
});
