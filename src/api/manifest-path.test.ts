import { describe, expect, it } from 'vitest';
import { manifestPathOf } from './manifest-path.ts';

describe('manifestPathOf', () => {
  it.each([
    ['v1', 'Service', 'spec.LoadBalancerSourceRanges[1]', 'spec.loadBalancerSourceRanges[1]'],
    ['v1', 'Service', 'spec.ports[0].name', 'spec.ports[0].name'],
    ['v1', 'Node', 'metadata.taints[0].key', 'spec.taints[0].key'],
    ['v1', 'PersistentVolumeClaim', 'spec.resources[storage]', 'spec.resources.requests[storage]'],
    ['node.k8s.io/v1', 'RuntimeClass', 'overhead.limits[cpu]', 'overhead.podFixed[cpu]'],
    ['events.k8s.io/v1', 'Event', 'involvedObject.namespace', 'regarding.namespace'],
    ['v1', 'Event', 'involvedObject.namespace', 'involvedObject.namespace'],
    ['resource.k8s.io/v1', 'ResourceClaimTemplate', 'spec.devices.requests[1].adminAccess', 'spec.spec.devices.requests[1].exactly.adminAccess'],
    ['resource.k8s.io/v1beta1', 'ResourceClaim', 'spec.devices.requests[1].adminAccess', 'spec.devices.requests[1].adminAccess'],
    ['v1', 'PersistentVolume', 'spec.cephFS', 'spec.cephfs'],
    ['v1', 'PersistentVolume', 'spec.persistentDiskette', 'spec.persistentDiskette'],
  ])('%s %s %s is %s', (apiVersion, kind, path, expected) => expect(manifestPathOf(path, apiVersion, kind)).toBe(expected));
});
