import { describe, expect, it } from 'vitest';
import { fitsPathGlob, fitsWildcard } from './wildcard.ts';

describe('fitsWildcard', () => {
  it.each([['a*c', 'abc', true], ['a*c', 'ac', true], ['a*c', 'abd', false], ['*', '', true], ['a*b*c', 'aXbYc', true], ['ab*ab', 'ab', false], ['web', 'web2', false]])('%s %s', (pattern, text, fits) => {
    expect(fitsWildcard(pattern, text)).toBe(fits);
  });
});

describe('fitsPathGlob', () => {
  it.each([
    ['charts/**', 'charts/web/a.yaml', true], ['charts/*', 'charts/web/a.yaml', false], ['**/a.yaml', 'a.yaml', true], ['**/a.yaml', 'x/y/a.yaml', true],
    ['*.yaml', 'x/y/a.yaml', true], ['./x/?.yaml', 'x/a.yaml', true], ['x/**/y/*.yaml', 'x/y/a.yaml', true], ['x/**', 'y/x/a.yaml', false],
  ])('%s %s', (pattern, path, fits) => {
    expect(fitsPathGlob(pattern, path)).toBe(fits);
  });
});
