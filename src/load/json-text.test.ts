import { describe, expect, it } from 'vitest';
import { NumberLiteral } from '../api/json.ts';
import { parseJsonText } from './json-text.ts';

function read(text: string): unknown {
  const result = parseJsonText(text);
  return result.problem === undefined ? result.value : result.problem;
}

describe('parseJsonText', () => {
  it.each([
    ['{"a":[1,-2.5,"x\\n",true,false,null,{}]}', { a: [1, -2.5, 'x\n', true, false, null, {}] }],
    ['9007199254740993', 9007199254740993n],
    ['1.0', new NumberLiteral('1.0')],
    ['1e3', new NumberLiteral('1e3')],
    ['1.5e-3', 0.0015],
    ['"\\ud800x"', '\ufffdx'],
    ['"\\ud83d\\ude00"', '😀'],
    [' [ ] ', []],
  ])('reads %s', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  it.each([
    ['{"a":1,}', 7],
    ['[1,]', 3],
    ['01', 1],
    ['"a\tb"', 2],
    ['"\\x"', 1],
    ['{"a":1} x', 8],
    ["{'a':1}", 1],
    ['"open', 0],
    ['1e999', 0],
    ['nul', 0],
    ['', 0],
  ])('refuses %s at %i', (text, offset) => {
    expect(read(text)).toMatchObject({ offset });
  });

  it('lets the last of equal keys win and says where they are', () => {
    const result = parseJsonText('{"a":{"b":[{"c.d":1,"c.d":2}]},"a":{"x":1,"x":2}}');
    expect(result).toMatchObject({ value: { a: { x: 2 } }, duplicateKeys: ['a.b[0][c.d]', 'a', 'a.x'] });
  });

  it('keeps __proto__ as data', () => {
    const value = read('{"__proto__":{"polluted":true}}') as Record<string, unknown>;
    expect(Object.hasOwn(value, '__proto__')).toBe(true);
    expect(value['polluted']).toBeUndefined();
  });

  it('reads 10000 levels and no more', () => {
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    expect(parseJsonText(nested(10_000)).problem).toBeUndefined();
    expect(parseJsonText(nested(10_001)).problem?.message).toContain('10000 levels');
  });
});
