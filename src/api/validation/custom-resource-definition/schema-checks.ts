import { at, child, type FieldPath } from '../../../diag/field-path.ts';
import { additionalOf, itemsOf, propertyOf, type Schema } from '../../custom-resources/schema.ts';
import { hasRules } from '../../custom-resources/validate-rules.ts';
import { forbidden, invalid, notSupported, required, type FieldError } from '../../field-error.ts';
import { RuleCosts, validateCompiledRules, validateRuleFields } from './schema-rules.ts';
import { isSimple, isSound } from './sound-schemas.ts';

const TYPES: readonly string[] = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];
const UNSUPPORTED = ['id', 'additionalItems', 'patternProperties', 'definitions', 'dependencies', '$ref'] as const;
const META_FIELDS: readonly string[] = ['metadata', 'kind', 'apiVersion'];
const LIST_TYPES: readonly string[] = ['atomic', 'set', 'map'];
const MAP_TYPES: readonly string[] = ['atomic', 'granular'];

interface Place {
  readonly root: boolean;
  readonly insideMeta: boolean;
  /** Why there can be no default; absent when there can. */
  readonly noDefaults?: string;
  readonly uncorrelatable?: FieldPath | undefined;
  /** Whether rules are compiled here, and how many values one object can hold: undefined is no limit. */
  readonly rules?: { readonly cardinality: number | undefined; readonly costs: RuleCosts };
}

/**
 * The checks of a schema that do not depend on its being structural, and of its rules unless `compileRules` is false
 * (apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go, `ValidateCustomResourceDefinitionOpenAPISchema`, v1.36).
 */
export function validateSchema(schema: Schema, compileRules: boolean, path: FieldPath): FieldError[] {
  const costs = new RuleCosts();
  const findings: Findings = { errors: [], ruleErrors: [] };
  check(schema, { root: true, insideMeta: false, ...(compileRules ? { rules: { cardinality: 1, costs } } : {}) }, path, findings);
  return [...findings.errors, ...findings.ruleErrors, ...costs.errorsAt(path)];
}

/** The same of a part of a schema that does not stand in metadata, without its rules. */
export function checkSchema(schema: Schema, path: FieldPath): FieldError[] {
  const findings: Findings = { errors: [], ruleErrors: [] };
  check(schema, { root: false, insideMeta: false }, path, findings);
  return findings.errors;
}

interface Findings {
  readonly errors: FieldError[];
  readonly ruleErrors: FieldError[];
}

/** Adds what is wrong with a schema and its parts to `findings`, but for parts of which nothing is left to say. */
function check(schema: Schema, place: Place, path: FieldPath, findings: Findings): void {
  const { errors, ruleErrors } = findings;
  const errorsBefore = errors.length;
  errors.push(...validateKeywords(schema, place, path));
  const inner = place.root ? { ...place, root: false } : place;
  const additional = additionalOf(schema);
  if (additional !== undefined && !isDone(additional, place)) check(additional, { ...inner, ...(place.insideMeta ? { noDefaults: 'inside additionalProperties of metadata' } : {}), ...inMany(place, schema.maxProperties) }, child(path, 'additionalProperties'), findings);
  if (schema.properties !== undefined) checkProperties(schema, schema.properties, place, inner, path, findings);
  checkCombinations(schema, inner, path, findings);
  const items = itemsOf(schema);
  if (items !== undefined && !isDone(items, place)) {
    const uncorrelatable = place.uncorrelatable ?? (schema['x-kubernetes-list-type'] === 'map' ? undefined : path);
    check(items, { ...inner, uncorrelatable, ...inMany(place, schema.maxItems) }, child(path, 'items'), findings);
  }
  for (const keyword of ['definitions', 'dependencies'] as const) {
    for (const [name, part] of Object.entries(schema[keyword] ?? {})) {
      if (Array.isArray(part)) continue;
      // The API server of 1.36 crashes on such a request and refuses it by that.
      if (part === null || part === undefined) errors.push(required(at(child(path, keyword), name), 'must be a schema or a list of names'));
      else check(part as Schema, withoutRules(inner), at(child(path, keyword), name), findings);
    }
  }
  errors.push(...validateExtensions(schema, path), ...validateRuleFields(schema, path));
  const { rules } = place;
  // Types of schemas with mistakes would only give mistakes in turn.
  if (rules !== undefined && errors.length === errorsBefore && (schema['x-kubernetes-validations'] ?? []).length > 0) {
    ruleErrors.push(...validateCompiledRules(schema, { root: place.root, uncorrelatable: place.uncorrelatable, ...rules }, path));
  }
}

