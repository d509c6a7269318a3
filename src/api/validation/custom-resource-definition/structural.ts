import { at, child, type FieldPath } from '../../../diag/field-path.ts';
import { additionalOf, itemsOf, type Schema } from '../../custom-resources/schema.ts';
import { forbidden, invalid, required, type FieldError } from '../../field-error.ts';
import { isSound } from './sound-schemas.ts';

/**
 * Whether a schema is structural: every field has a type outside of the combinators (`allOf`, `anyOf`, `oneOf`, `not`), and those only
 * restrict what is declared outside (apiextensions-apiserver/pkg/apiserver/schema/validation.go, v1.36).
 */
export function validateStructural(schema: Schema, path: FieldPath): FieldError[] {
  const errors = [...validateInvariants(schema, 'root', path), ...validateCompleteness(schema, path)];
  const type = schema.type ?? '';
  if (type !== '' && type !== 'object') errors.push(invalid(child(path, 'type'), type, 'must be object at the root'));
  return errors;
}

type Level = 'root' | 'item' | 'field';

const MISSING_TYPE: Readonly<Record<Level, string>> = { root: 'must not be empty at the root', item: 'must not be empty for specified array items', field: 'must not be empty for specified object fields' };
const METADATA_PROPERTIES = ['name', 'generateName'];

/** The schema and those of its parts that are not known to be sound. */
export function validateInvariants(schema: Schema, level: Level, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const items = itemsOf(schema);
  const additional = additionalOf(schema);
  const { properties = {} } = schema;
  if (items !== undefined && !isSound(items)) errors.push(...validateInvariants(items, 'item', child(path, 'items')));
  for (const [name, property] of Object.entries(properties)) if (!isSound(property)) errors.push(...validateInvariants(property, 'field', at(child(path, 'properties'), name)));
  if (additional !== undefined && !isSound(additional)) errors.push(...validateInvariants(additional, 'field', child(path, 'additionalProperties')));
  errors.push(...validateExtensions(schema, path), ...validateCombinators(schema, path));
  if (schema['x-kubernetes-embedded-resource'] === true && schema.additionalProperties !== undefined) {
    errors.push(forbidden(child(path, 'additionalProperties'), 'excludes x-kubernetes-embedded-resource'));
  }
  const untyped = schema['x-kubernetes-preserve-unknown-fields'] === true || schema['x-kubernetes-int-or-string'] === true;
  if ((schema.type ?? '') === '' && !untyped) errors.push(required(child(path, 'type'), MISSING_TYPE[level]));
  const metadata = Object.hasOwn(properties, 'metadata') ? properties['metadata'] : undefined;
  if ((schema['x-kubernetes-embedded-resource'] === true || level === 'root') && metadata !== undefined) errors.push(...validateMetadata(metadata, at(child(path, 'properties'), 'metadata')));
  if (schema['x-kubernetes-embedded-resource'] === true || level === 'root') errors.push(...validateTypeMeta(schema, path));
  return errors;
}

/** `apiVersion` and `kind` of objects are texts. */
function validateTypeMeta({ properties = {} }: Schema, path: FieldPath): FieldError[] {
  return ['apiVersion', 'kind'].flatMap((name) => {
    const type = Object.hasOwn(properties, name) ? properties[name]?.type : undefined;
    return type === undefined || type === 'string' ? [] : [invalid(child(at(child(path, 'properties'), name), 'type'), type, 'must be string')];
  });
}

/** Of metadata only the name can be restricted. */
function validateMetadata(metadata: Schema, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (metadata.type !== 'object') errors.push(invalid(child(path, 'type'), metadata.type, 'must be object'));
  const names = Object.keys(metadata.properties ?? {});
  const { type: _type, description: _description, properties: _properties, ...rest } = metadata;
  const restricts = Object.keys(rest).length > 0 || names.some((name) => !METADATA_PROPERTIES.includes(name));
  if (restricts) errors.push(forbidden(path, 'must not restrict more of metadata than name and generateName'));
  return errors;
}

