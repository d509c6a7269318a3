import { ATOMIC, DEDUCED, SCALAR, type ApplyType } from '../../api/apply/apply-type.ts';
import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts';
import { structOf } from '../definitions.ts';
import { applyTypeOf } from './struct-apply-type.ts';

/**
 * How the objects of a custom kind merge in server-side apply, by the schema of its CustomResourceDefinition
 * (kube-openapi/pkg/schemaconv): `x-kubernetes-list-type`, `-list-map-keys`, `-map-type`; lists are atomic unless they say otherwise.
 */
export function customApplyType(schema: JsonObject | undefined): ApplyType {
  const own = schema === undefined ? DEDUCED : typeOf(schema);
  const named = new Map<string, ApplyType>([['apiVersion', SCALAR], ['kind', SCALAR], ['metadata', metadataType()]]);
  const field = (name: string): ApplyType | undefined => named.get(name) ?? (own.kind === 'map' ? own.field(name) : undefined);
  const item = own.kind === 'map' ? own.item : DEDUCED;
  return { kind: 'map', field, ...(item === undefined ? {} : { item }) };
}

function metadataType(): ApplyType {
  const type = applyTypeOf(structOf('core/v1.ConfigMap', '1.36'));
  return (type.kind === 'map' ? type.field('metadata') : undefined) ?? DEDUCED;
}

function typeOf(schema: JsonObject): ApplyType {
  if (schema['x-kubernetes-int-or-string'] === true) return SCALAR;
  switch (schema['type']) {
    case 'object':
      return schema['x-kubernetes-map-type'] === 'atomic' ? ATOMIC : mapType(schema);
    case 'array':
      return listType(schema);
    case undefined:
    case '':
      return schema['x-kubernetes-preserve-unknown-fields'] === true ? DEDUCED : ATOMIC;
    default:
      return SCALAR;
  }
}

function mapType(schema: JsonObject): ApplyType {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const types = new Map(Object.entries(properties).filter((entry): entry is [string, JsonObject] => isJsonObject(entry[1])).map(([name, property]) => [name, typeOf(property)]));
  const additional = schema['additionalProperties'];
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true || additional === true || (additional === undefined && types.size === 0);
  const item = isJsonObject(additional) ? typeOf(additional) : isOpen ? DEDUCED : undefined;
  return { kind: 'map', field: (name) => types.get(name), ...(item === undefined ? {} : { item }) };
}

function listType(schema: JsonObject): ApplyType {
  const items = isJsonObject(schema['items']) ? schema['items'] : {};
  const how = schema['x-kubernetes-list-type'];
  if (how === 'set') return { kind: 'list', keys: [], keyDefaults: new Map(), item: typeOf(items) };
  if (how !== 'map') return ATOMIC;
  const names = schema['x-kubernetes-list-map-keys'];
  const keys = Array.isArray(names) ? names.filter((name): name is string => typeof name === 'string') : [];
  const properties = isJsonObject(items['properties']) ? items['properties'] : {};
  const keyDefaults = new Map<string, Json>();
  for (const key of keys) {
    const property = properties[key];
    if (isJsonObject(property) && property['default'] !== undefined) keyDefaults.set(key, property['default']);
  }
  return { kind: 'list', keys, keyDefaults, item: typeOf(items) };
}
