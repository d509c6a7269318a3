import { isJsonObject, type Json } from '../../api/json.ts';
import { at, child, type FieldPath } from '../../diag/field-path.ts';

/** Something in a configuration that kube-scheduler would not start with. */
export interface ConfigurationProblem {
  readonly path: FieldPath;
  readonly message: string;
}

/** What a value of a configuration has to look like. */
export type Shape =
  | 'text'
  | 'flag'
  | 'anything'
  | { readonly from: number; readonly to?: number }
  | { readonly oneOf: readonly string[] }
  | { readonly listOf: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> };

/** Where a value departs from its shape; null counts as absent. */
export function shapeProblems(value: Json | undefined, shape: Shape, path: FieldPath): ConfigurationProblem[] {
  if (value === undefined || value === null || shape === 'anything') return [];
  const wanted = (what: string): ConfigurationProblem[] => [{ path, message: `must be ${what}, not ${JSON.stringify(value)}` }];
  if (shape === 'text') return typeof value === 'string' ? [] : wanted('a text');
  if (shape === 'flag') return typeof value === 'boolean' ? [] : wanted('true or false');
  if ('from' in shape) {
    const { from, to } = shape;
    const isRight = typeof value === 'number' && Number.isInteger(value) && value >= from && (to === undefined || value <= to);
    return isRight ? [] : wanted(to === undefined ? `a whole number of at least ${from}` : `a whole number from ${from} to ${to}`);
  }
  if ('oneOf' in shape) return typeof value === 'string' && shape.oneOf.includes(value) ? [] : wanted(`one of ${shape.oneOf.join(', ')}`);
  if ('listOf' in shape) return Array.isArray(value) ? value.flatMap((item, index) => shapeProblems(item, shape.listOf, at(path, index))) : wanted('a list');
  if (!isJsonObject(value)) return wanted('a map');
  return Object.entries(value).flatMap(([name, field]) => {
    const own = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
    return own === undefined ? [{ path: child(path, name), message: `is no field here; there are ${Object.keys(shape.fields).join(', ')}` }] : shapeProblems(field, own, child(path, name));
  });
}