function validateExtensions(schema: Schema, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const typePath = child(path, 'type');
  const type = schema.type ?? '';
  const preserves = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const embedded = schema['x-kubernetes-embedded-resource'] === true;
  if (schema['x-kubernetes-int-or-string'] === true) {
    if (preserves) errors.push(invalid(child(path, 'x-kubernetes-preserve-unknown-fields'), true, 'must be false with x-kubernetes-int-or-string'));
    if (embedded) errors.push(invalid(child(path, 'x-kubernetes-embedded-resource'), true, 'must be false with x-kubernetes-int-or-string'));
  }
  if (embedded) {
    if (type === '') errors.push(required(typePath, 'must be object with x-kubernetes-embedded-resource'));
    else if (type !== 'object') errors.push(invalid(typePath, type, 'must be object with x-kubernetes-embedded-resource'));
    if (!preserves && Object.keys(schema.properties ?? {}).length === 0) errors.push(required(child(path, 'properties'), 'must not be empty with x-kubernetes-embedded-resource, unless x-kubernetes-preserve-unknown-fields is true'));
  }
  return errors;
}

/** The one way to give int-or-string a type inside of combinators: an integer or a string, and no more said of either (`isIntOrStringAnyOfPattern`). */
function isIntOrString(parts: readonly Schema[]): boolean {
  return parts.length === 2 && saysOnlyType(parts[0], 'integer') && saysOnlyType(parts[1], 'string');
}

/** Keywords that are values in Go, and not pointers: empty is as good as absent. */
const VALUES = new Set(['id', '$schema', 'title', 'description', 'format', 'pattern', 'nullable', 'exclusiveMaximum', 'exclusiveMinimum', 'uniqueItems']);
/** Keywords that structural schemas have no place for. */
const IGNORED = new Set(['definitions', 'dependencies', 'patternProperties', 'additionalItems', 'example', 'externalDocs', '$ref']);

function saysOnlyType(schema: Schema | undefined, type: string): boolean {
  return schema?.type === type && Object.entries(schema).every(([keyword, value]) => keyword === 'type' || IGNORED.has(keyword) || value === undefined || (VALUES.has(keyword) && (value === '' || value === false)));
}

function validateCombinators(schema: Schema, path: FieldPath): FieldError[] {
  const { allOf = [], anyOf = [], oneOf = [], not } = schema;
  const errors: FieldError[] = [];
  const mayBeEither = schema['x-kubernetes-int-or-string'] === true;
  const skipAnyOf = mayBeEither && isIntOrString(anyOf);
  const firstAllOf = mayBeEither && anyOf.length === 0 && isIntOrString(allOf[0]?.anyOf ?? []);
  allOf.forEach((part, index) => errors.push(...validateNested(part, firstAllOf && index === 0, at(child(path, 'allOf'), index))));
  if (!skipAnyOf) anyOf.forEach((part, index) => errors.push(...validateNested(part, false, at(child(path, 'anyOf'), index))));
  oneOf.forEach((part, index) => errors.push(...validateNested(part, false, at(child(path, 'oneOf'), index))));
  if (not !== undefined) errors.push(...validateNested(not, false, child(path, 'not')));
  return errors;
}

