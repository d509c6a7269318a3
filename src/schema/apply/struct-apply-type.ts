import { ATOMIC, DEDUCED, SCALAR, type ApplyType, type MapType } from '../../api/apply/apply-type.ts';
import { OPEN_PATCH_SCHEMA, type PatchField, type PatchSchema } from '../../api/apply/patch-schema.ts';
import type { Json } from '../../api/json.ts';
import type { Field, StructType, TypeNode } from '../definitions.ts';

const applyTypes = new WeakMap<StructType, ApplyType>();
const patchSchemas = new WeakMap<StructType, PatchSchema>();
const GRANULAR_OPEN: MapType = { kind: 'map', field: () => undefined, item: DEDUCED };

/** Keys of list items that have a default, the only one among the built-in kinds. */
const KEY_DEFAULTS: ReadonlyMap<string, Json> = new Map([['protocol', 'TCP']]);

/** How the objects of a built-in kind merge in server-side apply. */
export function applyTypeOf(struct: StructType): ApplyType {
  let type = applyTypes.get(struct);
  if (type === undefined) {
    type = struct.atomic ? ATOMIC : granularStruct(struct);
    applyTypes.set(struct, type);
  }
  return type;
}

/** How they merge in a strategic merge patch. */
export function patchSchemaOf(struct: StructType): PatchSchema {
  let schema = patchSchemas.get(struct);
  if (schema === undefined) {
    const fields = new Map<string, PatchField>();
    schema = {
      field: (name) => {
        const field = struct.fields.get(name);
        if (field === undefined) return undefined;
        const known = fields.get(name) ?? { strategies: field.patchStrategies, mergeKey: field.patchMergeKey, below: patchSchemaBelow(field.type) };
        fields.set(name, known);
        return known;
      },
    };
    patchSchemas.set(struct, schema);
  }
  return schema;
}

function granularStruct(struct: StructType): ApplyType {
  const types = new Map<string, ApplyType>();
  return {
    kind: 'map',
    field: (name) => {
      let type = types.get(name);
      if (type !== undefined) return type;
      const field = struct.fields.get(name);
      if (field === undefined) return undefined;
      type = fieldType(field);
      types.set(name, type);
      return type;
    },
  };
}

function fieldType(field: Field): ApplyType {
  if (field.merge === 'atomic') return ATOMIC;
  if (field.type.kind !== 'list') return nodeType(field.type);
  if (field.merge === 'set') return { kind: 'list', keys: [], keyDefaults: new Map(), item: nodeType(field.type.item) };
  if (field.merge !== 'map') return ATOMIC;
  const keyDefaults = new Map([...KEY_DEFAULTS].filter(([key]) => field.mapKeys.includes(key)));
  return { kind: 'list', keys: field.mapKeys, keyDefaults, item: nodeType(field.type.item) };
}

function nodeType(node: TypeNode): ApplyType {
  switch (node.kind) {
    case 'struct':
      return applyTypeOf(node.struct);
    case 'map':
      return { kind: 'map', field: () => undefined, item: nodeType(node.item) };
    case 'list':
    case 'json':
    case 'schemaOrBool':
    case 'schemaOrArray':
    case 'schemaOrStringArray':
      return ATOMIC;
    case 'raw':
    case 'fields':
      return GRANULAR_OPEN;
    default:
      return SCALAR;
  }
}

function patchSchemaBelow(node: TypeNode): PatchSchema {
  if (node.kind === 'struct') return patchSchemaOf(node.struct);
  return node.kind === 'list' || node.kind === 'map' ? patchSchemaBelow(node.item) : OPEN_PATCH_SCHEMA;
}
