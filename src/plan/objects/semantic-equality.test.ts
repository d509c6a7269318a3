import { describe, expect, it } from 'vitest';
import { semanticallyEqual } from './semantic-equality.ts';

describe('semanticallyEqual', () => {
  it('compares amounts where amounts are meant, and nowhere else', () => {
    expect(semanticallyEqual({ requests: { memory: '1Gi' } }, { requests: { memory: '1024Mi' } })).toBe(true);
    expect(semanticallyEqual({ emptyDir: { sizeLimit: '1Gi' } }, { emptyDir: { sizeLimit: '1024Mi' } })).toBe(true);
    expect(semanticallyEqual({ labels: { memory: '1Gi' } }, { labels: { memory: '1024Mi' } })).toBe(false);
    expect(semanticallyEqual({ requests: { memory: '1Gi' } }, { requests: { memory: '2Gi' } })).toBe(false);
  });

  it('takes an empty list or map of labels for none, but not an empty selector or volume', () => {
    expect(semanticallyEqual({ env: [], labels: {} }, {})).toBe(true);
    expect(semanticallyEqual({ podSelector: {} }, {})).toBe(false);
    expect(semanticallyEqual({ emptyDir: {} }, {})).toBe(false);
  });
});
