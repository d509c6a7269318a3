import { describe, expect, it } from 'vitest';
import { domainPrefixedPathProblems, fullyQualifiedDomainNameProblems, wildcardSubdomainProblems } from './dns-names.ts';
import { pathSegmentName, subdomainName } from './object-name.ts';
import { equalAmounts, equalTexts, semanticEqual } from './semantic-equal.ts';

describe('names', () => {
  it.each([['*.example.org', 0], ['*', 1], ['a.*', 1], ['*.Example.org', 1]])('wildcard %s', (text, count) => expect(wildcardSubdomainProblems(text)).toHaveLength(count));
  it.each([['a.example.org', 0], ['a.example.org.', 0], ['a', 1], [`${'a'.repeat(64)}.org`, 1]])('domain %s', (text, count) => expect(fullyQualifiedDomainNameProblems(text)).toHaveLength(count));
  it.each([['example.org/x', 0], ['example.org', 1], ['/x', 1], ['A/x', 1], ['A/ ', 2]])('path %s', (text, count) => expect(domainPrefixedPathProblems(text)).toHaveLength(count));
  it('that are prefixes may end in a hyphen', () => {
    expect(subdomainName('web-', false)).toHaveLength(1);
    expect(subdomainName('web-', true)).toEqual([]);
    expect(pathSegmentName('system:a/b', false)).toHaveLength(1);
    expect(pathSegmentName('..', true)).toEqual([]);
  });
});

describe('semantic equality', () => {
  it('takes absent for empty, except in maps of texts', () => {
    expect(semanticEqual({ a: '', b: [], c: {} }, {})).toBe(true);
    expect(semanticEqual({ a: 'x' }, {})).toBe(false);
    expect(semanticEqual({ matchLabels: { a: '' } }, { matchLabels: {} })).toBe(false);
    expect(equalTexts({ a: '' }, {})).toBe(false);
  });
  it('tells absent from empty where a field is a pointer', () => {
    expect(semanticEqual({ adminAccess: false }, {}, { pointers: ['adminAccess'] })).toBe(false);
    expect(semanticEqual({ a: { adminAccess: false } }, {}, { pointers: ['adminAccess'] })).toBe(false);
    expect(semanticEqual({ adminAccess: false }, { adminAccess: false }, { pointers: ['adminAccess'] })).toBe(true);
  });
  it('compares amounts by value where asked', () => {
    expect(semanticEqual({ requests: { cpu: '1' } }, { requests: { cpu: '1000m' } })).toBe(false);
    expect(semanticEqual({ requests: { cpu: '1' } }, { requests: { cpu: '1000m' } }, { quantities: ['requests'] })).toBe(true);
    expect(equalAmounts({ cpu: '1' }, { cpu: '1', memory: '0' })).toBe(false);
  });
});
