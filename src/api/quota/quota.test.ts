import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../object.ts';
import { formatQuantity } from '../quantity.ts';
import type { ResourceQuota } from '../types/core-v1.ts';
import { inScope } from './scope.ts';
import { unstatedIn } from './unstated.ts';
import { usageOf } from './usage.ts';

const object = (kind: string, spec: object, rest: object = {}): KubeObject => ({ apiVersion: 'v1', kind, metadata: { name: 'a', namespace: 'shop' }, spec, ...rest }) as KubeObject;
const used = (value: KubeObject, kind: string, plural: string): Record<string, string> => Object.fromEntries([...usageOf(value, kind, plural)].map(([name, amount]) => [name, formatQuantity(amount)]));

describe('usageOf', () => {
  it('counts a pod, and a finished one as an object only', () => {
    const spec = { containers: [{ resources: { requests: { cpu: '500m', 'example.org/gpu': '1' }, limits: { cpu: '1' } } }] };
    expect(used(object('Pod', spec), 'Pod', 'pods')).toEqual({ 'count/pods': '1', pods: '1', cpu: '500m', 'requests.cpu': '500m', 'requests.example.org/gpu': '1', 'limits.cpu': '1' });
    expect(used(object('Pod', spec, { status: { phase: 'Succeeded' } }), 'Pod', 'pods')).toEqual({ 'count/pods': '1' });
  });
  it('counts what Services and claims cost', () => {
    expect(used(object('Service', { type: 'LoadBalancer', ports: [{}, {}] }), 'Service', 'services')).toMatchObject({ services: '1', 'services.loadbalancers': '1', 'services.nodeports': '2' });
    expect(used(object('PersistentVolumeClaim', { storageClassName: 'fast', resources: { requests: { storage: '5Gi' } } }), 'PersistentVolumeClaim', 'persistentvolumeclaims')).toMatchObject({
      'requests.storage': '5Gi',
      'fast.storageclass.storage.k8s.io/requests.storage': '5Gi',
      'fast.storageclass.storage.k8s.io/persistentvolumeclaims': '1',
    });
  });
  it('counts devices by class, of alternatives the largest', () => {
    const requests = [{ exactly: { deviceClassName: 'gpu', count: 2 } }, { firstAvailable: [{ deviceClassName: 'gpu', count: 1 }, { deviceClassName: 'gpu', count: 3 }, { deviceClassName: 'nic', allocationMode: 'All' }] }];
    expect(used(object('ResourceClaim', { devices: { requests } }), 'ResourceClaim.resource.k8s.io', 'resourceclaims')).toEqual({ 'count/resourceclaims.resource.k8s.io': '1', 'gpu.deviceclass.resource.k8s.io/devices': '5', 'nic.deviceclass.resource.k8s.io/devices': '32' });
  });
  it('counts others by their number', () => expect(used(object('Deployment', {}), 'Deployment.apps', 'deployments')).toEqual({ 'count/deployments.apps': '1' }));
});

describe('inScope', () => {
  const quota = (spec: object): ResourceQuota => ({ spec }) as ResourceQuota;
  it.each([
    [{ scopes: ['BestEffort'] }, {}, true],
    [{ scopes: ['NotBestEffort'] }, {}, false],
    [{ scopes: ['Terminating'] }, { activeDeadlineSeconds: 5 }, true],
    [{ scopes: ['NotTerminating'] }, { activeDeadlineSeconds: 5 }, false],
    [{ scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }] } }, { priorityClassName: 'high' }, true],
    [{ scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'NotIn', values: ['high'] }] } }, {}, true],
    [{ scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'DoesNotExist' }] } }, { priorityClassName: 'high' }, false],
    [{ scopes: ['CrossNamespacePodAffinity'] }, { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ namespaceSelector: {} }] } } }, true],
  ])('%j of a pod with %j: %s', (spec, pod, expected) => expect(inScope(quota(spec), object('Pod', pod))).toBe(expected));
  it('of claims knows the volume attributes class only, and of Services none', () => {
    const selector = quota({ scopeSelector: { matchExpressions: [{ scopeName: 'VolumeAttributesClass', operator: 'In', values: ['gold'] }] } });
    expect(inScope(selector, object('PersistentVolumeClaim', { volumeAttributesClassName: 'gold' }))).toBe(true);
    expect(inScope(selector, object('PersistentVolumeClaim', {}))).toBe(false);
    expect(inScope(quota({ scopes: ['BestEffort'] }), object('Service', {}))).toBe(false);
    expect(inScope(quota({}), object('Service', {}))).toBe(true);
  });
});

describe('unstatedIn', () => {
  it('names the containers that do not state what is counted, unless the pod does', () => {
    const containers = [{ name: 'a', resources: { requests: { cpu: '1' } } }, { name: 'b' }];
    expect(unstatedIn({ containers }, ['pods', 'requests.cpu', 'limits.memory'])).toEqual([
      { resource: 'limits.memory', side: 'limits', name: 'memory', containers: ['a', 'b'] },
      { resource: 'requests.cpu', side: 'requests', name: 'cpu', containers: ['b'] },
    ]);
    expect(unstatedIn({ containers, resources: { requests: { cpu: '2' } } }, ['requests.cpu'])).toEqual([]);
  });
});
