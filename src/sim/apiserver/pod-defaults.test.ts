import { describe, expect, it } from 'vitest';
import type { KubernetesVersion } from '../../api/kubernetes-version.ts';
import type { KubeObject } from '../../api/object.ts';
import type { PodSpec } from '../../api/types/core-v1.ts';
import type { Pod } from '../objects.ts';
import { createSimulation } from '../simulation.ts';

const selector = { matchLabels: { app: 'web' } };
const labels = { app: 'web', tier: 'front' };
const podSpec = {
  containers: [{ name: 'c', image: 'i:1' }],
  topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: selector, matchLabelKeys: ['pod-template-hash', 'absent'] }],
  affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', labelSelector: selector, mismatchLabelKeys: ['tier'] }] } },
};

function podsOf(version: KubernetesVersion, ...objects: readonly object[]): Pod[] {
  const simulation = createSimulation({ version, placement: 'anywhere' });
  for (const object of objects) expect(simulation.apply(object as KubeObject)).toMatchObject({ accepted: true });
  simulation.run();
  return simulation.list('Pod') as Pod[];
}

const merged = ({ topologySpreadConstraints, affinity }: PodSpec = {}): unknown[] => [
  topologySpreadConstraints?.[0]?.labelSelector?.matchExpressions,
  affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.[0]?.labelSelector?.matchExpressions,
];

describe('label keys of affinity and spread terms', () => {
  const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: 2, selector, template: { metadata: { labels }, spec: podSpec } } };
  const tier = { key: 'tier', operator: 'NotIn', values: ['front'] };

  it('become requirements of the pods that controllers make, not of the template', () => {
    const pods = podsOf('1.36', deployment);
    const hash = pods[0]?.metadata.labels?.['pod-template-hash'];
    expect(pods.map(({ spec }) => merged(spec))).toEqual([1, 2].map(() => [[{ key: 'pod-template-hash', operator: 'In', values: [hash] }], [tier]]));
  });

  it('are merged once into pods that users make', () => {
    const [pod] = podsOf('1.36', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', labels: { ...labels, 'pod-template-hash': 'h' } }, spec: podSpec });
    expect(merged(pod?.spec)).toEqual([[{ key: 'pod-template-hash', operator: 'In', values: ['h'] }], [tier]]);
  });

  it('of spread constraints are left to the scheduler before 1.34', () => {
    expect(merged(podsOf('1.33', deployment)[0]?.spec)).toEqual([undefined, [tier]]);
  });
});
