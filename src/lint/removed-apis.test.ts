import { describe, expect, it } from 'vitest';
import { compareMinorVersions, lifecycleOf } from './removed-apis.ts';

describe('lifecycleOf', () => {
  it('knows what replaces an API, and whether its shape is the same', () => {
    expect(lifecycleOf('policy/v1beta1', 'PodDisruptionBudget')).toEqual({ deprecatedIn: '1.21', removedIn: '1.25', replacement: 'policy/v1', sameShape: true });
    expect(lifecycleOf('extensions/v1beta1', 'Ingress')).toEqual({ deprecatedIn: '1.14', removedIn: '1.22', replacement: 'networking.k8s.io/v1', sameShape: false });
    expect(lifecycleOf('v1', 'ComponentStatus')).toEqual({ deprecatedIn: '1.19', sameShape: false });
  });

  it('says nothing of what is current or unknown', () => {
    for (const [apiVersion, kind] of [['v1', 'Pod'], ['apps/v1', 'Deployment'], ['example.com/v1beta1', 'Thing'], ['networking.k8s.io/v1beta1', 'IPAddress']] as const) expect(lifecycleOf(apiVersion, kind)).toBeUndefined();
  });

  it('orders minor versions by number', () => {
    expect(compareMinorVersions('1.9', '1.10')).toBeLessThan(0);
    expect(compareMinorVersions('1.36', '1.36')).toBe(0);
  });
});
