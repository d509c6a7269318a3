import { describe, expect, it } from 'vitest';
import { loadText } from '../load/load.ts';
import type { AutoscalerName } from '../sim/placement/autoscaler-policy.ts';
import { plan } from './plan.ts';
import { parseNodeGroups } from './synthetic-nodes.ts';
import { readScenario } from './what-if/scenario.ts';

function web(replicas: number, podSpec = ''): ReturnType<typeof loadText> {
  return loadText(
    `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: "web:1", resources: {requests: {cpu: 1500m}}}]
${podSpec}`,
    'web.yaml',
  );
}

function texts(before: ReturnType<typeof loadText> | undefined, after: ReturnType<typeof loadText>, nodeAutoscaler: AutoscalerName = 'cluster-autoscaler'): string[] {
  const { assumptions, complete } = plan(before, after, { simulation: { nodeGroups: parseNodeGroups('0..5x4cpu16Gi'), nodeAutoscaler } }).plan;
  expect(complete).toBe(true);
  return assumptions.filter((text) => text.includes('group-1'));
}

describe('what a plan says of node groups', () => {
  it.each<[string, string[]]>([
    ['grows', texts(web(2), web(6))],
    ['shrinks', texts(web(6), web(2))],
    ['stays', texts(web(2), web(1))],
    ['shrinks soon', texts(web(6), web(2), 'karpenter')],
  ])('%s', (name, found) => {
    expect(found).toEqual([
      {
        grows: 'node group group-1 (0 to 5 nodes) grows by 2 nodes: group-1-2 and group-1-3, each Ready 1 min after it is asked for',
        shrinks: 'node group group-1 (0 to 5 nodes) shrinks by 2 nodes: group-1-2 and group-1-3, when they have not been needed for 10 min',
        stays: 'node group group-1 (0 to 5 nodes) stays at 1 node',
        'shrinks soon': 'node group group-1 (0 to 5 nodes) shrinks by 2 nodes: group-1-2 and group-1-3, when they have not been needed for 15 s',
      }[name],
    ]);
  });

  it('names what keeps a node', () => {
    const scratch = '      volumes: [{name: scratch, emptyDir: {}}]\n';
    expect(texts(web(2, scratch), web(1, scratch))).toEqual([
      'node group group-1 (0 to 5 nodes) stays at 1 node',
      expect.stringMatching(/^group-1-1 stays though only 38 % of it is asked for: Pod shop\/web-\S+ keeps data on the node \(volume scratch\)$/),
    ]);
  });

  it('can be expected of a scenario', () => {
    const [document] = loadText('apiVersion: kubeplan.dev/v1\nkind: Scenario\nmetadata: {name: night}\nsteps:\n  - scale: Deployment/shop/web=1\n    expect: nodes(group-1) == 1\n  - scale: Deployment/shop/web=9\n    expect: [nodes == 5, pending == 0]\n  - wait: 30m\n    expect: nodes(group-1) <= 4\n', 'night.yaml').documents;
    if (document === undefined) throw new Error('no scenario');
    const { plan: made } = plan(undefined, web(6), { simulation: { nodeGroups: parseNodeGroups('0..5x4cpu16Gi') }, scenarios: [readScenario(document)] });
    expect(made.whatIf.map(({ holds }) => holds)).toEqual([true, true, false]);
    expect(made.whatIf[2]?.answer).toBe('nodes(group-1) <= 4: it was 5');
  });
});
