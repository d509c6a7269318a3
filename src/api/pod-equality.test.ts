import { describe, expect, test } from 'vitest';
import { equalPods } from './pod-equality.ts';

describe('the same to the API server', () => {
  test.each<[string, unknown, unknown]>([
    ['no list and an empty one', { tolerations: [] }, {}],
    ['zero where Go has a plain number', { containers: [{ ports: [{ hostPort: 0 }] }] }, { containers: [{ ports: [{}] }] }],
    ['an empty text', { subdomain: '' }, {}],
    ['an empty map of labels', { nodeSelector: {} }, {}],
    ['resources without any', { containers: [{ resources: {} }] }, { containers: [{}] }],
    ['amounts in other words', { requests: { cpu: '1000m' } }, { requests: { cpu: '1' } }],
  ])('%s', (_name, a, b) => {
    expect(equalPods(a, b)).toBe(true);
    expect(equalPods(b, a)).toBe(true);
  });
});

describe('not the same', () => {
  test.each<[string, unknown, unknown]>([
    ['zero behind a pointer', { securityContext: { runAsUser: 0 } }, { securityContext: {} }],
    ['an empty struct behind a pointer', { containers: [{ securityContext: {} }] }, { containers: [{}] }],
    ['an item more', { a: [1] }, { a: [1, 2] }],
    ['another order', { a: [1, 2] }, { a: [2, 1] }],
    ['another amount', { limits: { cpu: '1' } }, { limits: { cpu: '2' } }],
    ['a text and a number', { port: '80' }, { port: 80 }],
    ['a list and a map', { a: [] }, { a: {} }],
  ])('%s', (_name, a, b) => {
    expect(equalPods(a, b)).toBe(false);
    expect(equalPods(b, a)).toBe(false);
  });
});
