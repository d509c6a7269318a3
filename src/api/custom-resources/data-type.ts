import { isJsonObject, NumberLiteral, type Json } from '../json.ts';
import type { Schema } from './schema.ts';

/** The types that values of a schema may have; none when it says nothing about that. */
export function typesOf(schema: Schema): readonly string[] {
  if (schema['x-kubernetes-int-or-string'] === true) return ['integer', 'string'];
  return schema.type === undefined || schema.type === '' ? [] : [schema.type];
}

/** Whether data has one of the types of a schema, or is null where it may be. */
export function fitsType(data: Json, schema: Schema): boolean {
  const { type = '' } = schema;
  const isEither = schema['x-kubernetes-int-or-string'] === true;
  if (!isEither && type === '') return true;
  if (data === null) return schema.nullable === true;
  return isEither ? typeof data === 'string' || isOfType(data, 'integer') : isOfType(data, type);
}

/** However it was written; undefined for what is no number. */
export function numberOf(data: Json): number | undefined {
  if (typeof data === 'number') return data;
  if (typeof data === 'bigint') return Number(data);
  return data instanceof NumberLiteral ? Number(data.text) : undefined;
}

function isOfType(data: Json, type: string): boolean {
  switch (type) {
    case 'object':
      return isJsonObject(data);
    case 'array':
      return Array.isArray(data);
    case 'integer':
      return typeof data === 'bigint' || Number.isInteger(numberOf(data));
    case 'number':
      return numberOf(data) !== undefined;
    default:
      return typeof data === type;
  }
}
