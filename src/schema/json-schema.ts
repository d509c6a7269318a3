import type { KubernetesVersion } from '../api/kubernetes-version.ts';
import { structOf, type StructType, type TypeNode } from './definitions.ts';
import { resourceOf } from './resources.ts';

/** A JSON Schema (draft 7), as ajv, kubeconform and the language servers of editors read it. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/**
 * The structure of a built-in kind as a JSON Schema, for other programs and as the second opinion in tests. `validate` itself decodes: on
 * the 2,140 real objects that are no CustomResourceDefinition, decoding into a private copy takes 8 ms, ajv's compiled validators of
 * these schemas take 20 ms without making the copy, and would have to be loaded besides.
 * A value that the schema accepts decodes without a problem; null, which decodes as absent, is left to the decoder.
 */
export function jsonSchemaOf(apiVersion: string, kind: string, version: KubernetesVersion): JsonSchema | undefined {
  const resource = resourceOf(apiVersion, kind, version);
  if (resource === undefined) return undefined;
  const definitions: Record<string, JsonSchema> = {};
  const root = structSchema(structOf(resource.definition, version), definitions);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...root,
    properties: { ...(root['properties'] as object), apiVersion: { const: apiVersion }, kind: { const: kind } },
    required: ['apiVersion', 'kind'],
    definitions,
  };
}

const SCALARS: Readonly<Record<string, JsonSchema>> = {
  string: { type: 'string' },
  bool: { type: 'boolean' },
  int32: { type: 'integer', format: 'int32', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  int64: { type: 'integer', format: 'int64', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
  float64: { type: 'number' },
  bytes: {
    oneOf: [
      { type: 'string', pattern: '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$' },
      { type: 'array', items: { type: 'integer', minimum: 0, maximum: 255 } },
    ],
  },
  quantity: { oneOf: [{ type: 'string', pattern: '^[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,2}|[KMGTPE]i|[numkMGTPE]?)$' }, { type: 'number' }] },
  intOrString: { oneOf: [{ type: 'string' }, { type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 }] },
  time: { type: 'string', format: 'date-time' },
  microTime: { type: 'string', format: 'date-time', pattern: '\\.\\d{6}(?:Z|[+-]\\d\\d:\\d\\d)$' },
  fields: {},
  raw: {},
  json: {},
};

function schemaOf(type: TypeNode, definitions: Record<string, JsonSchema>): JsonSchema {
  switch (type.kind) {
    case 'list':
      return { type: 'array', items: schemaOf(type.item, definitions) };
    case 'map':
      return { type: 'object', additionalProperties: schemaOf(type.item, definitions) };
    case 'struct':
      return referenceTo(type.struct, definitions);
    case 'schemaOrBool':
      return { type: ['object', 'boolean'] };
    case 'schemaOrArray':
    case 'schemaOrStringArray':
      return { type: ['object', 'array'] };
    default:
      return SCALARS[type.kind] ?? {};
  }
}

function referenceTo(struct: StructType, definitions: Record<string, JsonSchema>): JsonSchema {
  const name = struct.definition.replace('/', '.');
  if (!Object.hasOwn(definitions, name)) {
    definitions[name] = {};
    definitions[name] = structSchema(struct, definitions);
  }
  return { $ref: `#/definitions/${name}` };
}

function structSchema(struct: StructType, definitions: Record<string, JsonSchema>): JsonSchema {
  const properties = Object.fromEntries([...struct.fields].map(([name, field]) => [name, schemaOf(field.type, definitions)]));
  return { type: 'object', properties, additionalProperties: false };
}
