import { describe, expect, test } from 'vitest';
import { NumberLiteral, type Json, type JsonObject } from '../api/json.ts';
import { decodeStruct, type Decoded } from './decode.ts';
import { structOf } from './definitions.ts';

function decode(definition: string, value: JsonObject, duplicateKeys: readonly string[] = []): Decoded {
  return decodeStruct(value, structOf(definition, '1.36'), '1.36', duplicateKeys);
}

const container = (field: string, value: Json): Decoded => decode('core/v1.Pod', { spec: { containers: [{ name: 'a', [field]: value }] } });

describe('values of the right type', () => {
  test('null is absent, and a null item is the zero value of its type', () => {
    expect(decode('core/v1.Pod', { metadata: null, spec: { containers: [null], nodeSelector: { a: null }, hostNetwork: null } }).object).toEqual({
      spec: { containers: [{}], nodeSelector: { a: '' } },
    });
  });

  test('quantities become what the server stores', () => {
    expect(container('resources', { limits: { cpu: 0.5, memory: '1024Mi', 'a/b': new NumberLiteral('1e3'), 'c/d': null } }).object).toEqual({
      spec: { containers: [{ name: 'a', resources: { limits: { cpu: '500m', memory: '1024Mi', 'a/b': '1e3', 'c/d': '0' } } }] },
    });
  });

  test('int-or-string takes both', () => {
    const decoded = decode('core/v1.Service', { spec: { ports: [{ port: 80, targetPort: 'http' }, { port: 81, targetPort: 8080 }] } });
    expect(decoded.problems).toEqual([]);
    expect(decoded.object).toEqual({ spec: { ports: [{ port: 80, targetPort: 'http' }, { port: 81, targetPort: 8080 }] } });
  });

  test('raw values stay as they are, nulls and unknown keys too', () => {
    const data = { a: null, b: [1, { c: new NumberLiteral('2.0') }] };
    expect(decode('apps/v1.ControllerRevision', { data, revision: 1 }).object).toEqual({ data: { a: null, b: [1, { c: 2 }] }, revision: 1 });
  });

  test('__proto__ is a key like any other', () => {
    const labels = JSON.parse('{"__proto__": "x"}') as JsonObject;
    const { object } = decode('core/v1.ConfigMap', { metadata: { labels } });
    expect(JSON.stringify(object)).toBe('{"metadata":{"labels":{"__proto__":"x"}}}');
    expect(decode('core/v1.ConfigMap', JSON.parse('{"__proto__": {"data": {}}}') as JsonObject).strictErrors).toMatchObject([{ path: '__proto__' }]);
  });
});

describe('values of the wrong type', () => {
  test.each<[string, Json, string]>([
    ['name', 5, 'spec.containers.name'],
    ['image', {}, 'spec.containers.image'],
    ['command', 'sh', 'spec.containers.command'],
    ['command', ['sh', 5], 'spec.containers.command'],
    ['stdin', 'true', 'spec.containers.stdin'],
    ['ports', [{ containerPort: '80' }], 'spec.containers.ports.containerPort'],
    ['ports', [{ containerPort: new NumberLiteral('80.0') }], 'spec.containers.ports.containerPort'],
    ['ports', [{ containerPort: 2 ** 31 }], 'spec.containers.ports.containerPort'],
    ['ports', [{ containerPort: 1.5 }], 'spec.containers.ports.containerPort'],
    ['resources', [], 'spec.containers.resources'],
    ['livenessProbe', { httpGet: { port: true } }, 'spec.containers.livenessProbe.ProbeHandler.httpGet.port'],
  ])('%s: %j is refused at %s', (field, value, serverPath) => {
    expect(container(field, value).decodeError?.serverPath).toBe(serverPath);
  });

  test('the first one is the answer, unless a value is refused by its own type: that ends decoding', () => {
    const twice = decode('core/v1.Pod', { spec: { hostname: 1, subdomain: 2 } });
    expect(twice.decodeError?.path).toBe('spec.hostname');
    expect(twice.problems).toHaveLength(2);
    const refused = decode('core/v1.Pod', { spec: { hostname: 1, overhead: { cpu: 'x' } } });
    expect(refused.decodeError).toMatchObject({ path: 'spec.overhead[cpu]' });
    expect(refused.decodeError?.serverPath).toBeUndefined();
  });

  test('whole numbers of 64 bits', () => {
    const grace = (value: Json): Decoded => decode('core/v1.Pod', { spec: { terminationGracePeriodSeconds: value } });
    expect(grace(9223372036854775807n).problems).toEqual([]);
    expect(grace(9223372036854775808n).problems).toHaveLength(1);
    expect(grace(new NumberLiteral('-0')).problems).toEqual([]);
    expect(grace(new NumberLiteral('1e3')).problems).toHaveLength(1);
  });
});

describe('strict errors', () => {
  test('unknown fields, by the path of the server and by ours', () => {
    const { strictErrors } = decode('core/v1.Pod', { speck: {}, spec: { containers: [{ Name: 'a' }], affinity: { x: 1 } } });
    expect(strictErrors.map(({ serverPath }) => serverPath)).toEqual(['speck', 'spec.containers[0].Name', 'spec.affinity.x']);
  });

  test('at most a hundred, each once', () => {
    const value = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`x${index}`, 1]));
    expect(decode('core/v1.Pod', value).strictErrors).toHaveLength(100);
  });

  test('duplicate keys count where the server tells keys apart', () => {
    const value = { metadata: { labels: { 'a.b/c': 'x' } }, data: { raw: { k: 1 } } };
    const { strictErrors } = decode('apps/v1.ControllerRevision', value, ['metadata.labels.a.b/c', 'data.raw.k', 'metadata']);
    expect(strictErrors.map(({ serverPath, kind }) => `${kind} ${serverPath}`)).toEqual(['duplicate metadata.labels.a.b/c', 'duplicate metadata']);
  });

  test('schemas below items and additionalProperties are read without looking for unknown fields', () => {
    const schema = { type: 'object', zz: 1, properties: { a: { zz: 1 } }, items: { zz: 1 }, additionalProperties: { zz: 1 } };
    const { strictErrors } = decode('apiextensions/v1.CustomResourceValidation', { openAPIV3Schema: schema });
    expect(strictErrors.map(({ serverPath }) => serverPath)).toEqual(['openAPIV3Schema.zz', 'openAPIV3Schema.properties.a.zz']);
  });
});

test('an older version lacks younger fields', () => {
  const value = { spec: { containers: [{ name: 'a', restartPolicyRules: [] }] } };
  const errorsIn = (version: '1.29' | '1.36'): number => decodeStruct(value, structOf('core/v1.Pod', version), version).strictErrors.length;
  expect([errorsIn('1.29'), errorsIn('1.36')]).toEqual([1, 0]);
});
