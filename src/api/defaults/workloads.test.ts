import { describe, expect, test } from 'vitest';
import type { ValidationContext } from '../strategy.ts';
import type { Pod } from '../types/core-v1.ts';
import { defaultPod } from './pod.ts';
import { defaultVolume } from './volume.ts';
import { defaultCronJob, defaultDaemonSet, defaultJob, defaultReplicationController, defaultStatefulSet } from './workloads.ts';

const NOW: ValidationContext = { version: '1.36' };

function pod(spec: Pod['spec'], context = NOW): NonNullable<Pod['spec']> {
  const made: Pod = { spec: { containers: [{ name: 'a', image: 'a:1' }], ...spec } };
  defaultPod(made, context);
  return made.spec ?? {};
}

describe('pods', () => {
  test('limits are requests where there are none', () => {
    const [container] = pod({ containers: [{ name: 'a', resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '500m' } } }] }).containers ?? [];
    expect(container?.resources?.requests).toEqual({ cpu: '500m', memory: '1Gi' });
  });

  test('amounts are kept to thousandths', () => {
    const [container] = pod({ containers: [{ name: 'a', resources: { requests: { cpu: '100100u', memory: '-1n' } } }] }).containers ?? [];
    expect(container?.resources?.requests).toEqual({ cpu: '101m', memory: '-1m' });
  });

  test('ports are those of the node on its network', () => {
    expect(pod({ hostNetwork: true, containers: [{ name: 'a', ports: [{ containerPort: 80 }] }] }).containers?.[0]?.ports).toEqual([{ containerPort: 80, hostPort: 80, protocol: 'TCP' }]);
  });

  test('both names of the service account are alike', () => {
    expect(pod({ serviceAccount: 'old' })).toMatchObject({ serviceAccountName: 'old', serviceAccount: 'old' });
    expect(pod({ serviceAccount: 'old', serviceAccountName: 'new' })).toMatchObject({ serviceAccountName: 'new', serviceAccount: 'new' });
  });

  test('requests of the whole follow from the parts, and where there are none from its limits', () => {
    const spec = pod({ resources: { limits: { cpu: '4', memory: '1Gi' } }, containers: [{ name: 'a', resources: { requests: { cpu: '1' } } }, { name: 'b', resources: { requests: { cpu: '500m' } } }] });
    expect(spec.resources?.requests).toEqual({ cpu: '1500m', memory: '1Gi' });
    expect(pod({ resources: {}, containers: [{ name: 'a', resources: { requests: { cpu: '1' } } }] }).resources).toEqual({});
  });
});

test('volumes', () => {
  const volume = { name: 'a' };
  defaultVolume(volume, NOW);
  expect(volume).toEqual({ name: 'a', emptyDir: {} });
  const image = { name: 'a', image: { reference: 'a' } };
  defaultVolume(image, { version: '1.34' });
  expect(image.image).toEqual({ reference: 'a' });
  defaultVolume(image, NOW);
  expect(image.image).toEqual({ reference: 'a', pullPolicy: 'Always' });
});

test('a Job runs one pod unless told otherwise', () => {
  const numbers = (spec: object): unknown => {
    const job = { spec: { ...spec } };
    defaultJob(job, NOW);
    const { completions, parallelism, backoffLimit, podReplacementPolicy } = job.spec as { completions?: number; parallelism?: number; backoffLimit?: number; podReplacementPolicy?: string };
    return [completions, parallelism, backoffLimit, podReplacementPolicy];
  };
  expect(numbers({})).toEqual([1, 1, 6, 'TerminatingOrFailed']);
  expect(numbers({ parallelism: 3 })).toEqual([undefined, 3, 6, 'TerminatingOrFailed']);
  expect(numbers({ completions: 3, backoffLimitPerIndex: 1, podFailurePolicy: {} })).toEqual([3, 1, 2147483647, 'Failed']);
});

test('the Job in a CronJob waits for its defaults, its pods do not', () => {
  const cronJob = { spec: { jobTemplate: { spec: { podFailurePolicy: { rules: [{ onPodConditions: [{ type: 'A' }] }] } } } } };
  defaultCronJob(cronJob, NOW);
  expect(cronJob.spec).toMatchObject({ concurrencyPolicy: 'Allow', suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 });
  expect(cronJob.spec.jobTemplate.spec).toMatchObject({ podFailurePolicy: { rules: [{ onPodConditions: [{ type: 'A', status: 'True' }] }] }, template: { spec: { restartPolicy: 'Always' } } });
  expect(cronJob.spec.jobTemplate.spec).not.toHaveProperty('backoffLimit');
});

test('an update strategy is completed only when its type is', () => {
  const strategies = [{}, { type: 'RollingUpdate' }, { type: 'OnDelete' }].map((updateStrategy) => {
    const statefulSet = { spec: { updateStrategy } };
    const daemonSet = { spec: { updateStrategy: { ...updateStrategy } } };
    defaultStatefulSet(statefulSet, NOW);
    defaultDaemonSet(daemonSet, NOW);
    return [statefulSet.spec.updateStrategy, daemonSet.spec.updateStrategy];
  });
  const rolling = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } };
  expect(strategies).toEqual([
    [{ type: 'RollingUpdate', rollingUpdate: { partition: 0 } }, rolling],
    [{ type: 'RollingUpdate' }, rolling],
    [{ type: 'OnDelete' }, { type: 'OnDelete' }],
  ]);
});

test('a ReplicationController takes labels and selector from its template', () => {
  const controller = { spec: { template: { metadata: { labels: { a: 'b' } } } } };
  defaultReplicationController(controller, NOW);
  expect(controller).toMatchObject({ metadata: { labels: { a: 'b' } }, spec: { selector: { a: 'b' }, replicas: 1 } });
});
