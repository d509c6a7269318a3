import { describe, expect, it } from 'vitest';
import type { IngressBackend, IngressSpec } from '../types/networking-v1.ts';
import { validateIngress, validateIngressUpdate } from './ingress.ts';

const BACKEND: IngressBackend = { service: { name: 'web', port: { number: 80 } } };

function refusals(spec: IngressSpec, version: '1.35' | '1.36' = '1.36'): string[] {
  return validateIngress({ metadata: { name: 'web' }, spec }, version).map(({ path, reason }) => `${path} ${reason}`);
}

function withPath(path: string, pathType: string | undefined, backend = BACKEND): IngressSpec {
  return { rules: [{ host: 'example.org', http: { paths: [{ path, pathType, backend }] } }] };
}

const PATH = 'spec.rules[0].http.paths[0]';

describe('validateIngress', () => {
  it.each<[string, IngressSpec, string[]]>([
    ['nothing to route', {}, ['spec FieldValueInvalid']],
    ['a default backend only', { defaultBackend: BACKEND }, []],
    ['a path without type', withPath('/', undefined), [`${PATH}.pathType FieldValueRequired`]],
    ['a relative path', withPath('a', 'Prefix'), [`${PATH}.path FieldValueInvalid`]],
    ['an empty path', withPath('', 'ImplementationSpecific'), []],
    ['a path with dots and encoded slashes', withPath('/a/../b%2f', 'Exact'), [`${PATH}.path FieldValueInvalid`, `${PATH}.path FieldValueInvalid`]],
    ['no backend', withPath('/', 'Prefix', {}), [`${PATH}.backend FieldValueInvalid`]],
    ['a backend without port', withPath('/', 'Prefix', { service: { name: 'web' } }), [`${PATH}.backend FieldValueRequired`]],
    ['a host that is an address', { rules: [{ host: '10.0.0.1' }] }, ['spec.rules[0].host FieldValueInvalid']],
    ['a wildcard in the middle', { rules: [{ host: 'a.*.org' }] }, ['spec.rules[0].host FieldValueInvalid']],
    ['a wildcard at the start', { rules: [{ host: '*.example.org' }] }, []],
  ])('%s', (_name, spec, expected) => expect(refusals(spec)).toEqual(expected));

  it('lets names of Services start with a digit from 1.36 on', () => {
    const spec = withPath('/', 'Prefix', { service: { name: '1web', port: { number: 80 } } });
    expect(refusals(spec, '1.35')).toEqual([`${PATH}.backend.service.name FieldValueInvalid`]);
    expect(refusals(spec, '1.36')).toEqual([]);
  });

  it('lets a stored Ingress keep its wrong secret name', () => {
    const ingress = { spec: { defaultBackend: BACKEND, tls: [{ secretName: 'Wrong' }] } };
    expect(validateIngressUpdate(ingress, ingress, '1.36')).toEqual([]);
    expect(validateIngressUpdate(ingress, { spec: { defaultBackend: BACKEND } }, '1.36')).toHaveLength(1);
  });

  it('compares the annotation with the field', () => {
    const ingress = { metadata: { annotations: { 'kubernetes.io/ingress.class': 'a' } }, spec: { ingressClassName: 'b', defaultBackend: BACKEND } };
    expect(validateIngress(ingress, '1.36').map(({ path }) => path)).toEqual(['annotations.kubernetes.io/ingress.class']);
  });
});
