import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesVersion } from '../api/kubernetes-version.ts';
import { structOf } from '../schema/definitions.ts';
import type { ScalarKind, StructType, TypeNode } from '../schema/definitions.ts';
import { allResources } from '../schema/resources.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

const ANYTHING: JsonSchema = {};
const SCALARS: Readonly<Record<ScalarKind, JsonSchema>> = {
  string: { type: ['string', 'null'] },
  int32: { type: ['integer', 'null'], format: 'int32' },
  int64: { type: ['integer', 'null'], format: 'int64' },
  bool: { type: ['boolean', 'null'] },
  float64: { type: ['number', 'null'] },
  bytes: { type: ['string', 'null'], format: 'byte' },
  quantity: { type: ['string', 'number', 'null'] },
  intOrString: { type: ['string', 'integer', 'null'] },
  time: { type: ['string', 'null'], format: 'date-time' },
  microTime: { type: ['string', 'null'], format: 'date-time' },
  fields: { type: ['object', 'null'] },
  raw: ANYTHING,
  json: ANYTHING,
  schemaOrBool: ANYTHING,
  schemaOrArray: ANYTHING,
  schemaOrStringArray: ANYTHING,
};

/**
 * Writes the structural schemas of one release in the layout that kubeconform reads (`KIND-GROUP-VERSION.json`), made from the same
 * tables that kubeplan reads, so that both check the same structure without a network.
 */
export function writePeerSchemas(folder: string, version: KubernetesVersion): void {
  mkdirSync(folder, { recursive: true });
  for (const { apiVersion, kind, definition } of allResources(version)) {
    const definitions = new Map<string, JsonSchema>();
    const root = structSchema(structOf(definition, version), definitions);
    const [group = '', name = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
    const suffix = group === '' ? name : `${group.split('.')[0]}-${name}`;
    writeFileSync(join(folder, `${kind.toLowerCase()}-${suffix}.json`), JSON.stringify({ ...root, definitions: Object.fromEntries(definitions) }));
  }
}

function structSchema(struct: StructType, definitions: Map<string, JsonSchema>): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  for (const [name, field] of struct.fields) properties[name] = typeSchema(field.type, definitions);
  return { type: ['object', 'null'], properties, additionalProperties: false };
}

function typeSchema(type: TypeNode, definitions: Map<string, JsonSchema>): JsonSchema {
  switch (type.kind) {
    case 'list':
      return { type: ['array', 'null'], items: typeSchema(type.item, definitions) };
    case 'map':
      return { type: ['object', 'null'], additionalProperties: typeSchema(type.item, definitions) };
    case 'struct': {
      const name = type.struct.definition.replaceAll('/', '.');
      if (!definitions.has(name)) {
        definitions.set(name, ANYTHING);
        definitions.set(name, structSchema(type.struct, definitions));
      }
      return { $ref: `#/definitions/${name}` };
    }
    default:
      return SCALARS[type.kind];
  }
}
