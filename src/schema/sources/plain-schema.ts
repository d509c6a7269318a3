import type { Ajv as AjvType, ErrorObject, ValidateFunction } from 'ajv';
import { matchesPattern, patternProblem } from '../../api/cel/regular-expression.ts';
import { isJsonObject, NumberLiteral, setOwn, type Json, type JsonObject } from '../../api/json.ts';
import { at, child, type FieldPath } from '../../diag/field-path.ts';
import { closestWord } from '../did-you-mean.ts';
import { describe } from '../describe-value.ts';
import type { Issue } from '../issue.ts';
import { lazyPackage } from '../lazy-package.ts';
import type { ValidateRuleId } from '../validate-rules.ts';
import { forAjv } from './plain-schema-dialect.ts';

export type SchemaCheck = (object: JsonObject) => readonly Issue[];

/**
 * What a JSON Schema says of objects, as kubeconform and editors use them: draft 4 to 2020-12, with the additions of OpenAPI. `readBeside`
 * gives the JSON of a file that the schema refers to by a relative path, or undefined. A schema that cannot be used is a text that says why.
 */
export function plainSchemaCheck(schema: JsonObject, readBeside: (path: string) => JsonObject | undefined): SchemaCheck | string {
  const ajv = newAjv(String(schema['$schema'] ?? ''));
  const { $schema: _dialect, ...rest } = forAjv(schema);
  for (let tries = 0; tries <= MAX_FILES; tries += 1) {
    try {
      const validate = ajv.compile(rest);
      return (object) => issuesOf(validate, object);
    } catch (error) {
      const missing = (error as { readonly missingSchema?: string }).missingSchema;
      const other = missing === undefined || missing === '' ? undefined : readBeside(missing);
      if (other === undefined) return error instanceof Error ? error.message : String(error);
      const { $schema: _other, ...definitions } = forAjv(other);
      ajv.addSchema(definitions, missing);
    }
  }
  return `it refers to more than ${MAX_FILES} files`;
}

const MAX_FILES = 50;

/** Formats that schemas of Kubernetes have beside those of JSON Schema. */
const NUMBER_FORMATS = ['int32', 'int64', 'float', 'double'];
const TEXT_FORMATS = ['byte', 'password', 'int-or-string', 'quantity'];

interface AjvModule {
  readonly default: new (options: object) => AjvType;
}

function newAjv(dialect: string): AjvType {
  const { default: Ajv } = lazyPackage<AjvModule>(/2020-12/.test(dialect) ? 'ajv/dist/2020.js' : /2019-09/.test(dialect) ? 'ajv/dist/2019.js' : 'ajv');
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: false, logger: false, code: { regExp: Object.assign(safePattern, { code: 'safePattern' }) } });
  const addFormats = lazyPackage<{ readonly default: (ajv: AjvType) => void }>('ajv-formats');
  addFormats.default(ajv);
  for (const name of NUMBER_FORMATS) ajv.addFormat(name, { type: 'number', validate: () => true });
  for (const name of TEXT_FORMATS) ajv.addFormat(name, true);
  return ajv;
}

/** Patterns of users run in an engine whose time grows with the text only; one that it cannot read checks nothing. */
function safePattern(pattern: string): { test: (text: string) => boolean } {
  const usable = patternProblem(pattern) === undefined;
  return { test: (text) => !usable || matchesPattern(pattern, text) };
}

function issuesOf(validate: ValidateFunction, object: JsonObject): Issue[] {
  const value = plain(object) as JsonObject;
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  // Of a choice that fails, the failures of its branches say less than the choice itself.
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf').map(({ schemaPath }) => `${schemaPath}/`);
  const telling = errors.filter((error) => error.keyword !== 'if' && !choices.some((choice) => error.schemaPath.startsWith(choice)));
  return telling.map((error) => issueOf(error, value));
}

const RULES: Readonly<Record<string, ValidateRuleId>> = {
  additionalProperties: 'validate/unknown-field',
  unevaluatedProperties: 'validate/unknown-field',
  required: 'validate/required-value',
  type: 'validate/invalid-type',
  enum: 'validate/unsupported-value',
  const: 'validate/unsupported-value',
  maxLength: 'validate/too-long',
  maxItems: 'validate/too-many',
  maxProperties: 'validate/too-many',
  uniqueItems: 'validate/duplicate-value',
};

function issueOf(error: ErrorObject, value: JsonObject): Issue {
  const { keyword, params } = error;
  const place = pathOf(error.instancePath, value);
  const rule = (Object.hasOwn(RULES, keyword) ? RULES[keyword] : undefined) ?? 'validate/invalid-value';
  if (rule === 'validate/unknown-field') {
    const name = String(params['additionalProperty'] ?? params['unevaluatedProperty']);
    const suggestion = closestWord(name, Object.keys(propertiesOf(error)));
    const message = `there is no field ${name} here${suggestion === undefined ? '' : `, did you mean ${suggestion}?`}`;
    return { rule, severity: 'error', path: child(place, name), part: 'key', message, ...(suggestion === undefined ? {} : { suggestion }) };
  }
  if (keyword === 'required') return { rule, severity: 'error', path: child(place, String(params['missingProperty'])), part: 'value', message: 'must be given' };
  return { rule, severity: 'error', path: place, part: 'value', message: messageOf(error) };
}

function propertiesOf({ parentSchema }: ErrorObject): JsonObject {
  const properties = (parentSchema as JsonObject | undefined)?.['properties'];
  return isJsonObject(properties) ? properties : {};
}

function messageOf({ keyword, params, message, data }: ErrorObject): string {
  if (keyword === 'enum') return `${JSON.stringify(data)} is none of ${(params['allowedValues'] as readonly Json[]).map((allowed) => JSON.stringify(allowed)).join(', ')}`;
  if (keyword === 'anyOf') return 'fits none of the alternatives that the schema allows';
  if (keyword === 'oneOf') return 'must fit exactly one of the alternatives that the schema allows';
  return `${describe(data as Json)} ${message ?? 'is wrong'}`;
}

/** A JSON pointer as a path: steps into lists and maps look alike there. */
function pathOf(pointer: string, root: JsonObject): FieldPath {
  let path: FieldPath = '';
  let value: Json | undefined = root;
  for (const raw of pointer.split('/').slice(1)) {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    const isKey = !Array.isArray(value) && !/^[\w-]+$/.test(step);
    path = Array.isArray(value) || isKey ? at(path, step) : child(path, step);
    value = Array.isArray(value) ? value[Number(step)] : isJsonObject(value) ? value[step] : undefined;
  }
  return path;
}

/** Numbers that were kept as written become numbers. */
function plain(value: Json): Json {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof NumberLiteral) return Number(value.text);
  if (Array.isArray(value)) return value.map(plain);
  if (!isJsonObject(value)) return value;
  const copy: JsonObject = {};
  for (const [key, entry] of Object.entries(value)) setOwn(copy, key, plain(entry ?? null));
  return copy;
}
