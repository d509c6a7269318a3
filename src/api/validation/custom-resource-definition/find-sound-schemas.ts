import type { Schema } from '../../custom-resources/schema.ts';
import { checkSchema } from './schema-checks.ts';
import { validateDefaults } from './schema-defaults.ts';
import { isHarmless, isSound, markSound } from './sound-schemas.ts';
import { validateCompleteness, validateInvariants } from './structural.ts';

/** Looks for sound schemas among a schema and its parts, from the innermost outwards, so that the checks can pass them by; tells whether the schema itself is one. */
export function findSoundSchemas(schema: Schema): boolean {
  if (isSound(schema)) return true;
  const { properties, items, additionalProperties } = schema;
  let soundParts = true;
  if (properties !== undefined) {
    for (const name of Object.keys(properties)) {
      const property = properties[name];
      if (property !== undefined && !findSoundSchemas(property)) soundParts = false;
    }
  }
  if (items !== undefined && !Array.isArray(items) && !findSoundSchemas(items as Schema)) soundParts = false;
  if (typeof additionalProperties === 'object' && !findSoundSchemas(additionalProperties)) soundParts = false;
  if (!soundParts || !(hasOnlyParts(schema) || passesChecks(schema))) return false;
  markSound(schema);
  return true;
}

/** Whether nothing that is checked stands in a schema, but for its parts. */
function hasOnlyParts(schema: Schema): boolean {
  if (schema.type === undefined || Array.isArray(schema.items) || (schema.properties !== undefined && schema.additionalProperties !== undefined)) return false;
  for (const keyword in schema) if (keyword !== 'properties' && keyword !== 'items' && keyword !== 'additionalProperties' && !isHarmless(schema, keyword)) return false;
  return true;
}

function passesChecks(schema: Schema): boolean {
  return validateInvariants(schema, 'field', '').length === 0 && validateCompleteness(schema, '').length === 0 && validateDefaults(schema, false, '').length === 0 && checkSchema(schema, '').length === 0;
}
