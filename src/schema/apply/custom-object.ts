import { applySchemaDefaults } from '../../api/custom-resources/apply-defaults.ts';
import { prune } from '../../api/custom-resources/prune.ts';
import type { Schema } from '../../api/custom-resources/schema.ts';
import { validateValue } from '../../api/custom-resources/validate-value.ts';
import { cloneJson, isJsonObject, type Json, type JsonObject } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import { pathSegmentName } from '../../api/object-name.ts';
import { validateObjectMetaUpdate } from '../../api/validation/metadata-update.ts';
import { validateObjectMeta } from '../../api/validation/metadata.ts';
import type { CustomKind } from '../custom-kinds.ts';
import { decodeStruct } from '../decode.ts';
import { structOf } from '../definitions.ts';
import type { WriteRefusal } from './write-refusal.ts';
import { writtenForm } from './written-form.ts';

/** A custom object as the server reads it: unknown fields pruned, defaults filled in, metadata in its written form. */
export function decodeCustomObject(body: JsonObject, kind: CustomKind): KubeObject | WriteRefusal {
  const metadata = decodeMetadata(body);
  if (metadata === undefined) return { code: 400, reason: 'BadRequest', message: 'the metadata cannot be decoded', causes: [] };
  const own = ownFields(body);
  const read = kind.schema === undefined ? own : withDefaults(own, kind.schema as Schema);
  return { ...(read as JsonObject), apiVersion: kind.apiVersion, kind: kind.kind, metadata } as unknown as KubeObject;
}

/**
 * Decodes and validates a custom object. The result of an apply keeps its nulls where the schema has no default, and is refused for them;
 * other requests drop them.
 */
export function admitCustomObject(body: JsonObject, stored: KubeObject | undefined, kind: CustomKind, applied: boolean): KubeObject | WriteRefusal {
  const object = decodeCustomObject(body, kind);
  if ('code' in object) return object;
  const { schema } = kind;
  const metadataErrors = [
    ...validateObjectMeta({ ...object.metadata, ...(kind.namespaced ? { namespace: object.metadata.namespace ?? 'default' } : {}) }, kind.namespaced, pathSegmentName),
    ...(stored === undefined ? [] : validateObjectMetaUpdate(object.metadata, stored.metadata)),
  ];
  const checked = schema === undefined ? {} : applied ? withNulls(object as unknown as JsonObject, body, schema) : (object as unknown as JsonObject);
  const errors = schema === undefined ? [] : validateValue(ownFields(checked), ownSchema(schema as Schema), '');
  const causes = [...metadataErrors, ...errors.map(({ path, reason, message }) => ({ path, reason, message }))];
  if (causes.length > 0) return { code: 422, reason: 'Invalid', message: `${kind.kind} ${object.metadata.name ?? ''} is invalid`, causes };
  return object;
}

const OBJECT_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** apiVersion, kind and metadata are every object's, whatever the schema says of them. */
function ownFields(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([key]) => !OBJECT_FIELDS.has(key)));
}

function ownSchema(schema: Schema): Schema {
  return { ...schema, required: (schema.required ?? []).filter((name) => !OBJECT_FIELDS.has(name)) };
}

/** A copy without the fields that the schema does not know, and with its defaults. */
function withDefaults(own: JsonObject, schema: Schema): JsonObject {
  const read = cloneJson(own);
  prune(read, schema, false);
  applySchemaDefaults(read, ownProperties(schema));
  return read;
}

/** What has defaults of its own, which kind and metadata do not. */
function ownProperties(schema: Schema): Schema {
  return { ...schema, properties: Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([name]) => !OBJECT_FIELDS.has(name))) };
}

function decodeMetadata(body: JsonObject): KubeObject['metadata'] | undefined {
  const struct = structOf('core/v1.ConfigMap', '1.36');
  const decoded = decodeStruct({ metadata: body['metadata'] ?? {} }, struct, '1.36');
  if (decoded.decodeError !== undefined) return undefined;
  const { managedFields: _managers, ...metadata } = writtenForm(decoded.object, struct)['metadata'] as JsonObject;
  return metadata as unknown as KubeObject['metadata'];
}

/** `object` with the nulls that `body` has where the schema knows the field and has no default for it. */
function withNulls(object: JsonObject, body: JsonObject, schema: JsonObject): JsonObject {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const result: JsonObject = { ...object };
  for (const [key, sent] of Object.entries(body)) {
    const below = Object.hasOwn(properties, key) ? properties[key] : schema['additionalProperties'];
    if (!isJsonObject(below)) continue;
    const value = object[key];
    if (sent === null && value === undefined) result[key] = null;
    else if (value !== undefined) result[key] = withNullsOf(value, sent, below);
  }
  return result;
}

function withNullsOf(value: Json, sent: Json | undefined, schema: JsonObject): Json {
  if (isJsonObject(value) && isJsonObject(sent)) return withNulls(value, sent, schema);
  const { items } = schema;
  return Array.isArray(value) && Array.isArray(sent) && isJsonObject(items) ? value.map((item, index) => withNullsOf(item, sent[index], items)) : value;
}
