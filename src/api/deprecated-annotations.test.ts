import { expect, test } from 'vitest';
import { ROLLBACK_TO, TEMPLATE_GENERATION, rollbackProblem, templateGenerationProblem } from './deprecated-annotations.ts';

test.each<[string, boolean, boolean]>([
  ['1', true, true],
  ['-3', true, true],
  ['+3', true, true],
  ['', false, true],
  ['1.5', false, false],
  ['x', false, false],
  ['9223372036854775807', true, true],
  ['9223372036854775808', false, false],
])('%j in the annotations of a DaemonSet and a Deployment', (text, isGeneration, isRollback) => {
  expect(templateGenerationProblem({ metadata: { annotations: { [TEMPLATE_GENERATION]: text } } }) === undefined).toBe(isGeneration);
  expect(rollbackProblem({ metadata: { annotations: { [ROLLBACK_TO]: text } } }) === undefined).toBe(isRollback);
});

test('most objects have neither', () => expect([templateGenerationProblem({}), rollbackProblem({})]).toEqual([undefined, undefined]));
