import { describe, expect, it } from 'vitest';
import { parseIgnoreText } from './ignore-text.ts';

describe('parseIgnoreText', () => {
  it.each([
    ['a', [{ rules: ['a'], reason: '' }]],
    ['a, b-c: it is known', [{ rules: ['a', 'b-c'], reason: 'it is known' }]],
    ['a until 2027-01-31: known', [{ rules: ['a'], reason: 'known', until: '2027-01-31' }]],
    ['a: known until 2027-01-31', [{ rules: ['a'], reason: 'known', until: '2027-01-31' }]],
    ['a: one; b: two', [{ rules: ['a'], reason: 'one' }, { rules: ['b'], reason: 'two' }]],
    ['a: one; and More: reasons', [{ rules: ['a'], reason: 'one; and More: reasons' }]],
    ['a: one\nb: two\n', [{ rules: ['a'], reason: 'one' }, { rules: ['b'], reason: 'two' }]],
    ['*: all of it', [{ rules: ['*'], reason: 'all of it' }]],
    ['Not a rule', []],
  ])('%s', (text, parts) => {
    expect(parseIgnoreText(text)).toEqual(parts);
  });
});
