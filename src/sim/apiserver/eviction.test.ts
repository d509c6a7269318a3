import { expect, test } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import { createCluster, type Cluster } from '../cluster.ts';
import type { Pod, PodDisruptionBudget } from '../objects.ts';
import { evictPod } from './eviction.ts';

const GENERATION = 1;

function cluster(ready: boolean, budgets: readonly PodDisruptionBudget[], phase = 'Running'): Cluster {
  const made = createCluster({ version: '1.36', startEpochMs: 1_767_225_600_000, components: [] });
  const pod: Pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'default', labels: { app: 'web' } }, spec: { nodeName: 'a' }, status: { phase, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] } };
  made.server.put(pod, 'test');
  for (const budget of budgets) made.server.put(budget, 'test');
  return made;
}

function budget(name: string, status: PodDisruptionBudget['status'], unhealthyPodEvictionPolicy?: string): PodDisruptionBudget {
  const spec = { selector: { matchLabels: { app: 'web' } }, ...(unhealthyPodEvictionPolicy === undefined ? {} : { unhealthyPodEvictionPolicy }) };
  return { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name, namespace: 'default', generation: GENERATION }, spec, status: { observedGeneration: GENERATION, ...status } } as KubeObject as PodDisruptionBudget;
}

const FULL = { disruptionsAllowed: 0, currentHealthy: 2, desiredHealthy: 2 };
const SHORT = { disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 2 };

test.each<[string, Cluster, number]>([
  ['no budget', cluster(true, []), 201],
  ['allowed', cluster(true, [budget('one', { disruptionsAllowed: 1 })]), 201],
  ['not allowed', cluster(true, [budget('one', FULL)]), 429],
  ['two budgets', cluster(true, [budget('one', FULL), budget('two', FULL)]), 500],
  ['pending pods ignore budgets', cluster(false, [budget('one', FULL)], 'Pending'), 201],
  ['an unhealthy pod may go while the budget is met', cluster(false, [budget('one', FULL)]), 201],
  ['an unhealthy pod may not go when it is not', cluster(false, [budget('one', SHORT)]), 429],
  ['unless it always may', cluster(false, [budget('one', SHORT, 'AlwaysAllow')]), 201],
])('%s', (_name, { server }, code) => {
  const result = evictPod(server, 'default', 'web', {}, 'test');
  expect(result.ok ? 201 : result.code).toBe(code);
});
