import { gvkKey } from '../api/gvk.ts';
import { isJsonObject, type Json, type JsonObject } from '../api/json.ts';
import { decodeStruct } from './decode.ts';
import { structOf } from './definitions.ts';

/** A kind that a CustomResourceDefinition defines, in one of its versions. */
export interface CustomKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly served: boolean;
  /** `openAPIV3Schema` of the version as the server reads it; absent when it has none. */
  readonly schema?: JsonObject;
  readonly preserveUnknownFields: boolean;
  /** The version has a status subresource. */
  readonly hasStatus?: boolean;
  /** Where a scale subresource finds its numbers. */
  readonly scale?: JsonObject;
}

/** The kinds that the CustomResourceDefinitions among `objects` define, by `apiVersion kind`. Of two that define the same, the first counts. */
export function customKindsOf(objects: Iterable<JsonObject>): Map<string, CustomKind> {
  const kinds = new Map<string, CustomKind>();
  for (const object of objects) {
    if (object['kind'] !== 'CustomResourceDefinition' || !String(object['apiVersion']).startsWith('apiextensions.k8s.io/')) continue;
    for (const kind of kindsOfDefinition(object)) {
      const key = gvkKey(kind.apiVersion, kind.kind);
      if (!kinds.has(key)) kinds.set(key, kind);
    }
  }
  return kinds;
}

function kindsOfDefinition(object: JsonObject): CustomKind[] {
  const spec = mapAt(object, 'spec');
  const names = mapAt(spec, 'names');
  const group = textAt(spec, 'group');
  const kind = textAt(names, 'kind');
  if (group === '' || kind === '') return [];
  const versions = listAt(spec, 'versions').filter(isJsonObject);
  // apiextensions.k8s.io/v1beta1 had one version and one schema for all.
  const entries = versions.length > 0 ? versions : [{ name: textAt(spec, 'version'), served: true }];
  return entries.map((entry) => {
    const validation = mapAt(entry, 'schema')['openAPIV3Schema'] ?? mapAt(spec, 'validation')['openAPIV3Schema'];
    return {
      apiVersion: `${group}/${textAt(entry, 'name')}`,
      kind,
      plural: textAt(names, 'plural'),
      namespaced: textAt(spec, 'scope') !== 'Cluster',
      served: entry['served'] !== false,
      preserveUnknownFields: spec['preserveUnknownFields'] === true,
      hasStatus: isJsonObject(mapAt(entry, 'subresources')['status']) || isJsonObject(mapAt(spec, 'subresources')['status']),
      ...scaleOf(mapAt(entry, 'subresources')['scale'] ?? mapAt(spec, 'subresources')['scale']),
      ...(isJsonObject(validation) ? { schema: readSchema(validation) } : {}),
    };
  });
}

/** Without nulls and whatever is not of its type, which a definition that the server refuses may have. */
function readSchema(schema: JsonObject): JsonObject {
  return decodeStruct(schema, structOf('apiextensions/v1.JSONSchemaProps', '1.36'), '1.36').object;
}

function scaleOf(scale: Json | undefined): { readonly scale?: JsonObject } {
  return isJsonObject(scale) ? { scale } : {};
}

function mapAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isJsonObject(value) ? value : {};
}

function listAt(object: JsonObject, key: string): Json[] {
  const value = object[key];
  return Array.isArray(value) ? value : [];
}

function textAt(object: JsonObject, key: string): string {
  const value = object[key];
  return typeof value === 'string' ? value : '';
}
