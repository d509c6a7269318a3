import { cloneJson, isJsonObject, NumberLiteral, setOwn, type Json, type JsonObject } from '../api/json.ts';
import type { KubernetesVersion } from '../api/kubernetes-version.ts';
import { storedQuantity } from '../api/quantity.ts';
import { at, child, type FieldPath } from '../diag/field-path.ts';
import { structOf, type Field, type StructType, type TypeNode } from './definitions.ts';
import { describe, remedyFor } from './describe-value.ts';
import { embeddedStructOf } from './embedded-structs.ts';
import { canonicalBytes } from './go-base64.ts';
import { canonicalTime } from './go-time.ts';
import { strictPathOf } from './strict-path.ts';
import { isUnchangedBy } from './unchanged.ts';

/** An unknown or a duplicate field: what `fieldValidation=Strict` refuses. */
export interface StrictError {
  readonly kind: 'unknown' | 'duplicate';
  readonly path: FieldPath;
  /** The path as the server prints it: map keys follow a dot (`metadata.labels.a`). */
  readonly serverPath: string;
  /** For unknown fields: the struct that lacks it. */
  readonly struct?: StructType;
}

/** A value that does not fit its Go type. */
export interface DecodeProblem {
  readonly path: FieldPath;
  /** The path in the server's message, which leaves out indices and keys; absent for values that their own type refuses. */
  readonly serverPath?: string;
  readonly message: string;
}

export interface Decoded {
  /**
   * A private copy in which every value has its Go type: nulls and unknown fields are gone, quantities, times and bytes canonical. Schemas
   * that need no change are shared with the value: nobody changes schemas.
   */
  readonly object: JsonObject;
  /** In the server's order, at most 100, each path once. */
  readonly strictErrors: readonly StrictError[];
  /** What the server answers, when it cannot decode the value at all. */
  readonly decodeError?: DecodeProblem;
  /** Every problem, for people who want to mend all at once. */
  readonly problems: readonly DecodeProblem[];
}

/** The server stops collecting after so many (sigs.k8s.io/json/internal/golang/encoding/json/kubernetes_patch.go). */
const MAX_STRICT_ERRORS = 100;
const JSON_SCHEMA = 'apiextensions/v1.JSONSchemaProps';
const INT32_MAX = 2 ** 31 - 1;
const INT32_MIN = -(2 ** 31);
const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);

/**
 * Decodes a value into a Go struct as the API server does (sigs.k8s.io/json, case sensitive, and the `UnmarshalJSON` of the types in
 * k8s.io/apimachinery and apiextensions-apiserver, v1.36). Values of the wrong type are noted and decoding goes on; values that their own
 * type refuses (quantities, times) end it for the server, and win over what was noted before.
 * `duplicateKeys` are the paths of keys that occurred more than once in the text.
 */
export function decodeStruct(value: JsonObject, struct: StructType, version: KubernetesVersion, duplicateKeys: readonly FieldPath[] = []): Decoded {
  const decoder = new Decoder(version);
  const object = decoder.struct(value, struct);
  for (const path of duplicateKeys) decoder.duplicate(path, value, struct);
  const { strictErrors, problems, fatal } = decoder;
  const decodeError = fatal ?? problems[0];
  return { object, strictErrors, problems, ...(decodeError === undefined ? {} : { decodeError }) };
}

/** A step on the way to a value: a field of a struct, a key of a map, or an index of a list. */
type Step = Field | string | number;

class Decoder {
  readonly strictErrors: StrictError[] = [];
  readonly problems: DecodeProblem[] = [];
  fatal: DecodeProblem | undefined;
  readonly #version: KubernetesVersion;
  readonly #steps: Step[] = [];
  /** Inside a type that decodes itself, unknown fields are not looked for. */
  #lenient = 0;

  constructor(version: KubernetesVersion) {
    this.#version = version;
  }

  struct(value: JsonObject, struct: StructType): JsonObject {
    if (struct.definition === JSON_SCHEMA && isUnchangedBy(struct, value)) return value;
    const result: JsonObject = {};
    const fields = struct.fields;
    for (const key of Object.keys(value)) {
      const field = fields.get(key);
      if (field === undefined) {
        if (this.#lenient === 0) this.#unknown(key, struct);
        continue;
      }
      const item = value[key];
      if (item === null || item === undefined) continue;
      this.#steps.push(field);
      const decoded = this.#value(item, field.type);
      if (decoded !== undefined) result[key] = decoded;
      this.#steps.pop();
    }
    return result;
  }

  /** Notes a duplicate key, unless it stands where keys are not told apart: in a value that is kept as it is. */
  duplicate(path: FieldPath, root: JsonObject, struct: StructType): void {
    const serverPath = strictPathOf(path, root, { kind: 'struct', struct });
    if (serverPath !== undefined) this.#strict({ kind: 'duplicate', path, serverPath });
  }

