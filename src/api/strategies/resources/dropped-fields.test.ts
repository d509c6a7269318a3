import { expect, test } from 'vitest';
import type { KubernetesVersion } from '../../kubernetes-version.ts';
import type { KubeObject } from '../../object.ts';
import { strategyOf } from '../index.ts';

/** What is left of a spec after a create, and after an update of `stored`. */
function kept(apiVersion: string, kind: string, spec: object, version: KubernetesVersion, stored?: object): unknown {
  const objectOf = (content: object): KubeObject => ({ apiVersion, kind, metadata: {}, spec: structuredClone(content) }) as KubeObject;
  const object = objectOf(spec);
  const strategy = strategyOf(apiVersion, kind);
  if (stored === undefined) strategy?.prepareForCreate?.(object, { version });
  else strategy?.prepareForUpdate?.(object, objectOf(stored), { version });
  return (object as { spec?: unknown }).spec;
}

test('a Node keeps a source of configuration only if it has one', () => {
  const spec = { configSource: { configMap: { name: 'a' } } };
  expect(kept('v1', 'Node', spec, '1.36')).toEqual({});
  expect(kept('v1', 'Node', spec, '1.36', {})).toEqual({});
  expect(kept('v1', 'Node', spec, '1.36', spec)).toEqual(spec);
});

test('a claim has no source in another namespace', () => {
  const dataSourceRef = { kind: 'PersistentVolumeClaim', name: 'a', namespace: 'b' };
  expect(kept('v1', 'PersistentVolumeClaim', { dataSourceRef }, '1.36')).toEqual({});
  expect(kept('v1', 'PersistentVolumeClaim', { dataSourceRef }, '1.36', { dataSourceRef })).toEqual({ dataSourceRef });
});

test.each<[string, string, object, KubernetesVersion]>([
  ['v1', 'PersistentVolume', { volumeAttributesClassName: 'gold' }, '1.34'],
  ['v1', 'PersistentVolumeClaim', { volumeAttributesClassName: 'gold' }, '1.34'],
  ['v1', 'Service', { trafficDistribution: 'PreferClose' }, '1.31'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler', { behavior: { scaleUp: { tolerance: '0.1' } } }, '1.35'],
])('%s %s: %j is kept from %s on', (apiVersion, kind, spec, since) => {
  const before = since.replace(/\d+$/, (minor) => String(Number(minor) - 1)) as KubernetesVersion;
  expect(kept(apiVersion, kind, spec, since)).toEqual(spec);
  expect(kept(apiVersion, kind, spec, before)).not.toEqual(spec);
  expect(kept(apiVersion, kind, spec, before, spec)).toEqual(spec);
});

test('whoever writes a ServiceCIDR writes its status too', () => {
  const rangeWith = (status: object): KubeObject => ({ apiVersion: 'networking.k8s.io/v1', kind: 'ServiceCIDR', metadata: {}, status }) as KubeObject;
  const range = rangeWith({ conditions: [] });
  const strategy = strategyOf(range.apiVersion, range.kind);
  strategy?.prepareForCreate?.(range, { version: '1.36' });
  strategy?.prepareForUpdate?.(range, rangeWith({}), { version: '1.36' });
  expect(range).toHaveProperty('status', { conditions: [] });
});
