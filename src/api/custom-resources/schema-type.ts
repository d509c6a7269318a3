import type { Range } from '../cel/cost-range.ts';
import { BOOL, BYTES, DOUBLE, DURATION, DYN, INT, listOf, mapOf, STRING, structOf, TIMESTAMP, type Type } from '../cel/types.ts';
import { nameOfField } from './field-names.ts';
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
  /** What a field holds, by its name in CEL. */
  readonly field?: (name: string) => SchemaType | undefined;
  readonly key?: SchemaType;
  readonly item?: SchemaType;
}

const TEXT: SchemaType = { type: STRING, maxSize: 0, minBytes: MIN_TEXT_BYTES };

/**
 * Undefined when expressions cannot see values of the schema. `root`: of an object with metadata. Types of objects are told apart by
 * `place`, where they stand: two fields have different types, though their schemas may be the same.
 */
export function schemaType(schema: Schema, root: boolean, place: string): SchemaType | undefined {
  return makeType(root ? withTypeAndMetadata(schema) : schema, place);
}

function makeType(schema: Schema, place: string): SchemaType | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) return { type: DYN, maxSize: MAX_REQUEST_BYTES - QUOTES, minBytes: 1 };
  switch (schema.type) {
    case 'array':
      return makeList(schema, place);
    case 'object':
      return makeObject(schema, place);
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

function typeOfPart(schema: Schema, place: string): SchemaType | undefined {
  return schemaType(schema, schema['x-kubernetes-embedded-resource'] === true, place);
}

function makeList(schema: Schema, place: string): SchemaType | undefined {
  const items = itemsOf(schema);
  const item = items === undefined ? undefined : typeOfPart(items, `${place}[]`);
  if (item === undefined) return undefined;
  const maxSize = schema.maxItems === undefined ? Math.floor((MAX_REQUEST_BYTES - QUOTES) / (item.minBytes + 1)) : Math.max(0, schema.maxItems);
  return { type: listOf(item.type), maxSize, minBytes: 2, item };
}

function makeObject(schema: Schema, place: string): SchemaType | undefined {
  const additional = additionalOf(schema);
  if (additional === undefined) return new ObjectType(schema, place);
  const item = typeOfPart(additional, `${place}{}`);
  if (item === undefined) return undefined;
  const maxSize = schema.maxProperties === undefined ? Math.floor((MAX_REQUEST_BYTES - QUOTES) / (item.minBytes + 6)) : Math.max(0, schema.maxProperties);
  return { type: mapOf(STRING, item.type), maxSize, minBytes: 2, key: TEXT, item };
}

/** Of the fields of an object only those are made that expressions name: schemas are large, and rules about a few of their fields. */
class ObjectType implements SchemaType {
  readonly type: Type;
  readonly maxSize = 0;
  readonly #schema: Schema;
  readonly #place: string;
  readonly #fields = new Map<string, SchemaType | undefined>();
  #minBytes: number | undefined;

  constructor(schema: Schema, place: string) {
    this.#schema = schema;
    this.#place = place;
    this.type = structOf(place, (name) => this.field(name)?.type);
  }

  get minBytes(): number {
    this.#minBytes ??= minBytesOf(this.#schema);
    return this.#minBytes;
  }

  field(name: string): SchemaType | undefined {
    if (!this.#fields.has(name)) this.#fields.set(name, this.#make(name));
    return this.#fields.get(name);
  }

  #make(field: string): SchemaType | undefined {
    const { properties = {} } = this.#schema;
    const name = nameOfField(properties, field);
    const property = name === undefined ? undefined : properties[name];
    return property === undefined ? undefined : typeOfPart(property, `${this.#place}.${field}`);
  }
}

/** Of an object whose fields are known: what it must hold. */
function minBytesOf({ properties = {}, required = [] }: Schema): number {
  let total = 2;
  for (const name of new Set(required)) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const type = property === undefined || property.default !== undefined ? undefined : typeOfPart(property, name);
    if (type !== undefined) total += name.length + type.minBytes + 4;
  }
  return total;
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
    else current = current.field?.(step);
    if (current === undefined) return undefined;
  }
  return { min: 0, max: current.maxSize };
}

/** How many values of a type fit into one request. */
export function maxCardinality({ minBytes }: SchemaType): number {
  return Math.floor(MAX_REQUEST_BYTES / (minBytes + 1));
}