  /** The value as its type; undefined when the server would leave the zero value. */
  #value(value: Json, type: TypeNode): Json | undefined {
    switch (type.kind) {
      case 'string':
        return typeof value === 'string' ? value : this.#mismatch(value, 'a string');
      case 'struct':
        return isJsonObject(value) ? this.struct(value, type.struct) : this.#mismatch(value, `an object (${type.struct.name})`);
      case 'list':
        return Array.isArray(value) ? this.#list(value, type.item) : this.#mismatch(value, 'a list');
      case 'map':
        return isJsonObject(value) ? this.#map(value, type.item) : this.#mismatch(value, 'an object');
      case 'bool':
        return typeof value === 'boolean' ? value : this.#mismatch(value, 'true or false');
      case 'int32':
        return this.#int32(value, 'a whole number of 32 bits');
      case 'int64':
        return this.#int64(value);
      case 'float64':
        return this.#float64(value);
      case 'intOrString':
        return typeof value === 'string' ? value : this.#int32(value, 'a whole number of 32 bits or a string');
      case 'bytes':
        return this.#bytes(value);
      case 'quantity':
        return this.#quantity(value);
      case 'time':
        return this.#time(value, false);
      case 'microTime':
        return this.#time(value, true);
      case 'fields':
      case 'raw':
      case 'json':
        return plainJson(value);
      case 'schemaOrBool':
        if (typeof value === 'boolean') return value;
        return isJsonObject(value) ? this.#leniently(() => this.struct(value, this.#schemaType())) : this.#refuse('must be true, false or a schema');
      case 'schemaOrArray':
        if (isJsonObject(value)) return this.#leniently(() => this.struct(value, this.#schemaType()));
        return Array.isArray(value) && value.length > 0 ? this.#leniently(() => this.#list(value, { kind: 'struct', struct: this.#schemaType() })) : undefined;
      case 'schemaOrStringArray':
        if (isJsonObject(value)) return this.#leniently(() => this.struct(value, this.#schemaType()));
        return Array.isArray(value) && value.length > 0 ? this.#leniently(() => this.#list(value, { kind: 'string' })) : undefined;
    }
  }

  #list(value: readonly Json[], type: TypeNode): Json[] {
    const result: Json[] = [];
    for (let index = 0; index < value.length; index += 1) {
      const item = value[index] ?? null;
      if (item === null) {
        result.push(zeroOf(type));
        continue;
      }
      this.#steps.push(index);
      result.push(this.#value(item, type) ?? zeroOf(type));
      this.#steps.pop();
    }
    return result;
  }

  #map(value: JsonObject, type: TypeNode): JsonObject {
    const result: JsonObject = {};
    for (const key of Object.keys(value)) {
      const item = value[key] ?? null;
      if (item === null) {
        setOwn(result, key, zeroOf(type));
        continue;
      }
      this.#steps.push(key);
      setOwn(result, key, this.#value(item, type) ?? zeroOf(type));
      this.#steps.pop();
    }
    return result;
  }

