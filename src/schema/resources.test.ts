import { expect, test } from 'vitest';
import { allResources, resourceOf, versionsServing } from './resources.ts';

test('a resource by kind and version', () => {
  expect(resourceOf('apps/v1', 'Deployment', '1.36')).toMatchObject({ group: 'apps', version: 'v1', plural: 'deployments', namespaced: true, subresources: ['scale', 'status'] });
  expect(resourceOf('v1', 'Node', '1.29')).toMatchObject({ group: '', plural: 'nodes', namespaced: false });
  expect(resourceOf('apps/v1', 'Deploymint', '1.36')).toBeUndefined();
});

test('API versions come and go', () => {
  expect(resourceOf('flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', '1.31')).toBeDefined();
  expect(resourceOf('flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', '1.32')).toBeUndefined();
  expect(versionsServing('flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema')).toEqual(['1.29', '1.30', '1.31']);
  expect(versionsServing('extensions/v1beta1', 'Ingress')).toEqual([]);
});

test('subresources of a version', () => {
  expect(resourceOf('v1', 'Pod', '1.36')?.subresources).toContain('resize');
  expect(resourceOf('v1', 'Pod', '1.29')?.subresources).not.toContain('resize');
});

test('every resource has a definition', () => {
  expect(allResources('1.36').length).toBeGreaterThan(80);
});
