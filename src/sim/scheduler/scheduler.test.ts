import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Node, Pod } from '../../api/types/core-v1.ts';
import { schedulerFeatures } from './features.ts';
import { defaultProfile } from './profile.ts';
import { schedulePod } from './schedule-pod.ts';
import { Scheduler } from './scheduler.ts';
import { Snapshot } from './snapshot.ts';

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';
const profile = defaultProfile(schedulerFeatures('1.36'));

const app = fc.constantFrom('web', 'api', 'db');
const selector = app.map((name) => ({ matchLabels: { app: name } }));
const topologyKey = fc.constantFrom(ZONE, HOST);

const node = fc.record({
  zone: fc.constantFrom('a', 'b', 'c', undefined),
  cpu: fc.constantFrom('1', '2', '4'),
  pods: fc.constantFrom('2', '5', '110'),
  unschedulable: fc.boolean(),
  taint: fc.constantFrom(undefined, 'NoSchedule', 'PreferNoSchedule'),
});

function nodeOf(index: number, { zone, cpu, pods, unschedulable, taint }: { zone: string | undefined; cpu: string; pods: string; unschedulable: boolean; taint: string | undefined }): Node {
  const name = `node-${index}`;
  return {
    metadata: { name, labels: { [HOST]: name, ...(zone === undefined ? {} : { [ZONE]: zone }) } },
    spec: { unschedulable: unschedulable && index % 3 === 0, taints: taint === undefined ? [] : [{ key: 'k', effect: taint }] },
    status: { allocatable: { cpu, memory: '4Gi', pods } },
  };
}

const term = fc.record({ labelSelector: selector, topologyKey });
const template = fc.record({
  labels: app,
  priority: fc.constantFrom(0, 0, 0, 100),
  cpu: fc.constantFrom(undefined, '100m', '500m', '1500m'),
  hostPort: fc.constantFrom(undefined, undefined, undefined, 8080),
  spread: fc.option(fc.record({ topologyKey, maxSkew: fc.integer({ min: 1, max: 2 }), labelSelector: selector, whenUnsatisfiable: fc.constantFrom('DoNotSchedule', 'ScheduleAnyway'), nodeTaintsPolicy: fc.constantFrom('Honor', 'Ignore') }), { nil: undefined }),
  affinity: fc.option(term, { nil: undefined, freq: 3 }),
  antiAffinity: fc.option(term, { nil: undefined, freq: 3 }),
  preferred: fc.option(term, { nil: undefined, freq: 2 }),
  tolerates: fc.boolean(),
});

type Template = typeof template extends fc.Arbitrary<infer T> ? T : never;

function podOf(index: number, { labels, priority, cpu, hostPort, spread, affinity, antiAffinity, preferred, tolerates }: Template): Pod {
  return {
    metadata: { name: `pod-${index}`, namespace: 'default', labels: { app: labels } },
    spec: {
      priority,
      containers: [{ name: 'c', image: 'app:1', resources: cpu === undefined ? {} : { requests: { cpu } }, ports: hostPort === undefined ? [] : [{ containerPort: 80, hostPort }] }],
      tolerations: tolerates ? [{ key: 'k', operator: 'Exists' }] : [],
      topologySpreadConstraints: spread === undefined ? [] : [spread],
      affinity: {
        ...(affinity === undefined ? {} : { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [affinity] } }),
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: antiAffinity === undefined ? [] : [antiAffinity],
          preferredDuringSchedulingIgnoredDuringExecution: preferred === undefined ? [] : [{ weight: 7, podAffinityTerm: preferred }],
        },
      },
    },
  };
}

describe('Scheduler', () => {
  it('decides as a run that asks every plugin about every node', () => {
    const step = fc.record({ template: fc.nat({ max: 3 }), remove: fc.option(fc.nat({ max: 30 }), { freq: 3 }), relabel: fc.option(fc.nat({ max: 7 }), { freq: 8 }) });
    const property = fc.property(fc.array(node, { minLength: 1, maxLength: 8 }), fc.array(template, { minLength: 4, maxLength: 4 }), fc.array(step, { maxLength: 30 }), fc.boolean(), (nodes, templates, steps, hasService) => {
      const snapshot = new Snapshot();
      nodes.forEach((description, index) => snapshot.setNode(nodeOf(index, description)));
      if (hasService) snapshot.setObject({ apiVersion: 'v1', kind: 'Service', metadata: { name: 's', namespace: 'default' }, spec: { selector: { app: 'web' } } } as never);
      const scheduler = new Scheduler(snapshot, [profile]);
      steps.forEach(({ template: choice, remove, relabel }, index) => {
        const pod = podOf(index, templates[choice] as Template);
        const fast = scheduler.schedule(pod, profile);
        expect(fast).toEqual(schedulePod(pod, snapshot, profile));
        const brief = scheduler.schedule(pod, profile, { explain: false });
        if (fast.kind === 'placed') {
          expect(brief).toMatchObject({ kind: 'placed', node: fast.node, candidates: fast.candidates, feasibleNodes: fast.feasibleNodes });
          snapshot.setPod({ ...pod, spec: { ...pod.spec, nodeName: fast.node } });
        } else if (fast.kind === 'unschedulable' && fast.preemption !== undefined) {
          snapshot.nominate(pod, fast.preemption.node);
          for (const victim of fast.preemption.victims.slice(0, 1)) snapshot.setPod({ ...victim.pod, metadata: { ...victim.pod.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } });
        }
        if (remove !== null) snapshot.removePod('default', `pod-${remove}`);
        const changed = relabel === null ? undefined : nodes[relabel];
        if (changed !== undefined && relabel !== null) snapshot.setNode(nodeOf(relabel, { ...changed, zone: `z${index}` }));
      });
    });
    fc.assert(property, { numRuns: 150 });
  });

  it('leaves the snapshot as it was when it looks for pods to preempt', () => {
    const snapshot = new Snapshot();
    snapshot.setNode(nodeOf(1, { zone: 'a', cpu: '1', pods: '110', unschedulable: false, taint: undefined }));
    const low = podOf(1, { labels: 'web', priority: 0, cpu: '500m', hostPort: undefined, spread: undefined, affinity: undefined, antiAffinity: undefined, preferred: undefined, tolerates: false });
    snapshot.setPod({ ...low, spec: { ...low.spec, nodeName: 'node-1' } });
    const high = podOf(2, { labels: 'web', priority: 100, cpu: '1', hostPort: undefined, spread: undefined, affinity: undefined, antiAffinity: undefined, preferred: undefined, tolerates: false } as never);
    high.spec = { ...high.spec, containers: [{ name: 'c', resources: { requests: { cpu: '1' } } }] };
    const scheduler = new Scheduler(snapshot, [profile]);
    const first = scheduler.schedule(high, profile);
    expect(first).toMatchObject({ kind: 'unschedulable', message: '0/1 nodes are available: 1 Insufficient cpu.', preemption: { node: 'node-1' } });
    expect(scheduler.schedule(high, profile)).toEqual(first);
    expect(snapshot.node('node-1')?.pods.map(({ name }) => name)).toEqual(['pod-1']);
  });
});
