import { describe, expect, it } from 'vitest';
import { compareMinorVersions, lifecycleOf } from './removed-apis.ts';

describe('lifecycleOf', () => {
  it('knows what replaces an API, and whether its shape is the same', () => {
    const replacement = (apiVersion: string, kind: string) => ({ apiVersion, kind });
    expect(lifecycleOf('policy/v1beta1', 'PodDisruptionBudget')).toEqual({ removedIn: '1.25', replacement: replacement('policy/v1', 'PodDisruptionBudget'), sameShape: true });
    expect(lifecycleOf('extensions/v1beta1', 'Ingress')).toEqual({ removedIn: '1.22', replacement: replacement('networking.k8s.io/v1', 'Ingress'), sameShape: false });
    expect(lifecycleOf('extensions/v1beta1', 'Scale')).toEqual({ removedIn: '1.22', sameShape: false });
    expect(lifecycleOf('v1', 'ComponentStatus')).toEqual({ deprecatedIn: '1.19', sameShape: false });
    expect(lifecycleOf('v1', 'Endpoints')).toEqual({ deprecatedIn: '1.33', replacement: replacement('discovery.k8s.io/v1', 'EndpointSlice'), sameShape: false });
    expect(lifecycleOf('networking.k8s.io/v1beta1', 'IPAddress')).toEqual({ deprecatedIn: '1.34', removedIn: '1.37', replacement: replacement('networking.k8s.io/v1', 'IPAddress'), sameShape: true });
  });

  it('says nothing of what is current or unknown', () => {
    for (const [apiVersion, kind] of [['v1', 'Pod'], ['apps/v1', 'Deployment'], ['example.com/v1beta1', 'Thing'], ['networking.k8s.io/v1', 'IPAddress']] as const) expect(lifecycleOf(apiVersion, kind)).toBeUndefined();
  });

  it('orders minor versions by number', () => {
    expect(compareMinorVersions('1.9', '1.10')).toBeLessThan(0);
    expect(compareMinorVersions('1.36', '1.36')).toBe(0);
  });
});
