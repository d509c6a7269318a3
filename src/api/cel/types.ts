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

/** What the type parameters of an expression stand for, as far as that is known. */
export class Bindings {
  readonly #bound = new Map<string, Type>();
  /** What was bound before the changes of the trial that goes on, in their order. */
  readonly #changes: (readonly [string, Type | undefined])[] = [];

  /** Whether a value of type `from` fits where `to` is wanted; if so, parameters stand for what makes it fit from then on (checker/types.go, `isAssignable`). */
  assign(to: Type, from: Type): boolean {
    return this.#settle(this.#unify(to, from));
  }

  /** The same for all arguments of a call together. */
  assignAll(to: readonly Type[], from: readonly Type[]): boolean {
    return to.length === from.length && this.#settle(to.every((type, index) => this.#unify(type, from[index] ?? ERROR)));
  }

  substitute(type: Type, freeToDyn: boolean): Type {
    if (type.kind === 'param') {
      const bound = this.#bound.get(type.name);
      if (bound !== undefined) return this.substitute(bound, freeToDyn);
      return freeToDyn ? DYN : type;
    }
    return hasParameters(type) ? { ...type, parameters: type.parameters.map((parameter) => this.substitute(parameter, freeToDyn)) } : type;
  }

  /** Keeps what a trial has bound when it fits, and takes it back when not. */
  #settle(fits: boolean): boolean {
    for (let change = this.#changes.pop(); change !== undefined; change = this.#changes.pop()) {
      const [name, before] = change;
      if (fits) continue;
      if (before === undefined) this.#bound.delete(name);
      else this.#bound.set(name, before);
    }
    return fits;
  }

  #bind(name: string, type: Type): void {
    this.#changes.push([name, this.#bound.get(name)]);
    this.#bound.set(name, type);
  }

  #unify(a: Type, b: Type): boolean {
    if (b.kind === 'param') return this.#unifyParam(b, a);
    if (a.kind === 'param') return this.#unifyParam(a, b);
    if (isDyn(a) || isDyn(b)) return true;
    if (a.kind === 'null') return isNullable(b);
    if (b.kind === 'null') return isNullable(a);
    if (a.kind !== b.kind) return false;
    switch (a.kind) {
      case 'list':
      case 'map':
        return this.#unifyAll(a, b);
      case 'opaque':
        return a.name === b.name && this.#unifyAll(a, b);
      case 'type':
        return true;
      default:
        return a.name === b.name;
    }
  }

  #unifyAll(a: Type, b: Type): boolean {
    return a.parameters.length === b.parameters.length && a.parameters.every((parameter, index) => this.#unify(parameter, b.parameters[index] ?? ERROR));
  }

  #unifyParam(variable: Type, other: Type): boolean {
    const bound = this.#bound.get(variable.name);
    if (bound !== undefined) {
      if (!this.#unify(bound, other)) return false;
      const general = mostGeneral(bound, other);
      if (!(other.kind === 'param' && other.name === variable.name)) this.#bind(variable.name, general);
      return true;
    }
    if (other.kind === 'param' && other.name === variable.name) return true;
    if (this.#occursIn(variable, other)) return false;
    this.#bind(variable.name, other);
    return true;
  }

  #occursIn(variable: Type, type: Type): boolean {
    if (type.kind === 'param') {
      if (type.name === variable.name) return true;
      const bound = this.#bound.get(type.name);
      return bound !== undefined && this.#occursIn(variable, bound);
    }
    return type.parameters.some((parameter) => this.#occursIn(variable, parameter));
  }
}

/** Whether a type is a type parameter or made of one. */
export function hasParameters(type: Type): boolean {
  return type.kind === 'param' || type.parameters.some(hasParameters);
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
