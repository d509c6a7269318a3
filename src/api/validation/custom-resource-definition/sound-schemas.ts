import type { Schema } from '../../custom-resources/schema.ts';

/**
 * Schemas in which the checks of this folder find nothing, wherever they stand outside of metadata. The same parts come again and again,
 * in the versions of a definition and in copies of pod templates, and nearly all of them are sound: they are looked into once.
 */
const sound = new WeakSet<Schema>();

export function markSound(schema: Schema): void {
  sound.add(schema);
}

/** Whether a schema was found sound, or is so simple that it must be. */
export function isSound(schema: Schema): boolean {
  return isSimple(schema) || sound.has(schema);
}

/** Keywords that no check is about, and that lead to no other schemas. */
const HARMLESS = new Set([
  'description', 'title', 'format', 'pattern', 'enum', 'required', 'nullable', 'example', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minLength', 'maxLength', 'minItems', 'maxItems',
  'minProperties', 'maxProperties',
]);
const TYPES = new Set<unknown>(['array', 'boolean', 'integer', 'number', 'object', 'string']);

/** Whether no check objects to a keyword beside others that are harmless. */
export function isHarmless(schema: Schema, keyword: string): boolean {
  if (HARMLESS.has(keyword)) return true;
  switch (keyword) {
    case 'type':
      return TYPES.has(schema.type);
    case 'x-kubernetes-list-type':
      return schema.type === 'array' && schema[keyword] === 'atomic';
    case 'x-kubernetes-map-type':
      return schema.type === 'object' && (schema[keyword] === 'atomic' || schema[keyword] === 'granular');
    case 'x-kubernetes-preserve-unknown-fields':
      return schema[keyword] === true;
    default:
      return false;
  }
}

/** Whether a schema has a type, but neither parts nor keywords that are checked. */
export function isSimple(schema: Schema): boolean {
  for (const keyword in schema) if (!isHarmless(schema, keyword)) return false;
  return schema.type !== undefined;
}
