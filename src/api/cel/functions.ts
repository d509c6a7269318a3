import { BOOL, BYTES, DOUBLE, DURATION, DYN, INT, NULL, STRING, TIMESTAMP, UINT, listOf, mapOf, opaque, optionalOf, param, typeOf, type Type } from './types.ts';
import type { Value } from './values.ts';

/** One way to call a function. */
export interface Overload {
  readonly id: string;
  readonly name: string;
  /** The first parameter is the receiver: `text.size()`. */
  readonly member: boolean;
  readonly parameters: readonly Type[];
  readonly result: Type;
  readonly evaluate: (...args: Value[]) => Value;
}

export type FunctionTable = ReadonlyMap<string, readonly Overload[]>;

/** Signatures of overloads (`contains_string: string.contains(string) -> bool`) with what computes them. */
export type Declarations = Readonly<Record<string, (...args: never[]) => Value>>;

/** Reads declarations. A type that is no word of CEL's is one of Kubernetes' own. Single capitals are type parameters. */
export function defineFunctions(libraries: readonly Declarations[]): FunctionTable {
  const table = new Map<string, Overload[]>();
  for (const library of libraries) {
    for (const signature of Object.keys(library)) {
      const overload = parseSignature(signature, library[signature] as Overload['evaluate']);
      const list = table.get(overload.name);
      if (list === undefined) table.set(overload.name, [overload]);
      else list.push(overload);
    }
  }
  return table;
}

function parseSignature(signature: string, evaluate: Overload['evaluate']): Overload {
  const colon = signature.indexOf(': ');
  const arrow = signature.lastIndexOf(' -> ');
  const call = signature.slice(colon + 2, arrow);
  const open = argumentsStart(call);
  const head = call.slice(0, open);
  const member = /^(.*)~(.+)$/.exec(head);
  const parameters = splitTypes(call.slice(open + 1, -1)).map(parseType);
  if (member !== null) parameters.unshift(parseType(member[1] ?? ''));
  return { id: signature.slice(0, colon), name: member?.[2] ?? head, member: member !== null, parameters, result: parseType(signature.slice(arrow + 4)), evaluate };
}

/** Where the arguments begin: the last parenthesis that is open at the end. */
function argumentsStart(call: string): number {
  let depth = 0;
  for (let index = call.length - 1; index >= 0; index -= 1) {
    if (call[index] === ')') depth += 1;
    else if (call[index] === '(') {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  return call.length;
}

const TYPES: Readonly<Record<string, Type>> = { dyn: DYN, null: NULL, bool: BOOL, int: INT, uint: UINT, double: DOUBLE, string: STRING, bytes: BYTES, timestamp: TIMESTAMP, duration: DURATION };

export function parseType(text: string): Type {
  const known = TYPES[text];
  if (known !== undefined) return known;
  const open = text.indexOf('(');
  if (open === -1) return /^[A-Z]$/.test(text) ? param(text) : opaque(text);
  const [first = DYN, second = DYN] = splitTypes(text.slice(open + 1, -1)).map(parseType);
  switch (text.slice(0, open)) {
    case 'list':
      return listOf(first);
    case 'map':
      return mapOf(first, second);
    case 'type':
      return typeOf(first);
    default:
      return optionalOf(first);
  }
}

function splitTypes(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '(') depth += 1;
    else if (text[index] === ')') depth -= 1;
    else if (text[index] === ',' && depth === 0) {
      parts.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  const last = text.slice(start).trim();
  return last === '' ? parts : [...parts, last];
}