/** Inside of combinators there are only restrictions of values, no declarations. */
function validateNested(schema: Schema, skipAnyOf: boolean, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const { allOf = [], anyOf = [], oneOf = [], not, properties = {} } = schema;
  allOf.forEach((part, index) => errors.push(...validateNested(part, false, at(child(path, 'allOf'), index))));
  if (!skipAnyOf) anyOf.forEach((part, index) => errors.push(...validateNested(part, false, at(child(path, 'anyOf'), index))));
  oneOf.forEach((part, index) => errors.push(...validateNested(part, false, at(child(path, 'oneOf'), index))));
  if (not !== undefined) errors.push(...validateNested(not, false, child(path, 'not')));
  const items = itemsOf(schema);
  if (items !== undefined) errors.push(...validateNested(items, false, child(path, 'items')));
  for (const [name, property] of Object.entries(properties)) errors.push(...validateNested(property, false, at(child(path, 'properties'), name)));
  const refuse = (field: string): unknown => errors.push(forbidden(child(path, field), 'must not be given inside of allOf, anyOf, oneOf or not: declare it outside'));
  if ((schema.type ?? '') !== '') refuse('type');
  if ((schema.title ?? '') !== '') refuse('title');
  if ((schema.description ?? '') !== '') refuse('description');
  if (schema.default !== undefined && schema.default !== null) refuse('default');
  if (schema.nullable === true) refuse('nullable');
  if (schema.additionalProperties !== undefined) refuse('additionalProperties');
  for (const field of ['x-kubernetes-preserve-unknown-fields', 'x-kubernetes-embedded-resource', 'x-kubernetes-int-or-string'] as const) if (schema[field] === true) refuse(field);
  for (const field of ['x-kubernetes-list-type', 'x-kubernetes-map-type'] as const) if (schema[field] !== undefined) refuse(field);
  for (const field of ['x-kubernetes-list-map-keys', 'x-kubernetes-validations'] as const) if ((schema[field] ?? []).length > 0) refuse(field);
  return errors;
}

/** What combinators name must be declared outside of them. Parts that are known to be sound are passed by. */
export function validateCompleteness(schema: Schema, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const { allOf = [], anyOf = [], oneOf = [], not, properties = {} } = schema;
  const skipFirstAllOf = schema['x-kubernetes-int-or-string'] === true && anyOf.length === 0 && isIntOrString(allOf[0]?.anyOf ?? []);
  const groups = [['allOf', skipFirstAllOf ? allOf.slice(1) : allOf], ['anyOf', anyOf], ['oneOf', oneOf]] as const;
  for (const [name, parts] of groups) parts.forEach((part, index) => errors.push(...declaredOutside(schema, part, path, at(child(path, name), index))));
  if (not !== undefined) errors.push(...declaredOutside(schema, not, path, child(path, 'not')));
  const items = itemsOf(schema);
  if (items !== undefined && !isSound(items)) errors.push(...validateCompleteness(items, child(path, 'items')));
  for (const [name, property] of Object.entries(properties)) if (!isSound(property)) errors.push(...validateCompleteness(property, at(child(path, 'properties'), name)));
  const additional = additionalOf(schema);
  if (additional !== undefined && !isSound(additional)) errors.push(...validateCompleteness(additional, child(path, 'additionalProperties')));
  return errors;
}

function declaredOutside(schema: Schema | undefined, part: Schema, path: FieldPath, partPath: FieldPath): FieldError[] {
  if (schema === undefined) return [required(path, `is named in ${partPath}, so it must be declared`)];
  const errors: FieldError[] = [];
  const { allOf = [], anyOf = [], oneOf = [], not, properties = {} } = part;
  for (const [name, parts] of [['allOf', allOf], ['anyOf', anyOf], ['oneOf', oneOf]] as const) parts.forEach((inner, index) => errors.push(...declaredOutside(schema, inner, path, at(child(partPath, name), index))));
  if (not !== undefined) errors.push(...declaredOutside(schema, not, path, child(partPath, 'not')));
  const items = itemsOf(part);
  if (items !== undefined) errors.push(...declaredOutside(itemsOf(schema), items, child(path, 'items'), child(partPath, 'items')));
  for (const [name, property] of Object.entries(properties)) {
    const declared = schema.properties !== undefined && Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
    const place = at(child(path, 'properties'), name);
    if (declared === undefined && additionalOf(schema) !== undefined) errors.push(...declaredOutside(additionalOf(schema), property, child(path, 'additionalProperties'), at(child(partPath, 'properties'), name)));
    else errors.push(...declaredOutside(declared, property, place, at(child(partPath, 'properties'), name)));
  }
  return errors;
}
