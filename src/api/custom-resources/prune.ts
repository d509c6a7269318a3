import { cloneJson, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { additionalOf, itemsOf, propertyOf, type Schema } from './schema.ts';

const META_FIELDS = ['apiVersion', 'kind', 'metadata'];

/**
 * Removes what a schema does not know, from `data` itself, and returns the paths of it as the server prints them
 * (apiextensions-apiserver/pkg/apiserver/schema/pruning/algorithm.go, v1.36). `root`: an object with metadata.
 */
export function prune(data: Json, schema: Schema, root: boolean): string[] {
  const unknown: string[] = [];
  pruneValue(data, root ? { ...schema, 'x-kubernetes-embedded-resource': true } : schema, '', unknown);
  return unknown;
}

/** Whether `prune` would remove something. */
export function hasUnknownFields(data: Json, schema: Schema, root: boolean): boolean {
  return prune(cloneJson(data), schema, root).length > 0;
}

function pruneValue(data: Json, schema: Schema | undefined, path: string, unknown: string[]): void {
  if (schema?.['x-kubernetes-preserve-unknown-fields'] === true) keepUnknown(data, schema, path, unknown);
  else if (isJsonObject(data)) pruneObject(data, schema, path, unknown);
  else if (Array.isArray(data)) data.forEach((item, index) => pruneValue(item, schema === undefined ? undefined : itemsOf(schema), `${path}[${index}]`, unknown));
}

function pruneObject(data: JsonObject, schema: Schema | undefined, path: string, unknown: string[]): void {
  const embedded = schema?.['x-kubernetes-embedded-resource'] === true;
  const additional = schema === undefined ? undefined : additionalOf(schema);
  for (const key of Object.keys(data)) {
    if (embedded && META_FIELDS.includes(key)) continue;
    const part = (schema === undefined ? undefined : propertyOf(schema, key)) ?? additional;
    const value = data[key];
    if (part !== undefined) {
      if (typeof value === 'object') pruneValue(value, part, pathOf(path, key), unknown);
    } else if (schema?.additionalProperties !== true) {
      unknown.push(pathOf(path, key));
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the key is data
      delete data[key];
    }
  }
}

/** Below what keeps everything, schemas that know their fields prune again. */
function keepUnknown(data: Json, schema: Schema, path: string, unknown: string[]): void {
  if (isJsonObject(data)) {
    for (const key of Object.keys(data)) {
      const part = propertyOf(schema, key) ?? additionalOf(schema);
      if (part !== undefined && !(schema['x-kubernetes-embedded-resource'] === true && META_FIELDS.includes(key))) pruneValue(data[key] ?? null, part, pathOf(path, key), unknown);
    }
  } else if (Array.isArray(data)) {
    const items = itemsOf(schema);
    if (items !== undefined) data.forEach((item, index) => keepUnknown(item, items, `${path}[${index}]`, unknown));
  }
}

function pathOf(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
