import { describe, expect, it } from 'vitest';
import { resourceOf } from '../resources.ts';
import { builtInKind, type ApplyKind } from './apply-kind.ts';
import { kubectlApply } from './kubectl-apply.ts';
import { writeObject, type OwnedObject } from './write-object.ts';

function kindOf(apiVersion: string, kind: string): ApplyKind {
  const resource = resourceOf(apiVersion, kind, '1.36');
  if (resource === undefined) throw new Error(kind);
  return builtInKind(resource, { version: '1.36', namespace: 'shop' });
}

function stored(outcome: ReturnType<typeof kubectlApply>): OwnedObject {
  if (outcome.did === 'refused') throw new Error(outcome.refusal.message);
  const { object, managers } = outcome.stored;
  return { object: { ...object, metadata: { ...object.metadata, uid: 'u', resourceVersion: '1' } }, managers };
}

describe('kubectlApply', () => {
  const kind = kindOf('v1', 'ConfigMap');
  const map = (data: Record<string, string>): Parameters<typeof kubectlApply>[1] => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' }, data });

  it('creates, leaves alone what is the same, and removes only what it applied itself', () => {
    const created = kubectlApply(undefined, map({ a: '1', b: '<2>' }), kind);
    expect(created.did).toBe('created');
    expect(kubectlApply(stored(created), map({ a: '1', b: '<2>' }), kind).did).toBe('unchanged');
    const patched = writeObject(stored(created), { verb: 'merge', body: { data: { other: 'x' } }, writer: { manager: 'controller', apiVersion: 'v1' } }, kind);
    if (!patched.accepted) throw new Error(patched.message);
    const configured = kubectlApply(stored({ did: 'configured', stored: patched }), map({ a: '2' }), kind);
    expect(configured.did).toBe('configured');
    expect(stored(configured).object).toMatchObject({ data: { a: '2', other: 'x' } });
  });

  it('notes the manifest as Go writes JSON', () => {
    const { annotations } = stored(kubectlApply(undefined, map({ b: '<2>', a: '1' }), kind)).object.metadata;
    expect(annotations).toEqual({
      'kubectl.kubernetes.io/last-applied-configuration': '{"apiVersion":"v1","data":{"a":"1","b":"\\u003c2\\u003e"},"kind":"ConfigMap","metadata":{"annotations":{},"name":"a","namespace":"shop"}}\n',
    });
  });

  it('hands on why the server refuses', () => {
    const outcome = kubectlApply(undefined, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'A_', namespace: 'shop' } }, kind);
    expect(outcome.did === 'refused' && outcome.refusal.causes.map(({ path }) => path)).toEqual(['metadata.name']);
  });
});

describe('writeObject', () => {
  const kind = kindOf('apps/v1', 'Deployment');
  const body = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { minReadySeconds: 0, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1', ports: [{ containerPort: 80 }] }] } } },
  };

  it('tells a conflict as the server does', () => {
    const first = writeObject(undefined, { verb: 'create', body, writer: { manager: 'kubectl', apiVersion: 'apps/v1' } }, kind);
    if (!first.accepted) throw new Error(first.message);
    const second = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: 3 } };
    const outcome = writeObject(first, { verb: 'apply', body: second, writer: { manager: 'me', apiVersion: 'apps/v1' }, force: false }, kind);
    expect(outcome).toMatchObject({ accepted: false, code: 409, reason: 'Conflict', causes: [{ path: '.spec.replicas', message: 'conflict with "kubectl" using apps/v1' }] });
    expect(!outcome.accepted && outcome.message).toBe('Apply failed with 1 conflict: conflict with "kubectl" using apps/v1: .spec.replicas');
  });

  it('refuses patches that do not fit and objects that are not there', () => {
    const writer = { manager: 'me', apiVersion: 'apps/v1' };
    expect(writeObject(undefined, { verb: 'merge', body: {}, writer }, kind)).toMatchObject({ code: 404 });
    const first = writeObject(undefined, { verb: 'create', body, writer }, kind);
    if (!first.accepted) throw new Error(first.message);
    expect(writeObject(first, { verb: 'create', body, writer }, kind)).toMatchObject({ code: 409, reason: 'AlreadyExists' });
    expect(writeObject(first, { verb: 'json', operations: [{ op: 'remove', path: '/nothing' }], writer }, kind)).toMatchObject({ code: 422 });
  });
});
