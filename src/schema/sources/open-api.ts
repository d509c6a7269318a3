import { apiVersionOf, gvkKey } from '../../api/gvk.ts';
import { isJsonObject, setOwn, type Json, type JsonObject } from '../../api/json.ts';
import { openKind, type KindDescription, type KindSource } from './kind-source.ts';

const GVK = 'x-kubernetes-group-version-kind';
/** Types whose values the schema does not describe, by the end of their name. */
const OPEN_TYPES = /\.(?:ObjectMeta|RawExtension|FieldsV1|Quantity|JSON)$/;
const OPEN: JsonObject = { 'x-kubernetes-preserve-unknown-fields': true };

/** Whether a document is an OpenAPI description, version 2 or 3, or holds definitions that say of which kind they are. */
export function isOpenApi(document: JsonObject): boolean {
  return typeof document['swagger'] === 'string' || typeof document['openapi'] === 'string' || [...schemasOf(document).values()].some((schema) => kindsOf(schema).length > 0);
}

/**
 * The kinds that a cluster's OpenAPI description describes: `kubectl get --raw /openapi/v2`, or one of the files of `/openapi/v3`. The
 * description of a custom resource is its schema; of kinds of other API servers it is their structure.
 */
export function openApiSource(document: JsonObject): KindSource {
  const schemas = schemasOf(document);
  const byKind = new Map<string, JsonObject>();
  for (const schema of schemas.values()) {
    for (const key of kindsOf(schema)) if (!byKind.has(key)) byKind.set(key, schema);
  }
  let places: ReadonlyMap<string, Place> | undefined;
  const resolver = new Resolver(schemas);
  const known = new Map<string, KindDescription>();
  return {
    describe(apiVersion, kind) {
      const key = gvkKey(apiVersion, kind);
      const schema = byKind.get(key);
      if (schema === undefined) return undefined;
      let description = known.get(key);
      if (description === undefined) {
        places ??= placesOf(document);
        const { plural, namespaced } = places.get(key) ?? openKind(apiVersion, kind);
        const resolved = resolver.resolve(schema);
        const properties = isJsonObject(resolved['properties']) ? resolved['properties'] : {};
        const whole: JsonObject = { ...resolved, type: 'object', properties: { ...properties, metadata: { type: 'object' } } };
        description = { kind: { ...openKind(apiVersion, kind), plural, namespaced, preserveUnknownFields: false, schema: Object.keys(properties).length === 0 ? { type: 'object', ...OPEN } : whole } };
        known.set(key, description);
      }
      return description;
    },
  };
}

/** Named schemas, by the end of the references to them. */
function schemasOf(document: JsonObject): Map<string, JsonObject> {
  const components = document['components'];
  const found = (isJsonObject(components) ? components['schemas'] : undefined) ?? document['definitions'];
  return new Map(Object.entries(isJsonObject(found) ? found : {}).filter((entry): entry is [string, JsonObject] => isJsonObject(entry[1])));
}

function kindsOf(schema: JsonObject): string[] {
  const entries = schema[GVK];
  return (Array.isArray(entries) ? entries : []).flatMap((entry) => (isJsonObject(entry) && typeof entry['kind'] === 'string' ? [keyOf(entry)] : []));
}

function keyOf(entry: JsonObject): string {
  const text = (name: string): string => (typeof entry[name] === 'string' ? entry[name] : '');
  return gvkKey(apiVersionOf({ group: text('group'), version: text('version'), kind: '' }), text('kind'));
}

interface Place {
  readonly plural: string;
  readonly namespaced: boolean;
}

/** Where objects of each kind are created: the path tells the plural and the scope. */
function placesOf(document: JsonObject): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const [path, item] of Object.entries(isJsonObject(document['paths']) ? document['paths'] : {})) {
    const match = /^\/(?:api|apis\/[^/]+)\/[^/]+\/(namespaces\/\{namespace\}\/)?([^/{}]+)$/.exec(path);
    const post = isJsonObject(item) ? item['post'] : undefined;
    const gvk = isJsonObject(post) ? post[GVK] : undefined;
    if (match !== null && isJsonObject(gvk)) places.set(keyOf(gvk), { plural: match[2] ?? '', namespaced: match[1] !== undefined });
  }
  return places;
}

/** Puts what schemas refer to in place of the references. A type that holds itself takes what is below as it is. */
class Resolver {
  readonly #schemas: ReadonlyMap<string, JsonObject>;
  readonly #resolved = new Map<string, JsonObject>();

  constructor(schemas: ReadonlyMap<string, JsonObject>) {
    this.#schemas = schemas;
  }

  resolve(schema: JsonObject): JsonObject {
    const reference = referenceIn(schema);
    if (reference !== undefined) return withDefault(this.#referred(reference), schema);
    const inner = (value: Json | undefined): Json | undefined => (isJsonObject(value) ? this.resolve(value) : value);
    const result: JsonObject = {};
    for (const [keyword, value] of Object.entries(schema)) {
      if (keyword === 'properties' && isJsonObject(value)) result[keyword] = Object.fromEntries(Object.entries(value).map(([name, property]) => [name, inner(property)]));
      else if (keyword === 'items' || keyword === 'additionalProperties' || keyword === 'not') result[keyword] = inner(value);
      else if ((keyword === 'allOf' || keyword === 'anyOf' || keyword === 'oneOf') && Array.isArray(value)) result[keyword] = value.map((part) => inner(part) ?? null);
      else if (keyword !== GVK) setOwn(result, keyword, value);
    }
    return result['format'] === 'int-or-string' ? intOrString(result) : result;
  }

  #referred(reference: string): JsonObject {
    const known = this.#resolved.get(reference);
    if (known !== undefined) return known;
    const target = this.#schemas.get(reference);
    this.#resolved.set(reference, OPEN);
    if (target === undefined || OPEN_TYPES.test(reference)) return OPEN;
    const resolved = this.resolve(target);
    // A Go type without fields holds whatever it is given.
    const isOpen = resolved['type'] === 'object' && resolved['properties'] === undefined && resolved['additionalProperties'] === undefined;
    const result = isOpen ? { ...resolved, ...OPEN } : resolved;
    this.#resolved.set(reference, result);
    return result;
  }
}

function intOrString(schema: JsonObject): JsonObject {
  const { type: _type, format: _format, oneOf: _oneOf, ...rest } = schema;
  return { ...rest, 'x-kubernetes-int-or-string': true };
}

function withDefault(target: JsonObject, schema: JsonObject): JsonObject {
  const value = schema['default'];
  // In version 3 every struct has the default {}, which says that it is no pointer.
  return value === undefined || (isJsonObject(value) && Object.keys(value).length === 0) ? target : { ...target, default: value };
}

/** `$ref`, or an `allOf` with nothing else in it: version 3 needs that to say more beside a reference. */
function referenceIn(schema: JsonObject): string | undefined {
  const { $ref: own, allOf } = schema;
  const [only] = Array.isArray(allOf) && allOf.length === 1 ? allOf : [];
  const reference = own ?? (isJsonObject(only) ? only['$ref'] : undefined);
  return typeof reference === 'string' ? reference.slice(reference.lastIndexOf('/') + 1) : undefined;
}
