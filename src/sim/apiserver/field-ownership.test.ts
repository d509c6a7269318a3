import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import { applyTypeOf } from '../../schema/apply/struct-apply-type.ts';
import { structOf } from '../../schema/definitions.ts';
import { createSimulation } from '../simulation.ts';
import { FieldOwnership } from './field-ownership.ts';

const POD = applyTypeOf(structOf('core/v1.Pod', '1.36'));
const metadata = { name: 'a', uid: 'u' };
const pod = (...containers: JsonObject[]): JsonObject => ({ apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers } });

/** Applies `before` and `after` as one manager, with `stored` in the store in between. */
function reapplied(before: JsonObject | undefined, stored: JsonObject, after: JsonObject): JsonObject {
  const ownership = new FieldOwnership();
  const live = stored as unknown as KubeObject;
  if (before !== undefined) {
    const first = ownership.merge(undefined, before, 'me', POD);
    ownership.remember(live, first.managers);
  }
  return ownership.merge(live, after, 'me', POD).object as unknown as JsonObject;
}

describe('forced applies in the simulated API server', () => {
  test('merge containers by name and keep what the server and others have filled in', () => {
    const stored = pod({ name: 'app', image: 'a:1', imagePullPolicy: 'IfNotPresent' }, { name: 'proxy', image: 'p:1' });
    expect(reapplied(undefined, stored, pod({ name: 'app', image: 'a:2' }))).toEqual(pod({ name: 'app', image: 'a:2', imagePullPolicy: 'IfNotPresent' }, { name: 'proxy', image: 'p:1' }));
  });

  test('remove what is no longer applied, but not containers of others', () => {
    const before = pod({ name: 'app', image: 'a:1', command: ['run'] }, { name: 'helper', image: 'h:1' });
    const stored = pod({ name: 'app', image: 'a:1', command: ['run'], terminationMessagePath: '/log' }, { name: 'helper', image: 'h:1', terminationMessagePath: '/log' }, { name: 'injected', image: 'i:1' });
    expect(reapplied(before, stored, pod({ name: 'app', image: 'a:1' }))).toEqual(pod({ name: 'app', image: 'a:1', terminationMessagePath: '/log' }, { name: 'injected', image: 'i:1' }));
  });

  test('tell ports apart with the default protocol, and replace atomic lists', () => {
    const stored = pod({ name: 'app', ports: [{ containerPort: 80, protocol: 'TCP' }] });
    expect(reapplied(undefined, stored, pod({ name: 'app', ports: [{ containerPort: 80, name: 'http' }] }))).toEqual(pod({ name: 'app', ports: [{ containerPort: 80, protocol: 'TCP', name: 'http' }] }));
    const tolerating = (key: string): JsonObject => ({ apiVersion: 'v1', kind: 'Pod', metadata, spec: { tolerations: [{ key }] } });
    expect(reapplied(undefined, tolerating('a'), tolerating('b'))).toEqual(tolerating('b'));
  });
});

describe('applies and other writers', () => {
  const web = (spec: object): KubeObject =>
    ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } }, ...spec } }) as KubeObject;
  const replicasOf = (object: KubeObject | undefined): unknown => (object as { spec?: { replicas?: number } } | undefined)?.spec?.replicas;
  const ref = { kind: 'Deployment', name: 'web', namespace: 'default' };

  test('a count that somebody else has set stays when the manifest stops naming it, and goes to the default when nobody has', () => {
    const scaled = createSimulation({ placement: 'anywhere' });
    scaled.apply(web({ replicas: 2 }));
    scaled.scale(ref, 5);
    scaled.apply(web({}));
    expect(replicasOf(scaled.get(ref))).toBe(5);
    const untouched = createSimulation({ placement: 'anywhere' });
    untouched.apply(web({ replicas: 2 }));
    untouched.apply(web({}));
    expect(replicasOf(untouched.get(ref))).toBe(1);
  });

  test('custom objects get the defaults of their schema and are held to it', () => {
    const simulation = createSimulation({ placement: 'anywhere' });
    const schema = { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties: { size: { type: 'integer', default: 3 } } } } } };
    simulation.apply({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'boxes.example.org' },
      spec: { group: 'example.org', scope: 'Namespaced', names: { kind: 'Box', plural: 'boxes' }, versions: [{ name: 'v1', served: true, storage: true, schema }] },
    } as KubeObject);
    const box = (spec: object): KubeObject => ({ apiVersion: 'example.org/v1', kind: 'Box', metadata: { name: 'b' }, spec }) as KubeObject;
    expect(simulation.apply(box({}))).toMatchObject({ accepted: true, object: { spec: { size: 3 } } });
    expect(simulation.apply(box({ size: 'large' }))).toMatchObject({ accepted: false, code: 422, causes: [{ path: 'spec.size' }] });
  });
});
