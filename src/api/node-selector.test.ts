import { expect, it } from 'vitest';
import { matchesNodeSelectorTerm, matchesRequiredNodeAffinity, preferredNodeAffinityWeight } from './node-selector.ts';

const node = { name: 'n1', labels: { zone: 'a', gen: '5', odd: 'x' } };
const term = (key: string, operator: string, ...values: string[]) => ({ matchExpressions: [{ key, operator, values }] });

it.each([
  [term('zone', 'In', 'a', 'b'), true],
  [term('zone', 'NotIn', 'a'), false],
  [term('none', 'NotIn', 'a'), true],
  [term('zone', 'Exists'), true],
  [term('none', 'DoesNotExist'), true],
  [term('gen', 'Gt', '4'), true],
  [term('gen', 'Lt', '5'), false],
  [term('odd', 'Gt', '4'), false],
  [term('none', 'Lt', '4'), false],
  [{}, false],
  [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] }, true],
  [{ ...term('zone', 'In', 'b'), matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] }, false],
])('%o matches: %s', (given, expected) => {
  expect(matchesNodeSelectorTerm(given, node)).toBe(expected);
});

it('needs the node selector and one of the required terms', () => {
  const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term('zone', 'In', 'z'), term('gen', 'Exists')] } };
  expect(matchesRequiredNodeAffinity({ nodeSelector: { zone: 'a' }, affinity: { nodeAffinity } }, node)).toBe(true);
  expect(matchesRequiredNodeAffinity({ nodeSelector: { zone: 'b' }, affinity: { nodeAffinity } }, node)).toBe(false);
  expect(matchesRequiredNodeAffinity({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } } }, node)).toBe(false);
  expect(matchesRequiredNodeAffinity({}, node)).toBe(true);
});

it('sums the weights of preferred terms', () => {
  expect(preferredNodeAffinityWeight([{ weight: 5, preference: term('zone', 'In', 'a') }, { weight: 7, preference: term('zone', 'In', 'b') }, { weight: 2, preference: term('gen', 'Exists') }], node)).toBe(7);
});