  #int32(value: Json, wanted: string): number | undefined {
    const number = typeof value === 'number' ? value : wholeNumber(value);
    if (number === undefined || !Number.isInteger(number) || number > INT32_MAX || number < INT32_MIN) return this.#mismatch(value, wanted);
    return number;
  }

  #int64(value: Json): number | undefined {
    if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
    if (typeof value === 'bigint' && value <= INT64_MAX && value >= INT64_MIN) return Number(value);
    return wholeNumber(value) ?? this.#mismatch(value, 'a whole number of 64 bits');
  }

  #float64(value: Json): number | undefined {
    const number = typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : value instanceof NumberLiteral ? value.valueOf() : undefined;
    return number === undefined || !Number.isFinite(number) ? this.#mismatch(value, 'a number') : number;
  }

  /** Base64, or (in Go a list of bytes like any other) a list of numbers. */
  #bytes(value: Json): string | undefined {
    if (Array.isArray(value)) {
      const before = this.problems.length;
      const bytes = value.map((item) => (item === null ? 0 : this.#byte(item) ?? 0));
      return this.problems.length === before ? canonicalBytes(bytes) : undefined;
    }
    if (typeof value !== 'string') return this.#mismatch(value, 'a base64 text');
    const canonical = canonicalBytes(value);
    // Bytes are what Secrets are made of: the value itself is not shown.
    if (canonical === undefined) this.problems.push({ path: this.#path(), message: 'a value is not base64' });
    return canonical;
  }

  #byte(value: Json): number | undefined {
    return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255 ? value : this.#mismatch(value, 'a number from 0 to 255');
  }

  #quantity(value: Json): string | undefined {
    const text = value instanceof NumberLiteral ? value.text : value;
    const canonical = typeof text === 'string' || typeof text === 'number' || typeof text === 'bigint' ? canonicalQuantity(text) : undefined;
    return canonical ?? this.#refuse(`${describe(value)} is not a quantity; write a number with an optional suffix such as 500m, 2 or 1.5Gi`);
  }

  #time(value: Json, micro: boolean): string | undefined {
    if (typeof value !== 'string') return this.#mismatch(value, 'a time', true);
    const canonical = canonicalTime(value, micro);
    if (canonical === undefined) return this.#refuse(`${describe(value)} is not a time; write it as ${micro ? '2006-01-02T15:04:05.000000Z' : '2006-01-02T15:04:05Z'}`);
    return canonical.startsWith('0001-01-01T00:00:00') ? undefined : canonical;
  }

  #leniently<T>(read: () => T): T {
    this.#lenient += 1;
    const before = this.problems.length;
    const result = read();
    this.#lenient -= 1;
    const problem = this.problems[before];
    if (this.#lenient === 0 && problem !== undefined) this.fatal ??= { ...problem, serverPath: this.#serverPath() };
    return result;
  }

  #schemaType(): StructType {
    return structOf(JSON_SCHEMA, this.#version);
  }

  #mismatch(value: Json, wanted: string, fatal = false): undefined {
    const problem = { path: this.#path(), serverPath: this.#serverPath(), message: `${describe(value)} stands where ${wanted} is needed${remedyFor(value, wanted)}` };
    this.problems.push(problem);
    if (fatal) this.fatal ??= problem;
  }

  #refuse(message: string): undefined {
    const problem = { path: this.#path(), message };
    this.problems.push(problem);
    if (this.#lenient === 0) this.fatal ??= problem;
  }

  #unknown(key: string, struct: StructType): void {
    const parent = this.#path();
    const serverParent = this.#strictPath();
    this.#strict({
      kind: 'unknown',
      path: child(parent, key),
      serverPath: serverParent === '' ? key : `${serverParent}.${key}`,
      struct,
    });
  }

  #strict(error: StrictError): void {
    if (this.strictErrors.length >= MAX_STRICT_ERRORS) return;
    if (this.strictErrors.some((known) => known.kind === error.kind && known.serverPath === error.serverPath)) return;
    this.strictErrors.push(error);
  }

  #path(): FieldPath {
    return this.#steps.reduce<string>((path, step) => (typeof step === 'object' ? child(path, step.name) : at(path, step)), '');
  }

  #strictPath(): string {
    return this.#steps.reduce<string>((path, step) => (typeof step === 'number' ? at(path, step) : child(path, typeof step === 'object' ? step.name : step)), '');
  }

  #serverPath(): string {
    const fields = this.#steps.filter((step) => typeof step === 'object');
    return fields.flatMap(({ owner, name }) => [...(embeddedStructOf(owner, name)?.split('.') ?? []), name]).join('.');
  }
}

/** What a null item is in Go: the zero value of the item's type. */
function zeroOf(type: TypeNode): Json {
  switch (type.kind) {
    case 'struct':
    case 'map':
      return {};
    case 'list':
      return [];
    case 'int32':
    case 'int64':
    case 'float64':
    case 'intOrString':
      return 0;
    case 'bool':
      return false;
    case 'quantity':
      return '0';
    case 'string':
    case 'bytes':
      return '';
    default:
      return null;
  }
}

/** A number that was spelled as a whole one: `-0`, or one beyond 2^53. */
function wholeNumber(value: Json): number | undefined {
  return value instanceof NumberLiteral && /^-?\d+$/.test(value.text) ? value.valueOf() : undefined;
}

const quantities = new Map<string | number | bigint, string | null>();
const QUANTITIES_KEPT = 4096;

function canonicalQuantity(value: string | number | bigint): string | undefined {
  let canonical = quantities.get(value);
  if (canonical === undefined) {
    canonical = storedQuantity(typeof value === 'string' ? value.trim() : value) ?? null;
    if (quantities.size >= QUANTITIES_KEPT) quantities.clear();
    quantities.set(value, canonical);
  }
  return canonical ?? undefined;
}

/** A value that is kept as it is, with its numbers as plain ones. */
function plainJson(value: Json): Json {
  if (value instanceof NumberLiteral) return value.valueOf();
  if (Array.isArray(value)) return value.map((item) => plainJson(item));
  if (!isJsonObject(value)) return cloneJson(value);
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) setOwn(copy, key, plainJson(value[key] ?? null));
  return copy;
}