/** Whether a part in this place is known to be sound and has no rules that are still to be compiled. */
function isDone(part: Schema, { insideMeta, rules }: Place): boolean {
  return !insideMeta && (isSimple(part) || (isSound(part) && (rules === undefined || !hasRules(part))));
}

function checkProperties(schema: Schema, properties: Readonly<Record<string, Schema>>, place: Place, inner: Place, path: FieldPath, findings: Findings): void {
  const uncorrelatable = place.uncorrelatable ?? (schema['x-kubernetes-map-type'] === 'atomic' ? path : undefined);
  const hasMeta = place.root || schema['x-kubernetes-embedded-resource'] === true;
  const usual = uncorrelatable === inner.uncorrelatable ? inner : { ...inner, uncorrelatable };
  const propertiesPath = child(path, 'properties');
  for (const name of Object.keys(properties)) {
    const property = properties[name];
    if (property === undefined) continue;
    const meta = hasMeta && META_FIELDS.includes(name);
    if (!meta && isDone(property, place)) continue;
    check(property, meta ? { ...usual, insideMeta: true, ...(place.root ? { noDefaults: `in ${name} of the object` } : {}) } : usual, at(propertiesPath, name), findings);
  }
}

function checkCombinations(schema: Schema, inner: Place, path: FieldPath, findings: Findings): void {
  if (schema.not !== undefined) check(schema.not, withoutRules(inner), child(path, 'not'), findings);
  for (const keyword of ['allOf', 'oneOf', 'anyOf'] as const) schema[keyword]?.forEach((part, index) => check(part, withoutRules(inner), at(child(path, keyword), index), findings));
}

/** Rules of parts that only hold under a condition are not compiled. */
function withoutRules({ rules: _rules, ...place }: Place): Place {
  return place;
}

/** The items of a list or a map: as many as it may hold for each of it. */
function inMany({ rules }: Place, max: number | undefined): Partial<Place> {
  if (rules === undefined) return {};
  return { rules: { costs: rules.costs, cardinality: max === undefined || rules.cardinality === undefined ? undefined : rules.cardinality * Math.max(0, max) } };
}

function validateKeywords(schema: Schema, place: Place, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const { type = '', items } = schema;
  if (type !== '' && !TYPES.includes(type)) errors.push(notSupported(child(path, 'type'), type, TYPES));
  if (schema.default !== undefined && place.noDefaults !== undefined) errors.push(forbidden(child(path, 'default'), `must not be set ${place.noDefaults}`));
  for (const keyword of UNSUPPORTED) if (isGiven(schema[keyword], keyword)) errors.push(forbidden(child(path, keyword), 'is not supported in schemas of custom resources'));
  if (type === 'null') errors.push(forbidden(child(path, 'type'), 'cannot be null, use nullable'));
  if (Array.isArray(items) && items.length > 0) errors.push(forbidden(child(path, 'items'), 'must be one schema and not a list of schemas'));
  if (place.insideMeta && schema['x-kubernetes-embedded-resource'] === true) errors.push(forbidden(child(path, 'x-kubernetes-embedded-resource'), 'must not be used inside of metadata'));
  if (schema.uniqueItems === true) errors.push(forbidden(child(path, 'uniqueItems'), 'costs too much, use x-kubernetes-list-type: set'));
  const { additionalProperties } = schema;
  if (additionalProperties !== undefined && Object.keys(schema.properties ?? {}).length > 0 && additionalProperties !== true) errors.push(forbidden(child(path, 'additionalProperties'), 'excludes properties'));
  return errors;
}

function isGiven(value: unknown, keyword: string): boolean {
  if (value === undefined || value === '') return keyword === '$ref' && value === '';
  return keyword === 'dependencies' || keyword === 'additionalItems' || typeof value !== 'object' || Object.keys(value as object).length > 0;
}

