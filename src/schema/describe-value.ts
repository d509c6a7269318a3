import { NumberLiteral, type Json } from '../api/json.ts';

/** What to do about a value of the wrong type, for the end of a message: most slips are about quotes. */
export function remedyFor(value: Json, wanted: string): string {
  if (wanted === 'a string' && (typeof value !== 'object' || value instanceof NumberLiteral)) return '; quote it';
  if (typeof value !== 'string') return '';
  const unquoted = (wanted.startsWith('a whole number') && /^-?\d+$/.test(value)) || (wanted === 'true or false' && (value === 'true' || value === 'false'));
  return unquoted ? '; remove the quotes' : '';
}

/** A value as the subject of a message: `the number 5`, `a list`. */
export function describe(value: Json): string {
  if (value instanceof NumberLiteral) return `the number ${value.text}`;
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return `the string ${JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)}`;
    case 'number':
    case 'bigint':
      return `the number ${value}`;
    case 'boolean':
      return `the value ${value}`;
    default:
      return 'an object';
  }
}
