import { at, child, type FieldPath } from '../../../diag/field-path.ts';
import { applySchemaDefaults } from '../../custom-resources/apply-defaults.ts';
import { validateListTypes } from '../../custom-resources/list-types.ts';
import { hasUnknownFields } from '../../custom-resources/prune.ts';
import { additionalOf, itemsOf, type Schema } from '../../custom-resources/schema.ts';
import { validateValue } from '../../custom-resources/validate-value.ts';
import { hasRules, validateRules } from '../../custom-resources/validate-rules.ts';
import { invalid, type FieldError } from '../../field-error.ts';
import { cloneJson, type Json } from '../../json.ts';
import { isSound } from './sound-schemas.ts';

/** Defaults must fit the schema that they stand in; parts that are known to be sound are passed by (apiextensions-apiserver/pkg/apiserver/schema/defaulting/validation.go, v1.36). */
export function validateDefaults(schema: Schema, root: boolean, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const place = child(path, 'default');
  if (schema.default !== undefined && schema.default !== null) {
    const value = cloneJson(schema.default);
    const embedded = schema['x-kubernetes-embedded-resource'] === true;
    if (hasUnknownFields(value, schema, embedded)) {
      errors.push(invalid(place, schema.default, 'has fields that the schema does not know'));
    } else {
      applySchemaDefaults(value, schema);
      const problems = [...validateValue(value, schema, place), ...validateListTypes(value, schema, place)];
      errors.push(...problems, ...(problems.length > 0 ? [] : brokenRules(value, schema, root).map((error) => ({ ...error, path: joinPaths(place, error.path) }))));
    }
  }
  const items = itemsOf(schema);
  const additional = additionalOf(schema);
  if (items !== undefined && !isSound(items)) errors.push(...validateDefaults(items, false, child(path, 'items')));
  for (const [name, property] of Object.entries(schema.properties ?? {})) if (!isSound(property)) errors.push(...validateDefaults(property, false, at(child(path, 'properties'), name)));
  if (additional !== undefined && !isSound(additional)) errors.push(...validateDefaults(additional, false, child(path, 'additionalProperties')));
  return errors;
}

/** A default must be fit to stay as it is, and to come where nothing was. */
function brokenRules(value: Json, schema: Schema, root: boolean): FieldError[] {
  if (!hasRules(schema)) return [];
  const asItStays = validateRules(value, schema, value, root);
  return asItStays.length > 0 ? asItStays : validateRules(value, schema, undefined, root);
}

function joinPaths(path: FieldPath, inner: FieldPath): FieldPath {
  return inner === '' ? path : inner.startsWith('[') ? `${path}${inner}` : child(path, inner);
}
