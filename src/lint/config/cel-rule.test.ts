import { describe, expect, it } from 'vitest';
import { loadText } from '../../load/load.ts';
import { lint } from '../lint.ts';
import { celRules } from './cel-rule.ts';

const DEPLOYMENT = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 3\n  list: [1, 2, 3]\n';

function messages(expression: string, yaml = DEPLOYMENT): string[] {
  const custom = [{ id: 'mine', message: 'keep {it} small', expression, path: 'spec.replicas', kinds: ['Deployment'] }];
  return lint(loadText(yaml, 'a.yaml'), { rules: celRules(custom), config: { custom } }).findings.map(({ message, line }) => `${line}: ${message}`);
}

describe('rules in CEL', () => {
  it('flag objects for which the expression is false', () => {
    expect(messages('object.spec.replicas <= 5')).toEqual([]);
    expect(messages('object.spec.replicas <= 2')).toEqual(['6: keep {it} small']);
    expect(messages('object.spec.list.all(x, x < 3)')).toEqual(['6: keep {it} small']);
    expect(messages('false', DEPLOYMENT.replace('Deployment', 'StatefulSet'))).toEqual([]);
  });

  it('see everything that was read as objects', () => {
    expect(messages('objects.exists(other, other.kind == "Service")', `${DEPLOYMENT}---\napiVersion: v1\nkind: Service\nmetadata: { name: web }\n`)).toEqual([]);
  });

  it('say when the expression fails or gives something else', () => {
    expect(messages('object.spec.missing == 1')).toEqual([expect.stringContaining('fails on the object: no such key')]);
    expect(messages('object.spec.replicas')).toEqual([expect.stringContaining('instead of true or false')]);
  });

  it('match patterns without backtracking', () => {
    const name = `${'a'.repeat(40)}!`;
    expect(messages('object.metadata.name.matches("^(a+)+$")', DEPLOYMENT.replace('web', name))).toEqual(['6: keep {it} small']);
  });

  it('are stopped when they run away', () => {
    const list = `[${Array.from({ length: 400 }, (_, index) => index).join(', ')}]`;
    expect(messages('object.spec.list.all(a, object.spec.list.all(b, object.spec.list.all(c, true)))', DEPLOYMENT.replace('[1, 2, 3]', list))).toEqual([expect.stringContaining('more than 1000000 steps')]);
    const ten = '[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]';
    const nested = ['a', 'b', 'c', 'd', 'e', 'f'].reduceRight((inner, name) => `${ten}.all(${name}, ${inner})`, 'true');
    expect(messages(nested)).toEqual([expect.stringContaining('more than 1000000 steps')]);
  });

  it('are refused when they cannot be read', () => {
    expect(() => messages('object.spec.(')).toThrow('rule mine: the expression cannot be used');
    expect(() => messages('thing.spec == 1')).toThrow('rule mine');
    expect(() => messages('1 + 1')).toThrow('gives int instead of true or false');
  });

  it('are refused when another rule has their id', () => {
    const rule = { id: 'mine', message: 'm', expression: 'true' };
    expect(() => celRules([rule], new Set(['mine']))).toThrow('there is already a rule "mine"');
    expect(() => celRules([rule, rule])).toThrow('there is already a rule "mine"');
  });
});
