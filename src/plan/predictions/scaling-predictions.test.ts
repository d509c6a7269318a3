import { describe, expect, it } from 'vitest';
import { loadText } from '../../load/load.ts';
import { plan } from '../plan.ts';

function autoscaler(name: string, min: number, max: number): string {
  return `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: ${name}}
spec: {minReplicas: ${min}, maxReplicas: ${max}, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
---`;
}

const WEB = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "web:1", resources: {requests: {cpu: 10m}}}]}
`;

describe('autoscalers of one workload', () => {
  const collisions = (...scalers: readonly string[]): string[] =>
    plan(undefined, loadText([...scalers, WEB].join(''), 'web.yaml')).findings.filter(({ rule }) => rule === 'plan/autoscalers-collide').map(({ message }) => message);

  it('fight when no size suits all of them', () => {
    expect(collisions(autoscaler('a', 1, 2), autoscaler('b', 5, 8))).toEqual(['HorizontalPodAutoscalers a (1 to 2) and b (5 to 8) scale Deployment default/web: no size is within the bounds of all, so each undoes what the others do, for ever']);
  });

  it('stop when some size does', () => {
    expect(collisions(autoscaler('a', 1, 6), autoscaler('b', 5, 8))).toEqual([expect.stringContaining('once its size is within the bounds of all nobody scales it any more (AmbiguousSelector)')]);
  });

  it('are fine alone', () => {
    expect(collisions(autoscaler('a', 1, 2))).toEqual([]);
  });
});
