import type { Range } from '../cel/cost.ts';
import { BOOL, BYTES, DOUBLE, DURATION, DYN, INT, listOf, mapOf, STRING, structOf, TIMESTAMP, type Type } from '../cel/types.ts';
import { celName } from './field-names.ts';
import { additionalOf, itemsOf, withTypeAndMetadata, type Schema } from './schema.ts';

/** What requests may be long, which bounds what has no bound of its own. */
export const MAX_REQUEST_BYTES = 3 * 1024 * 1024;
const QUOTES = 2;
const MIN_BOOL_BYTES = 4;
const MIN_NUMBER_BYTES = 1;
const MIN_TEXT_BYTES = 2;
const MIN_DURATION_BYTES = 4;
const MIN_DATE_TIME_BYTES = 20;
const DATE_BYTES = 12;
const MAX_DURATION_LENGTH = 32;
const MAX_DATE_TIME_LENGTH = 37;

/** The type that a schema has in CEL, with how large values can be (k8s.io/apiserver/pkg/cel/common/schemas.go, v1.36). */
export interface SchemaType {
  readonly type: Type;
  /** The largest size; 0 for what has none. */
  readonly maxSize: number;
  /** The fewest bytes that a value takes in JSON. */
  readonly minBytes: number;
  /** By their names in CEL. */
  readonly fields?: ReadonlyMap<string, SchemaType>;
  readonly key?: SchemaType;
  readonly item?: SchemaType;
}

const TEXT: SchemaType = { type: STRING, maxSize: 0, minBytes: MIN_TEXT_BYTES };
const types = new WeakMap<Schema, SchemaType | null>();
const rootTypes = new WeakMap<Schema, SchemaType | null>();
let named = 0;

/** Undefined when expressions cannot see values of the schema. `root`: of an object with metadata. */
export function schemaType(schema: Schema, root: boolean): SchemaType | undefined {
  const known = (root ? rootTypes : types).get(schema);
  if (known !== undefined) return known ?? undefined;
  const made = makeType(root ? withTypeAndMetadata(schema) : schema);
  (root ? rootTypes : types).set(schema, made ?? null);
  return made;
}

function makeType(schema: Schema): SchemaType | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) return { type: DYN, maxSize: MAX_REQUEST_BYTES - QUOTES, minBytes: 1 };
  switch (schema.type) {
    case 'array':
      return makeList(schema);
    case 'object':
      return makeObject(schema);
    case 'string':
      return makeText(schema);
    case 'boolean':
      return { type: BOOL, maxSize: 0, minBytes: MIN_BOOL_BYTES };
    case 'number':
      return { type: DOUBLE, maxSize: 0, minBytes: MIN_NUMBER_BYTES };
    case 'integer':
      return { type: INT, maxSize: 0, minBytes: MIN_NUMBER_BYTES };
    default:
      return undefined;
  }
}

function typeOfPart(schema: Schema): SchemaType | undefined {
  return schemaType(schema, schema['x-kubernetes-embedded-resource'] === true);
}

function makeList(schema: Schema): SchemaType | undefined {
  const items = itemsOf(schema);
  const item = items === undefined ? undefined : typeOfPart(items);
  if (item === undefined) return undefined;
  const maxSize = schema.maxItems === undefined ? Math.floor((MAX_REQUEST_BYTES - QUOTES) / (item.minBytes + 1)) : Math.max(0, schema.maxItems);
  return { type: listOf(item.type), maxSize, minBytes: 2, item };
}

function makeObject(schema: Schema): SchemaType | undefined {
  const additional = additionalOf(schema);
  if (additional !== undefined) {
    const item = typeOfPart(additional);
    if (item === undefined) return undefined;
    const maxSize = schema.maxProperties === undefined ? Math.floor((MAX_REQUEST_BYTES - QUOTES) / (item.minBytes + 6)) : Math.max(0, schema.maxProperties);
    return { type: mapOf(STRING, item.type), maxSize, minBytes: 2, key: TEXT, item };
  }
  const fields = new Map<string, SchemaType>();
  let minBytes = 2;
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const type = typeOfPart(property);
    if (type === undefined) continue;
    const field = celName(name);
    if (field !== undefined) fields.set(field, type);
    if (schema.required?.includes(name) === true && property.default === undefined) minBytes += name.length + type.minBytes + 4;
  }
  named += 1;
  return { type: structOf(`object${named}`, (field) => fields.get(field)?.type), maxSize: 0, minBytes, fields };
}

function makeText({ format, maxLength, enum: allowed }: Schema): SchemaType {
  switch (format) {
    case 'duration':
      return { type: DURATION, maxSize: MAX_DURATION_LENGTH, minBytes: MIN_DURATION_BYTES };
    case 'date':
      return { type: TIMESTAMP, maxSize: DATE_BYTES, minBytes: DATE_BYTES };
    case 'date-time':
      return { type: TIMESTAMP, maxSize: MAX_DATE_TIME_LENGTH, minBytes: MIN_DATE_TIME_BYTES };
    default:
  }
  let maxSize = MAX_REQUEST_BYTES - QUOTES;
  if (maxLength !== undefined) maxSize = Math.max(0, maxLength);
  else if (format !== 'byte' && allowed !== undefined && allowed.length > 0) maxSize = Math.max(...allowed.map((value) => (typeof value === 'string' ? value.length : 0)));
  return { type: format === 'byte' ? BYTES : STRING, maxSize, minBytes: MIN_TEXT_BYTES };
}

/** How large a part of the object can be, by the path that cost estimates use. */
export function sizeAt(root: SchemaType, path: readonly string[]): Range | undefined {
  let current: SchemaType | undefined = root;
  for (const step of path.slice(1)) {
    if (step === '@items' || step === '@values') current = current.item;
    else if (step === '@keys') current = current.key;
    else current = current.fields?.get(step);
    if (current === undefined) return undefined;
  }
  return { min: 0, max: current.maxSize };
}

/** How many values of a type fit into one request. */
export function maxCardinality({ minBytes }: SchemaType): number {
  return Math.floor(MAX_REQUEST_BYTES / (minBytes + 1));
}
