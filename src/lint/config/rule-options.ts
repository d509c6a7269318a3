import { isJsonObject } from '../../api/json.ts';
import type { OptionSchema } from '../rule.ts';

/** What is wrong with the value of an option, or undefined. Knows the keywords that option schemas use. */
export function optionProblem(schema: OptionSchema, value: unknown): string | undefined {
  if (!hasType(schema.type, value)) return `must be ${article(schema.type)}, not ${JSON.stringify(value)}`;
  const { enum: allowed, minimum, maximum, items } = schema as { enum?: readonly unknown[]; minimum?: number; maximum?: number; items?: { type?: OptionSchema['type']; enum?: readonly unknown[] } };
  if (allowed !== undefined && !allowed.includes(value)) return `must be one of ${allowed.join(', ')}, not ${JSON.stringify(value)}`;
  if (typeof value === 'number' && minimum !== undefined && value < minimum) return `must be at least ${minimum}, not ${value}`;
  if (typeof value === 'number' && maximum !== undefined && value > maximum) return `must be at most ${maximum}, not ${value}`;
  if (Array.isArray(value) && items !== undefined) {
    const bad = value.find((item) => (items.type !== undefined && !hasType(items.type, item)) || (items.enum !== undefined && !items.enum.includes(item)));
    if (bad !== undefined) return `has the item ${JSON.stringify(bad)}, which must be ${items.enum === undefined ? article(items.type ?? 'string') : `one of ${items.enum.join(', ')}`}`;
  }
  return undefined;
}

function hasType(type: OptionSchema['type'], value: unknown): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'number':
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isJsonObject(value);
  }
}

function article(type: OptionSchema['type']): string {
  return type === 'array' ? 'a list' : type === 'object' ? 'a map' : type === 'integer' ? 'a whole number' : type === 'boolean' ? 'true or false' : `a ${type}`;
}
