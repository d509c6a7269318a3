import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import { createSimulation, type Simulation } from '../simulation.ts';

const WORDS: Readonly<Record<string, readonly string[]>> = {
  pull: ['never', '3s', '30s'],
  'ready-after': ['never', '5s', '60s'],
  terminate: ['1s', '90s'],
  'exit-after': ['0s', '1s', '20s'],
  'exit-code': ['0', '1'],
  memory: ['100Mi', '1Gi', '3Gi'],
  'memory-after': ['0s', '30s'],
  disk: ['1Gi', '30Gi'],
};

const statements = fc.dictionary(fc.constantFrom(...Object.keys(WORDS).flatMap((word) => [word, `${word}.web`, `${word}.log`, `${word}.proxy`, `${word}.first`])), fc.nat(), { maxKeys: 6 }).map((chosen) =>
  Object.fromEntries(Object.entries(chosen).map(([key, index]) => {
    const values = WORDS[key.split('.')[0] ?? ''] ?? [];
    return [`kubeplan.dev/${key}`, values[index % values.length] ?? ''];
  })),
);
const probe = fc.option(fc.record({ httpGet: fc.constant({ path: '/', port: 80 }), periodSeconds: fc.integer({ min: 1, max: 5 }), failureThreshold: fc.integer({ min: 1, max: 4 }) }), { nil: undefined });
const container = (name: string): fc.Arbitrary<object> => fc.record({ name: fc.constant(name), image: fc.constantFrom('a:1', 'b:1'), readinessProbe: probe, livenessProbe: probe, startupProbe: probe, resources: fc.constantFrom({}, { limits: { memory: '256Mi' } }, { requests: { memory: '64Mi' }, limits: { memory: '2Gi' } }) });
const workload = fc.record({
  kind: fc.constantFrom('Deployment', 'StatefulSet', 'DaemonSet', 'Job'),
  annotations: statements,
  mains: fc.tuple(container('web'), container('log')),
  proxy: fc.option(container('proxy'), { nil: undefined }),
});
const event = fc.constantFrom('lose node', 'return of node', 'use', 'node use', 'drain', 'delete');

/** Lives of pods that crash, hang, are killed and evicted; then things happen to them, a minute apart. */
function play({ kind, annotations, mains, proxy }: Readonly<{ kind: string; annotations: object; mains: readonly object[]; proxy: object | undefined }>, events: readonly string[]): { readonly simulation: Simulation; readonly ends: readonly boolean[] } {
  const simulation = createSimulation();
  const status = { capacity: { cpu: '4', memory: '4Gi', 'ephemeral-storage': '50Gi', pods: '20' }, allocatable: { cpu: '4', memory: '3500Mi', 'ephemeral-storage': '45Gi', pods: '20' }, conditions: [{ type: 'Ready', status: 'True' }] };
  for (const name of ['a', 'b']) simulation.restore({ apiVersion: 'v1', kind: 'Node', metadata: { name }, status } as KubeObject);
  const init = [...(proxy === undefined ? [] : [{ ...proxy, restartPolicy: 'Always' }]), { name: 'first', image: 'i:1' }];
  const template = { metadata: { labels: { app: 'web' }, annotations }, spec: { initContainers: init, containers: mains, ...(kind === 'Job' ? { restartPolicy: 'OnFailure' } : {}) } };
  const selector = kind === 'Job' ? {} : { selector: { matchLabels: { app: 'web' } } };
  const spec = { ...selector, ...(kind === 'Deployment' || kind === 'StatefulSet' ? { replicas: 3 } : {}), ...(kind === 'StatefulSet' ? { serviceName: 'web' } : {}), template };
  const object = JSON.parse(JSON.stringify({ apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1', kind, metadata: { name: 'web' }, spec })) as KubeObject;
  expect(simulation.apply(object)).toMatchObject({ accepted: true });
  const ref = { kind, namespace: 'default', name: 'web' };
  const ends = [simulation.run().complete];
  for (const what of events) {
    if (what === 'lose node') simulation.failNode('a');
    if (what === 'return of node') simulation.recoverNode('a');
    if (what === 'use') simulation.setUse(ref, { memoryBytes: 1_000_000_000 });
    if (what === 'node use') simulation.setUse({ kind: 'Node', name: 'b' }, { memoryBytes: 4_000_000_000, diskBytes: 40_000_000_000 });
    if (what === 'drain') simulation.drain('b');
    if (what === 'delete') simulation.delete(ref);
    simulation.run({ untilMs: simulation.nowMs + 60_000 });
    ends.push(simulation.run().complete);
  }
  return { simulation, ends };
}

test('whatever containers do and whatever happens to them, a run comes to its end, and twice to the same', () => {
  fc.assert(
    fc.property(workload, fc.array(event, { maxLength: 3 }), (given, events) => {
      const { simulation, ends } = play(given, events);
      expect(ends).not.toContain(false);
      expect(JSON.stringify(play(given, events).simulation.log) === JSON.stringify(simulation.log)).toBe(true);
    }),
    { numRuns: 60, seed: 1 },
  );
}, 60_000);
