import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../api/json.ts';
import { decodeStruct } from './decode.ts';
import { structOf, type StructType, type TypeNode } from './definitions.ts';
import { jsonSchemaOf } from './json-schema.ts';
import { allResources, resourceOf } from './resources.ts';

const ajv = new Ajv({ strict: false, validateFormats: true, formats: { int32: true, int64: true } });
(addFormats as unknown as (ajv: Ajv) => void)(ajv);

function compile(apiVersion: string, kind: string): ValidateFunction {
  return ajv.compile(jsonSchemaOf(apiVersion, kind, '1.36') ?? {});
}

/** Values that mostly fit their type, with slips: the interesting ones lie just off the type. */
function valueOf(type: TypeNode, depth: number): fc.Arbitrary<unknown> {
  const fitting = fittingValue(type, depth);
  const slip = fc.constantFrom<unknown>('x', 'true', '5', 5, 1.5, true, {}, [], ['x'], { x: 1 }, 2 ** 31, -1, '2025-01-01T00:00:00Z', '1Gi', 'YQ==');
  return fc.oneof({ weight: 30, arbitrary: fitting }, { weight: 1, arbitrary: slip });
}

function fittingValue(type: TypeNode, depth: number): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case 'list':
      return fc.array(valueOf(type.item, depth - 1), { maxLength: 2 });
    case 'map':
      return fc.dictionary(fc.constantFrom('a', 'b/c', '__proto__'), valueOf(type.item, depth - 1), { maxKeys: 2 });
    case 'struct':
      return structValue(type.struct, depth);
    case 'bool':
      return fc.boolean();
    case 'int32':
    case 'int64':
      return fc.integer();
    case 'float64':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'quantity':
      return fc.constantFrom<unknown>('1', '500m', 2, 1.5, '1.5Gi', '1e3', 'x', '1ki', '');
    case 'intOrString':
      return fc.constantFrom<unknown>(80, 'http', 2 ** 31);
    case 'time':
    case 'microTime':
      return fc.constantFrom('2025-01-01T00:00:00Z', '2025-01-01T00:00:00.123456Z', 'bad');
    case 'bytes':
      return fc.constantFrom('YQ==', 'YQ', '');
    default:
      return fc.constantFrom<unknown>('a', {}, 'b');
  }
}

function structValue(struct: StructType, depth: number): fc.Arbitrary<unknown> {
  const names = [...struct.fields.keys()];
  if (depth <= 0 || names.length === 0) return fc.constant({});
  const pick = fc.subarray(names, { maxLength: Math.min(3, names.length) });
  return pick.chain((chosen) => fc.record(Object.fromEntries(chosen.map((name) => [name, valueOf(struct.fields.get(name)?.type ?? { kind: 'json' }, depth - 1)]))));
}

describe('a value that ajv accepts decodes without a problem, one that it refuses does not', () => {
  test.each(['v1 Pod', 'v1 Service', 'apps/v1 Deployment', 'batch/v1 CronJob', 'networking.k8s.io/v1 Ingress', 'v1 Secret', 'events.k8s.io/v1 Event', 'resource.k8s.io/v1 ResourceSlice'])('%s', (text) => {
    const [apiVersion = '', kind = ''] = text.split(' ');
    const struct = structOf(resourceOf(apiVersion, kind, '1.36')?.definition ?? '', '1.36');
    const validate = compile(apiVersion, kind);
    fc.assert(
      fc.property(structValue(struct, 8), (value) => {
        const object = { ...(value as JsonObject), apiVersion, kind };
        const { problems, strictErrors } = decodeStruct(object, struct, '1.36');
        expect(problems.length + strictErrors.length === 0).toBe(validate(object));
      }),
      { numRuns: 400 },
    );
  });
});

test('every kind has a schema that ajv compiles', () => {
  for (const { apiVersion, kind } of allResources('1.36').filter((_resource, index) => index % 9 === 0)) expect(compile(apiVersion, kind)({ apiVersion, kind })).toBe(true);
  expect(jsonSchemaOf('apps/v1beta1', 'Deployment', '1.36')).toBeUndefined();
});
