import { expect, test } from 'vitest';
import { podTemplateOf } from './workload.ts';

test('a Pod is its own template', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', spec: {} };
  expect(podTemplateOf(pod)).toEqual({ template: pod, path: '', specPath: 'spec' });
});

test('a CronJob has it deep inside', () => {
  const template = { spec: {} };
  const cronJob = { apiVersion: 'batch/v1', kind: 'CronJob', spec: { jobTemplate: { spec: { template } } } };
  expect(podTemplateOf(cronJob)).toEqual({ template, path: 'spec.jobTemplate.spec.template', specPath: 'spec.jobTemplate.spec.template.spec' });
});

test('other kinds, and workloads without one, have none', () => {
  expect(podTemplateOf({ apiVersion: 'v1', kind: 'Service' })).toBeUndefined();
  expect(podTemplateOf({ apiVersion: 'example.org/v1', kind: 'Deployment' })).toBeUndefined();
  expect(podTemplateOf({ apiVersion: 'v1', kind: 'ReplicationController' })).toBeUndefined();
});