/** Kubernetes' own keywords: kinds of lists and maps. */
function validateExtensions(schema: Schema, path: FieldPath): FieldError[] {
  const { type = '', 'x-kubernetes-map-type': mapType, 'x-kubernetes-list-type': listType, 'x-kubernetes-list-map-keys': keys = [] } = schema;
  const errors: FieldError[] = [];
  const typePath = child(path, 'type');
  const listTypePath = child(path, 'x-kubernetes-list-type');
  if (schema['x-kubernetes-preserve-unknown-fields'] === false) errors.push(invalid(child(path, 'x-kubernetes-preserve-unknown-fields'), false, 'must be true or absent'));
  const needsType = (wanted: string, keyword: string): FieldError => (type === '' ? required(typePath, `must be ${wanted} with ${keyword}`) : invalid(typePath, type, `must be ${wanted} with ${keyword}`));
  if (mapType !== undefined && type !== 'object') errors.push(needsType('object', 'x-kubernetes-map-type'));
  if (mapType !== undefined && !MAP_TYPES.includes(mapType)) errors.push(notSupported(child(path, 'x-kubernetes-map-type'), mapType, MAP_TYPES));
  if (listType !== undefined && type !== 'array') errors.push(needsType('array', 'x-kubernetes-list-type'));
  else if (listType === 'set') errors.push(...validateSetItems(schema, path));
  if (listType !== undefined && !LIST_TYPES.includes(listType)) errors.push(notSupported(listTypePath, listType, LIST_TYPES));
  if (keys.length > 0 && listType === undefined) errors.push(required(listTypePath, 'must be map with x-kubernetes-list-map-keys'));
  else if (keys.length > 0 && listType !== 'map') errors.push(invalid(listTypePath, listType, 'must be map with x-kubernetes-list-map-keys'));
  if (listType === 'map') errors.push(...validateMapItems(schema, keys, path));
  if (listType === 'map' || listType === 'set') errors.push(...validateNullable(schema, listType, keys, path));
  return errors;
}

/** Items of sets are compared as a whole. */
function validateSetItems(schema: Schema, path: FieldPath): FieldError[] {
  const items = itemsOf(schema);
  const { type, 'x-kubernetes-list-type': listType, 'x-kubernetes-map-type': mapType } = items ?? {};
  const message = 'must be atomic, as an item of a set';
  if (type === 'array' && listType !== undefined && listType !== 'atomic') return [invalid(child(path, 'items.x-kubernetes-list-type'), listType, message)];
  return type === 'object' && mapType !== 'atomic' ? [invalid(child(path, 'items.x-kubernetes-map-type'), mapType, message)] : [];
}

function validateMapItems(schema: Schema, keys: readonly string[], path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const keysPath = child(path, 'x-kubernetes-list-map-keys');
  if (keys.length === 0) errors.push(required(keysPath, 'must not be empty with x-kubernetes-list-type: map'));
  const items = itemsOf(schema);
  if (schema.items === undefined) return [...errors, required(child(path, 'items'), 'must have a schema with x-kubernetes-list-type: map')];
  if (items === undefined) return [...errors, invalid(child(path, 'items'), 'a list', 'must be one schema with x-kubernetes-list-type: map')];
  if (items.type !== 'object') return [...errors, invalid(child(path, 'items.type'), items.type ?? '', 'must be object with x-kubernetes-list-type: map')];
  keys.forEach((key, index) => {
    const property = propertyOf(items, key);
    if (property === undefined) errors.push(invalid(keysPath, keys, `${key} is no property of the items`));
    else if (property.type === 'array' || property.type === 'object') errors.push(invalid(child(at(child(path, 'items.properties'), key), 'type'), property.type, 'must be a scalar, as a key of a list'));
    if (keys.indexOf(key) < index) errors.push(invalid(keysPath, keys, `${key} occurs twice`));
  });
  return errors;
}

/** Items and keys must be there to tell items apart. */
function validateNullable(schema: Schema, listType: string, keys: readonly string[], path: FieldPath): FieldError[] {
  const items = itemsOf(schema);
  if (items === undefined) return [];
  const errors = items.nullable === true ? [forbidden(child(path, 'items.nullable'), `cannot be true with x-kubernetes-list-type: ${listType}`)] : [];
  for (const key of listType === 'map' ? keys : []) {
    const property = propertyOf(items, key);
    if (property === undefined) continue;
    const place = at(child(path, 'items.properties'), key);
    if (items.required?.includes(key) !== true && property.default === undefined) errors.push(required(child(place, 'default'), `${key} tells items apart, so it must be required or have a default`));
    if (property.nullable === true) errors.push(forbidden(child(place, 'nullable'), `${key} tells items apart, so it cannot be null`));
  }
  return errors;
}
