import { describe, expect, test } from 'vitest';
import type { ValidationContext } from '../strategy.ts';
import type { Pod } from '../types/core-v1.ts';
import { dropDisabledPodFields } from './disabled-pod-fields.ts';
import { preparePodForCreate, preparePodForUpdate } from './pod.ts';
import { prepareDaemonSetForCreate, prepareDaemonSetForUpdate, prepareJobForCreate, prepareStatefulSetForCreate, prepareStatefulSetForUpdate } from './workloads.ts';

const NOW: ValidationContext = { version: '1.36' };

describe('pods', () => {
  test('a client sets neither status nor generation', () => {
    const pod: Pod = { metadata: { generation: 7 }, spec: { schedulingGates: [{ name: 'a' }], terminationGracePeriodSeconds: -1 }, status: { phase: 'Running' } };
    preparePodForCreate(pod, NOW);
    expect(pod.metadata).toEqual({});
    expect(pod.spec?.terminationGracePeriodSeconds).toBe(1);
    expect(pod.status).toMatchObject({ phase: 'Pending', qosClass: 'BestEffort', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }] });
    preparePodForUpdate(pod, { status: { phase: 'Running' } }, NOW);
    expect(pod.status).toEqual({ phase: 'Running' });
  });

  test('label keys become requirements in the releases that merge them', () => {
    const constraints = (version: ValidationContext['version']): unknown => {
      const pod: Pod = { metadata: { labels: { a: '1' } }, spec: { topologySpreadConstraints: [{ labelSelector: {}, matchLabelKeys: ['a', 'b'] }, { matchLabelKeys: ['a'] }] } };
      preparePodForCreate(pod, { version });
      return pod.spec?.topologySpreadConstraints?.map((constraint) => constraint.labelSelector);
    };
    expect(constraints('1.33')).toEqual([{}, undefined]);
    expect(constraints('1.34')).toEqual([{ matchExpressions: [{ key: 'a', operator: 'In', values: ['1'] }] }, undefined]);
  });

  test('what the stored pod already uses may stay though its feature is off', () => {
    const spec = { hostUsers: false, containers: [{ securityContext: { procMount: 'Unmasked' } }] };
    dropDisabledPodFields(spec, '1.30', structuredClone(spec));
    expect(spec).toEqual({ hostUsers: false, containers: [{ securityContext: { procMount: 'Unmasked' } }] });
    dropDisabledPodFields(spec, '1.30');
    expect(spec).toEqual({ containers: [{ securityContext: { procMount: 'Default' } }] });
  });
});

test('a Job gets a selector that is its own, unless that is done by hand', () => {
  const job = { metadata: { name: 'j', uid: 'u' }, spec: { template: { metadata: { labels: { 'job-name': 'mine' } } } } };
  prepareJobForCreate(job, NOW);
  expect(job.spec).toEqual({
    selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': 'u' } },
    template: { metadata: { labels: { 'job-name': 'mine', 'batch.kubernetes.io/job-name': 'j', 'controller-uid': 'u', 'batch.kubernetes.io/controller-uid': 'u' } } },
  });
  const byHand = { spec: { manualSelector: true, managedBy: 'a/b', successPolicy: {} } };
  prepareJobForCreate(byHand, { version: '1.30' });
  expect(byHand.spec).toEqual({ manualSelector: true });
});

test('a DaemonSet counts the changes of its template', () => {
  const count = (object: object): unknown => (object as { metadata?: { annotations?: Record<string, string> } }).metadata?.annotations?.['deprecated.daemonset.template.generation'];
  const old = { spec: { template: { spec: { hostname: 'a' } } } };
  prepareDaemonSetForCreate(old, NOW);
  const same = { spec: { template: { spec: { hostname: 'a' } }, minReadySeconds: 5 } };
  const other = { spec: { template: { spec: { hostname: 'b' } } } };
  prepareDaemonSetForUpdate(same, old, NOW);
  prepareDaemonSetForUpdate(other, old, NOW);
  expect([count(old), count(same), count(other)]).toEqual(['1', '1', '2']);
  const copied = { metadata: { annotations: { 'deprecated.daemonset.template.generation': '7' } } };
  prepareDaemonSetForCreate(copied, NOW);
  expect(count(copied)).toBe('7');
});

test('a StatefulSet may keep maxUnavailable only when it had it', () => {
  const made = (): { spec: { updateStrategy: { rollingUpdate: { maxUnavailable?: number } } } } => ({ spec: { updateStrategy: { rollingUpdate: { maxUnavailable: 2 } } } });
  const created = made();
  prepareStatefulSetForCreate(created, NOW);
  expect(created.spec.updateStrategy.rollingUpdate).toEqual({});
  const updated = made();
  prepareStatefulSetForUpdate(updated, made(), NOW);
  expect(updated.spec.updateStrategy.rollingUpdate).toEqual({ maxUnavailable: 2 });
});
