import { describe, expect, it } from 'vitest';
import { validateRule } from './rules.ts';

function refusals(resources: string[]): string[] {
  return validateRule({ operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources }, 'rule').map(({ path, reason }) => `${path} ${reason}`);
}

describe('resources of rules', () => {
  it.each<[string, string[], string[]]>([
    ['everything and more', ['*/*', 'pods'], ['rule.resources FieldValueInvalid']],
    ['all resources beside their subresources', ['*', '*/status'], []],
    ['all resources before one', ['*', 'pods'], ['rule.resources FieldValueInvalid']],
    ['all resources after one, of which the server takes no notice', ['pods', '*'], []],
    ['what is covered already', ['pods/*', 'pods/status'], ['rule.resources[1] FieldValueInvalid']],
  ])('%s', (_name, resources, expected) => expect(refusals(resources)).toEqual(expected));
});
