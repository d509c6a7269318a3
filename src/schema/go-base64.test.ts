import { expect, test } from 'vitest';
import { canonicalBytes } from './go-base64.ts';

test('texts that Go decodes are printed as Go encodes them', () => {
  expect(canonicalBytes('aGk=')).toBe('aGk=');
  expect(canonicalBytes('aG\nk=\r\n')).toBe('aGk=');
  expect(canonicalBytes('aGl=')).toBe('aGk=');
  expect(canonicalBytes('')).toBe('');
  expect(canonicalBytes([104, 105])).toBe('aGk=');
});

test.each(['aGk', '====', 'a===', 'aGk=aGk=', 'aGk !', 'aG-_'])('%s is not base64', (text) => {
  expect(canonicalBytes(text)).toBeUndefined();
});
