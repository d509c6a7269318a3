/** Types of expressions (cel-go common/types/types.go). */
export interface Type {
  readonly kind: 'dyn' | 'error' | 'null' | 'primitive' | 'list' | 'map' | 'type' | 'struct' | 'opaque' | 'param';
  readonly name: string;
  readonly parameters: readonly Type[];
  /** For structs: the type of a field, or undefined when there is none. */
  readonly fieldType?: (field: string) => Type | undefined;
}

const NONE: readonly Type[] = [];

export const DYN: Type = { kind: 'dyn', name: 'dyn', parameters: NONE };
/** The type of what has a mistake already: it fits everywhere, so that one mistake gives one message. */
export const ERROR: Type = { kind: 'error', name: 'error', parameters: NONE };
export const NULL: Type = { kind: 'null', name: 'null_type', parameters: NONE };
export const BOOL = primitive('bool');
export const INT = primitive('int');
export const UINT = primitive('uint');
export const DOUBLE = primitive('double');
export const STRING = primitive('string');
export const BYTES = primitive('bytes');
export const TIMESTAMP = primitive('google.protobuf.Timestamp');
export const DURATION = primitive('google.protobuf.Duration');

export function primitive(name: string): Type {
  return { kind: 'primitive', name, parameters: NONE };
}

export function listOf(item: Type): Type {
  return { kind: 'list', name: 'list', parameters: [item] };
}

export function mapOf(key: Type, value: Type): Type {
  return { kind: 'map', name: 'map', parameters: [key, value] };
}

export function optionalOf(value: Type): Type {
  return { kind: 'opaque', name: 'optional_type', parameters: [value] };
}

export function typeOf(type: Type): Type {
  return { kind: 'type', name: 'type', parameters: [type] };
}

export function opaque(name: string): Type {
  return { kind: 'opaque', name, parameters: NONE };
}

export function structOf(name: string, fieldType: (field: string) => Type | undefined): Type {
  return { kind: 'struct', name, parameters: NONE, fieldType };
}

export function param(name: string): Type {
  return { kind: 'param', name, parameters: NONE };
}

export function isDyn(type: Type): boolean {
  return type.kind === 'dyn' || type.kind === 'error';
}

export function isOptional(type: Type): boolean {
  return type.kind === 'opaque' && type.name === 'optional_type';
}

const SHOWN: Readonly<Record<string, string>> = { 'google.protobuf.Timestamp': 'timestamp', 'google.protobuf.Duration': 'duration', null_type: 'null' };

/** As messages show it: `list(string)`, `map(string, int)`. */
export function describeType(type: Type): string {
  const name = SHOWN[type.name] ?? type.name;
  return type.parameters.length === 0 ? name : `${name}(${type.parameters.map(describeType).join(', ')})`;
}

/** What type parameters stand for in one call. */
export type Substitution = ReadonlyMap<string, Type>;

export function substitute(type: Type, mapping: Substitution, freeToDyn: boolean): Type {
  if (type.kind === 'param') {
    const bound = mapping.get(type.name);
    if (bound !== undefined) return substitute(bound, mapping, freeToDyn);
    return freeToDyn ? DYN : type;
  }
  if (type.parameters.length === 0) return type;
  return { ...type, parameters: type.parameters.map((parameter) => substitute(parameter, mapping, freeToDyn)) };
}

/** Whether a value of type `from` fits where `to` is wanted; the substitution that makes it fit, or undefined (checker/types.go, `isAssignable`). */
export function assign(to: Type, from: Type, mapping: Substitution): Substitution | undefined {
  const trial = new Map(mapping);
  return unify(to, from, trial) ? trial : undefined;
}

export function assignAll(to: readonly Type[], from: readonly Type[], mapping: Substitution): Substitution | undefined {
  if (to.length !== from.length) return undefined;
  const trial = new Map(mapping);
  return to.every((type, index) => unify(type, from[index] ?? ERROR, trial)) ? trial : undefined;
}

function unify(a: Type, b: Type, mapping: Map<string, Type>): boolean {
  if (b.kind === 'param') return unifyParam(b, a, mapping);
  if (a.kind === 'param') return unifyParam(a, b, mapping);
  if (isDyn(a) || isDyn(b)) return true;
  if (a.kind === 'null') return isNullable(b);
  if (b.kind === 'null') return isNullable(a);
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'list':
    case 'map':
      return unifyAll(a, b, mapping);
    case 'opaque':
      return a.name === b.name && unifyAll(a, b, mapping);
    case 'type':
      return true;
    default:
      return a.name === b.name;
  }
}

function unifyAll(a: Type, b: Type, mapping: Map<string, Type>): boolean {
  return a.parameters.length === b.parameters.length && a.parameters.every((parameter, index) => unify(parameter, b.parameters[index] ?? ERROR, mapping));
}

function unifyParam(variable: Type, other: Type, mapping: Map<string, Type>): boolean {
  const bound = mapping.get(variable.name);
  if (bound !== undefined) {
    if (!unify(bound, other, mapping)) return false;
    const general = mostGeneral(bound, other);
    if (!(other.kind === 'param' && other.name === variable.name)) mapping.set(variable.name, general);
    return true;
  }
  if (other.kind === 'param' && other.name === variable.name) return true;
  if (occursIn(variable, other, mapping)) return false;
  mapping.set(variable.name, other);
  return true;
}

function occursIn(variable: Type, type: Type, mapping: Substitution): boolean {
  if (type.kind === 'param') {
    if (type.name === variable.name) return true;
    const bound = mapping.get(type.name);
    return bound !== undefined && occursIn(variable, bound, mapping);
  }
  return type.parameters.some((parameter) => occursIn(variable, parameter, mapping));
}

function isNullable({ kind, name }: Type): boolean {
  return kind === 'null' || kind === 'struct' || kind === 'opaque' || name === TIMESTAMP.name || name === DURATION.name;
}

/** Of two types that fit each other the one that more fits into. */
export function mostGeneral(a: Type, b: Type): Type {
  return isEqualOrLessSpecific(a, b) ? a : b;
}

function isEqualOrLessSpecific(a: Type, b: Type): boolean {
  if (isDyn(a) || a.kind === 'param') return true;
  if (isDyn(b) || b.kind === 'param') return false;
  if (a.kind !== b.kind || a.name !== b.name || a.parameters.length !== b.parameters.length) return false;
  return a.parameters.every((parameter, index) => isEqualOrLessSpecific(parameter, b.parameters[index] ?? ERROR));
}
