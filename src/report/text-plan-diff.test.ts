import { describe, expect, it } from 'vitest';
import { loadText } from '../load/load.ts';
import { diffPlans } from '../plan/plan-diff.ts';
import { plan } from '../plan/plan.ts';
import { createReport, type Report } from './index.ts';
import { renderPlanDiff } from './text-plan-diff.ts';

function report(image: string): Report {
  const text = (name: string): string => `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "${name}"}]}}}\n`;
  const { plan: made, findings } = plan(loadText(text('a:1'), 'web.yaml'), loadText(text(image), 'web.yaml'));
  return createReport({ kubeplan: '0.1.0', kubernetesVersion: '1.36', files: 1, documents: 1, findings, plan: made });
}

describe('plans', () => {
  it('are compared in words', () => {
    const [old, now] = [report('a:1'), report('a:2')];
    const stated = ({ plan: made, findings }: Report): Parameters<typeof diffPlans>[0] => {
      if (made === undefined) throw new Error('no plan');
      return { plan: made, findings };
    };
    expect(renderPlanDiff(diffPlans(stated(old), stated(old)))).toBe('The plans say the same.\n');
    const text = renderPlanDiff(diffPlans(stated(old), stated(now)));
    expect(text).toContain('+ ~ Deployment default/web: planned now');
    expect(text.trimEnd().split('\n').at(-1)).toBe('Plans differ: 1 change · 1 rollout · 0 resolved · 0 new');
  });
});
