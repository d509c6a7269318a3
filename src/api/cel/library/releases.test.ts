import { describe, expect, it } from 'vitest';
import { KUBERNETES_VERSIONS } from '../../kubernetes-version.ts';
import { strategyOf } from '../../strategies/index.ts';
import type { KubeObject } from '../../object.ts';
import { compile, createEnvironment } from '../compile.ts';

const environment = createEnvironment({ variables: {} });

describe('new expressions', () => {
  it.each([
    ["'%d'.format([1]) == '1'", '1.30'],
    ['sets.contains([1], [1])', '1.30'],
    ["isIP('10.0.0.1')", '1.31'],
    ["cidr('10.0.0.0/8').containsIP('10.0.0.1')", '1.31'],
    ["!format.dns1123Label().validate('a').hasValue()", '1.32'],
    ['[1, 2].all(i, v, i < v)', '1.33'],
    ["{'a': 1}.transformMap(k, v, v + 1) == {'a': 2}", '1.33'],
    ["semver('1.2.3').major() == 1", '1.34'],
    ['[1, 2].first().value() == 1', '1.34'],
    ['[2, 1].sort() == [1, 2]', '1.35'],
    ['[[1]].flatten() == [1]', '1.35'],
    ['[{"a": 1}].sortBy(e, e.a) == []', '1.35'],
    ["quantity('1').isLessThan(quantity('2'))", '1.29'],
    ["'a,b'.split(',').size() == 2", '1.29'],
    ['[1, 2].all(v, v > 0)', '1.29'],
    ["optional.of(1).orValue(2) == 1", '1.29'],
    ["string(dyn(1)) == '1'", '1.29'],
  ])('%s are for %s and later', (text, since) => {
    const usable = KUBERNETES_VERSIONS.filter((release) => 'checked' in compile(text, environment, release));
    expect(usable).toEqual(KUBERNETES_VERSIONS.slice(KUBERNETES_VERSIONS.indexOf(since as (typeof KUBERNETES_VERSIONS)[number])));
    expect(compile(text, environment)).toHaveProperty('checked');
  });

  it('say what is too new, where, and since when it is there', () => {
    expect(compile("true ||\n isIP('a')", environment, '1.30')).toEqual({ problem: 'line 2, column 6: isIP() can be used from Kubernetes 1.31 on, not in 1.30' });
  });
});

describe('objects with expressions', () => {
  const reasons = (object: object, release: '1.30' | '1.31'): string[] => {
    const { apiVersion, kind } = object as KubeObject;
    const copy = structuredClone(object) as KubeObject;
    const strategy = strategyOf(apiVersion, kind);
    strategy?.applyDefaults?.(copy, { version: release });
    strategy?.prepareForCreate?.(copy, { version: release });
    return (strategy?.validate(copy, { version: release }) ?? []).map(({ path }) => path);
  };
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'lamps.example.org' },
    spec: {
      group: 'example.org',
      scope: 'Namespaced',
      names: { plural: 'lamps', kind: 'Lamp' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties: { ip: { type: 'string', maxLength: 50, 'x-kubernetes-validations': [{ rule: 'isIP(self)' }] } } } } } } }],
    },
  };
  const policy = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'a' },
    spec: { matchConstraints: { resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }] }, validations: [{ expression: 'isIP(object.status.podIP)' }] },
  };
  it.each([
    ['definitions', definition, 'spec.versions[0].schema.openAPIV3Schema.properties[spec].properties[ip].x-kubernetes-validations[0].rule'],
    ['policies', policy, 'spec.validations[0].expression'],
  ])('%s are refused by releases that do not know a function', (_name, object, path) => {
    expect(reasons(object, '1.30')).toEqual([path]);
    expect(reasons(object, '1.31')).toEqual([]);
  });
});
