import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../api/json.ts';
import type { KubeObject } from '../api/object.ts';
import { createRequest, updateRequest, type Accepted, type Rejected, type RequestContext } from './request.ts';

const IN_SHOP: RequestContext = { version: '1.36', namespace: 'shop', endpoint: { apiVersion: 'v1', kind: 'ConfigMap' } };
const configMap = (change: JsonObject = {}): JsonObject => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, ...change });

function rejected(value: JsonObject, context: RequestContext = IN_SHOP): Rejected {
  return createRequest(value, context) as Rejected;
}

function accepted(value: JsonObject, context: RequestContext = IN_SHOP): Accepted {
  const outcome = createRequest(value, context);
  expect(outcome.verdict).toBe('accepted');
  return outcome as Accepted;
}

describe('a create', () => {
  test('fills in what the URL says', () => {
    expect(accepted({ metadata: { name: 'a' } }).object).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' } });
  });

  test('does not change the value that it is given', () => {
    const value = configMap({ metadata: { name: 'a', uid: 'x', labels: { a: null } } });
    const before = JSON.stringify(value);
    expect(accepted(value).object.metadata).toEqual({ name: 'a', namespace: 'shop', labels: { a: '' } });
    expect(JSON.stringify(value)).toBe(before);
  });

  test('generates names from a prefix', () => {
    const { name = '' } = accepted(configMap({ metadata: { generateName: 'a'.repeat(70) } })).object.metadata;
    expect(name).toMatch(/^a{58}[a-z]{5}$/);
  });

  test.each<[string, JsonObject, number]>([
    ['a namespace that contradicts the URL', configMap({ metadata: { name: 'a', namespace: 'other' } }), 400],
    ['a kind that does not exist', configMap({ kind: 'ConfigMop' }), 400],
    ['an object of another kind', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } }, 400],
    ['a kind that is no string', configMap({ kind: 5 }), 400],
    ['an apiVersion with two slashes', configMap({ apiVersion: 'a/b/c' }), 400],
    ['an unknown field', configMap({ dat: {} }), 400],
    ['a value of the wrong type', configMap({ data: { a: 1 } }), 400],
    ['a bad name', configMap({ metadata: { name: 'Bad' } }), 422],
    ['no name', configMap({ metadata: {} }), 422],
  ])('refuses %s', (_what, value, code) => {
    expect(rejected(value)).toMatchObject({ verdict: 'rejected', code });
  });

  test('refuses what cannot be read from an annotation as what cannot be decoded', () => {
    const metadata = { name: 'a', annotations: { 'deprecated.daemonset.template.generation': 'first' } };
    expect(createRequest({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata }, { version: '1.36' })).toMatchObject({ code: 400, path: 'metadata.annotations[deprecated.daemonset.template.generation]' });
  });

  test('drops unknown fields when it is asked to', () => {
    expect(accepted(configMap({ dat: {} }), { ...IN_SHOP, fieldValidation: 'Ignore' }).object).not.toHaveProperty('dat');
  });

  test('takes the namespace off what has none', () => {
    const context: RequestContext = { version: '1.36' };
    expect(accepted({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a', namespace: 'b' } }, context).object.metadata.namespace).toBeUndefined();
  });

  test('lets privileged containers in, unless the server does not', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [{ name: 'a', image: 'a', securityContext: { privileged: true } }] } };
    const context: RequestContext = { version: '1.36' };
    accepted(pod, context);
    expect(rejected(pod, { ...context, allowPrivileged: false }).errors).toMatchObject([{ path: 'spec.containers[0].securityContext.privileged', reason: 'FieldValueForbidden' }]);
  });

  test('asks admission, which knows only what it is told of the cluster', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { priorityClassName: 'high', containers: [{ name: 'a', image: 'a' }] } };
    const none = { complete: true, priorityClasses: [], runtimeClasses: [], storageClasses: [], ingressClasses: [] };
    accepted(pod, { version: '1.36' });
    expect(rejected(pod, { version: '1.36', cluster: none })).toMatchObject({ code: 403, path: 'spec.priorityClassName' });
    const known = accepted(pod, { version: '1.36', cluster: { ...none, priorityClasses: [{ metadata: { name: 'high' }, value: 7 }] } });
    expect(known.object).toMatchObject({ spec: { priority: 7 } });
  });
});

describe('an update', () => {
  const stored: KubeObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop', uid: 'u', resourceVersion: '3', creationTimestamp: '2025-01-01T00:00:00Z' } };
  const change = (metadata: JsonObject): JsonObject => configMap({ metadata: { name: 'a', namespace: 'shop', ...metadata } });

  test('carries over what a client leaves out', () => {
    const outcome = updateRequest(change({ labels: { a: 'b' } }), stored, { version: '1.36' });
    expect(outcome).toMatchObject({ verdict: 'accepted', code: 200, object: { metadata: { uid: 'u', resourceVersion: '3', creationTimestamp: '2025-01-01T00:00:00Z', labels: { a: 'b' } } } });
  });

  test.each<[string, JsonObject, number]>([
    ['another name', { name: 'b' }, 400],
    ['no name', { name: '' }, 400],
    ['another uid', { uid: 'v' }, 409],
    ['an older version', { resourceVersion: '2' }, 409],
    ['a grace period', { deletionGracePeriodSeconds: 5 }, 422],
  ])('refuses %s', (_what, metadata, code) => {
    expect(updateRequest(change(metadata), stored, { version: '1.36' })).toMatchObject({ verdict: 'rejected', code });
  });
});
