import { describe, expect, it } from 'vitest';
import { loadText } from '../load/load.ts';
import { diffPlans, isEmptyDiff } from './plan-diff.ts';
import { plan } from './plan.ts';
import type { PlanOutcome } from './plan-model.ts';
import { parseNodes } from './synthetic-nodes.ts';

function outcome(replicas: number, cpu = '1', head = ''): PlanOutcome {
  const text = `${head}apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: a, resources: {requests: {cpu: "${cpu}"}}}]}
`;
  return plan(undefined, loadText(text, 'web.yaml'), { cluster: parseNodes('1x4cpu8Gi') });
}

describe('diffPlans', () => {
  it('is empty for the same plan, also when lines moved', () => {
    expect(isEmptyDiff(diffPlans(outcome(2), outcome(2, '1', '# a comment\n')))).toBe(true);
  });

  it('says what is planned otherwise, and which predictions came and went', () => {
    const diff = diffPlans(outcome(2), outcome(5));
    expect(diff.changes).toMatchObject([{ kind: 'differs', object: { name: 'web' } }]);
    expect(diff.rollouts).toMatchObject([{ before: expect.stringContaining('completes') as string, after: expect.stringContaining('does not complete') as string }]);
    expect(diffPlans(outcome(2), { plan: { ...outcome(2).plan, rollouts: [] }, findings: [] }).rollouts).toMatchObject([{ after: 'does not move' }]);
    expect(diff.appeared.map(({ rule }) => rule).sort()).toEqual(['plan/stuck-rollout', 'plan/unschedulable']);
    expect(diffPlans(outcome(5), outcome(2)).resolved.map(({ rule }) => rule).sort()).toEqual(['plan/stuck-rollout', 'plan/unschedulable']);
  });
});
