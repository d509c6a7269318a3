import { describe, expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { compileRules } from './compile-rules.ts';
import type { Schema, ValidationRule } from './schema.ts';
import { hasRules, validateRules } from './validate-rules.ts';

const SPEC: Schema = {
  type: 'object',
  properties: {
    replicas: { type: 'integer' },
    max: { type: 'integer' },
    names: { type: 'array', items: { type: 'string', maxLength: 20 }, maxItems: 50 },
    'a-b': { type: 'string' },
    port: { 'x-kubernetes-int-or-string': true },
    since: { type: 'string', format: 'date-time' },
    parts: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      items: { type: 'object', properties: { name: { type: 'string' }, size: { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self >= oldSelf', message: 'cannot shrink' }] } } },
    },
  },
};

function schemaWith(...rules: ValidationRule[]): Schema {
  return { type: 'object', properties: { spec: { ...SPEC, 'x-kubernetes-validations': rules } } };
}

function errors(spec: Json, rules: readonly ValidationRule[], old?: Json): string[] {
  return validateRules({ spec }, schemaWith(...rules), old === undefined ? undefined : { spec: old }).map(({ path, reason, message }) => `${path} ${reason.replace('FieldValue', '')}: ${message}`);
}

test('rules that hold say nothing, others their message', () => {
  const rule = 'self.replicas <= self.max';
  expect(errors({ replicas: 1, max: 2 }, [{ rule }])).toEqual([]);
  expect(errors({ replicas: 3, max: 2 }, [{ rule }])).toEqual([`spec Invalid: failed rule: ${rule}`]);
  expect(errors({ replicas: 3, max: 2 }, [{ rule, message: 'too many' }])).toEqual(['spec Invalid: too many']);
  expect(hasRules(schemaWith({ rule }))).toBe(true);
  expect(hasRules({ type: 'object' })).toBe(false);
});

test('reason and fieldPath', () => {
  const rule: ValidationRule = { rule: 'false', message: 'no', reason: 'FieldValueForbidden', fieldPath: '.replicas' };
  expect(errors({}, [rule])).toEqual(['spec.replicas Forbidden: no']);
  expect(errors({}, [{ ...rule, reason: 'FieldValueRequired', fieldPath: ".names" }])).toEqual(['spec.names Required: no']);
});

test('messages are computed, unless that fails', () => {
  expect(errors({ replicas: 3 }, [{ rule: 'false', message: 'fixed', messageExpression: '"has " + string(self.replicas)' }])).toEqual(['spec Invalid: has 3']);
  expect(errors({}, [{ rule: 'false', message: 'fixed', messageExpression: '"has " + string(self.replicas)' }])).toEqual(['spec Invalid: fixed']);
  expect(errors({}, [{ rule: 'false', message: 'fixed', messageExpression: '"  "' }])).toEqual(['spec Invalid: fixed']);
});

describe('transition rules', () => {
  test('compare with the stored object, and do not run without one', () => {
    const rules = [{ rule: 'self.replicas >= oldSelf.replicas', message: 'only up' }];
    expect(errors({ replicas: 1 }, rules)).toEqual([]);
    expect(errors({ replicas: 1 }, rules, { replicas: 2 })).toEqual(['spec Invalid: only up']);
  });

  test('run without one when oldSelf is optional', () => {
    const rules = [{ rule: 'oldSelf.hasValue() || self.replicas == 0', message: 'starts at 0', optionalOldSelf: true }];
    expect(errors({ replicas: 1 }, rules)).toEqual(['spec Invalid: starts at 0']);
    expect(errors({ replicas: 1 }, rules, { replicas: 0 })).toEqual([]);
  });

  test('find items of map lists by their keys', () => {
    const part = (name: string, size: number): Json => ({ name, size });
    expect(errors({ parts: [part('b', 1), part('a', 2)] }, [], { parts: [part('a', 3), part('b', 1)] })).toEqual(['spec.parts[1].size Invalid: cannot shrink']);
    expect(errors({ parts: [part('c', 0)] }, [], { parts: [part('a', 3)] })).toEqual([]);
  });
});

test('values have the types of their schemas', () => {
  expect(errors({ 'a-b': 'x', port: 80, since: '2024-01-01T00:00:00Z' }, [{ rule: 'self.a__dash__b == "x" && type(self.port) == int && self.since < timestamp("2025-01-01T00:00:00Z")' }])).toEqual([]);
  expect(errors({ port: '80%' }, [{ rule: 'self.port == "80%" && !has(self.max)' }])).toEqual([]);
});

test('a rule that fails, and one that costs too much', () => {
  expect(errors({}, [{ rule: 'self.replicas > 1' }])).toEqual([expect.stringContaining('no such key: replicas')]);
  const names = Array.from({ length: 1000 }, (_, index) => `n${index}`);
  expect(errors({ names }, [{ rule: 'self.names.all(a, self.names.all(b, a.size() + b.size() > 0))' }])).toEqual([expect.stringContaining('cost limit exceeded')]);
});

describe('estimated costs', () => {
  const costOf = (rule: string): number => compileRules(schemaWith({ rule }).properties?.['spec'] as Schema, false)[0]?.maxCost ?? -1;

  test('follow the bounds of the schema', () => {
    expect(costOf('self.names.all(n, n.contains("x"))')).toBeLessThan(1000);
    expect(costOf('self.parts.all(p, p.name.contains("x"))')).toBeGreaterThan(1_000_000);
  });

  test('of loops over a list that is there or empty do not count the texts in it', () => {
    expect(costOf('(has(self.parts) ? self.parts : []).all(p, p.name.contains("x"))')).toBeGreaterThan(costOf('(has(self.names) ? self.names : []).all(n, n.contains("x"))'));
    expect(costOf('(has(self.names) ? self.names : []).exists(n, n.contains("/"))')).toBeLessThan(costOf('self.names.exists(n, n.contains("/"))'));
  });
});
