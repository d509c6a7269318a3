import { expect, it } from 'vitest';
import { firstUntoleratedTaint, toleratesTaint } from './tolerations.ts';

const taint = { key: 'k', value: 'v', effect: 'NoSchedule' };

it.each([
  [{ key: 'k', value: 'v' }, true],
  [{ key: 'k', operator: 'Equal', value: 'v', effect: 'NoSchedule' }, true],
  [{ key: 'k', value: 'w' }, false],
  [{ key: 'k', operator: 'Exists' }, true],
  [{ key: 'k', operator: 'Exists', effect: 'NoExecute' }, false],
  [{ operator: 'Exists' }, true],
  [{ key: 'other', operator: 'Exists' }, false],
  [{ key: 'k', operator: 'Gt', value: '1' }, false],
])('%o tolerates: %s', (toleration, expected) => {
  expect(toleratesTaint(toleration, taint)).toBe(expected);
});

it('finds the first taint of the given effects', () => {
  const taints = [{ key: 'soft', effect: 'PreferNoSchedule' }, taint, { key: 'late', effect: 'NoExecute' }];
  expect(firstUntoleratedTaint(taints, [{ key: 'k', operator: 'Exists' }], ['NoSchedule', 'NoExecute'])?.key).toBe('late');
  expect(firstUntoleratedTaint(taints, [{ operator: 'Exists' }], ['NoSchedule', 'NoExecute'])).toBeUndefined();
});
