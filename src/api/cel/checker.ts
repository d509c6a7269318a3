import type { FunctionTable, Overload } from './functions.ts';
import { CelProblem, type Call, type Comprehension, type Expr, type ListExpr, type MapExpr, type Select, type StructExpr } from './syntax.ts';
import {
  Bindings, BOOL, BYTES, describeType, DOUBLE, DURATION, DYN, hasParameters, INT, isDyn, isOptional, listOf, mapOf, mostGeneral, NULL, opaque, optionalOf, param, STRING, TIMESTAMP, typeOf, UINT, type Type,
} from './types.ts';
import type { Value } from './values.ts';

/** What expressions can name. */
export interface Environment {
  readonly functions: FunctionTable;
  readonly variables: ReadonlyMap<string, Type>;
  /** Types with fields that expressions can make (`Object.spec{…}`); undefined for an unknown name. */
  readonly structType?: (name: string) => Type | undefined;
}

/** An expression whose types fit. */
export interface Checked {
  readonly expression: Expr;
  readonly type: Type;
  /** The type of a part, by the number of its node. */
  readonly typeOf: (id: number) => Type | undefined;
  /** The ways of a call that fit its arguments; more than one when types are only known at run time. */
  readonly overloads: ReadonlyMap<number, readonly Overload[]>;
  /** Selects and identifiers that name a variable with dots in its name, or a type. */
  readonly references: ReadonlyMap<number, string>;
}

const TYPE_NAMES: Readonly<Record<string, Type>> = {
  bool: BOOL, bytes: BYTES, double: DOUBLE, dyn: DYN, int: INT, list: listOf(DYN), map: mapOf(DYN, DYN), null_type: NULL, string: STRING, type: typeOf(DYN), uint: UINT,
  'google.protobuf.Timestamp': TIMESTAMP, 'google.protobuf.Duration': DURATION, optional_type: optionalOf(DYN), 'net.IP': opaque('net.IP'), 'net.CIDR': opaque('net.CIDR'),
};

/** Checks the types of an expression; throws `CelProblem` with the first thing that is wrong (cel-go checker/checker.go). */
export function check(expression: Expr, environment: Environment): Checked {
  const checker = new Checker(environment);
  const type = checker.check(expression);
  return { expression, type: checker.final(type), typeOf: (id) => checker.typeOf(id), overloads: checker.overloads, references: checker.references };
}

class Checker {
  readonly overloads = new Map<number, readonly Overload[]>();
  readonly references = new Map<number, string>();
  readonly #environment: Environment;
  readonly #types = new Map<number, Type>();
  readonly #scopes: Map<string, Type>[] = [];
  readonly #bindings = new Bindings();
  #freeTypes = 0;
  /** Literals inside of calls of `format` may mix types. */
  #insideFormat = 0;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  typeOf(id: number): Type | undefined {
    const type = this.#types.get(id);
    return type === undefined ? undefined : this.final(type);
  }

  final(type: Type): Type {
    return this.#bindings.substitute(type, true);
  }

  check(expr: Expr): Type {
    const type = this.#check(expr);
    this.#types.set(expr.id, type);
    return type;
  }

  #check(expr: Expr): Type {
    switch (expr.kind) {
      case 'literal':
        return typeOfLiteral(expr.value);
      case 'ident':
        return this.#ident(expr.name) ?? this.#reference(expr, expr.name) ?? this.#fail(expr, `undeclared reference to '${expr.name}' (in container '')`);
      case 'select':
        return this.#select(expr);
      case 'call': {
        const mixes = expr.name === 'format' ? 1 : 0;
        this.#insideFormat += mixes;
        const type = this.#call(expr);
        this.#insideFormat -= mixes;
        return type;
      }
      case 'list':
        return this.#list(expr);
      case 'map':
        return this.#map(expr);
      case 'struct':
        return this.#struct(expr);
      case 'comprehension':
        return this.#comprehension(expr);
    }
  }

  #ident(name: string): Type | undefined {
    for (let index = this.#scopes.length - 1; index >= 0; index -= 1) {
      const type = this.#scopes[index]?.get(name);
      if (type !== undefined) return type;
    }
    return this.#environment.variables.get(name);
  }

  /** A name that stands for a type, such as `int` in `type(x) == int`. */
  #reference(expr: Expr, name: string): Type | undefined {
    const type = Object.hasOwn(TYPE_NAMES, name) ? TYPE_NAMES[name] : undefined;
    if (type === undefined) return undefined;
    this.references.set(expr.id, name);
    return typeOf(type);
  }

  #select(expr: Select): Type {
    const qualified = qualifiedName(expr);
    if (qualified !== undefined && !expr.testOnly) {
      const root = qualified.slice(0, qualified.indexOf('.'));
      const type = this.#ident(root) === undefined ? this.#reference(expr, qualified) : undefined;
      if (type !== undefined) return type;
    }
    const operand = this.#bindings.substitute(this.check(expr.operand), false);
    return expr.testOnly ? this.#testField(expr, operand) : this.#fieldType(expr, operand, expr.field, false);
  }

  #testField(expr: Select, operand: Type): Type {
    this.#fieldType(expr, operand, expr.field, false);
    return BOOL;
  }

  /** The type of a field. On an optional value the field is optional too. */
  #fieldType(expr: Expr, target: Type, field: string, optional: boolean): Type {
    const inner = isOptional(target) ? (target.parameters[0] ?? DYN) : target;
    const found = this.#plainFieldType(expr, inner, field);
    return optional || isOptional(target) ? (isOptional(found) ? found : optionalOf(found)) : found;
  }

  #plainFieldType(expr: Expr, target: Type, field: string): Type {
    switch (target.kind) {
      case 'map':
        return target.parameters[1] ?? DYN;
      case 'struct':
        return target.fieldType?.(field) ?? this.#fail(expr, `undefined field '${field}'`);
      case 'param':
        this.#bindings.assign(target, DYN);
        return DYN;
      default:
        return isDyn(target) ? DYN : this.#fail(expr, `type '${describeType(target)}' does not support field selection`);
    }
  }

  #call(expr: Call): Type {
    if (expr.name === '_?._') return this.#optionalSelect(expr);
    const args = expr.args;
    if (expr.target === undefined) {
      const overloads = this.#environment.functions.get(expr.name) ?? this.#fail(expr, `undeclared reference to '${expr.name}' (in container '')`);
      return this.#resolve(expr, overloads.filter(({ member }) => !member), args.map((arg) => this.check(arg)));
    }
    const qualified = qualifiedName(expr.target);
    if (qualified !== undefined && this.#ident(qualified.split('.')[0] ?? '') === undefined) {
      const overloads = this.#environment.functions.get(`${qualified}.${expr.name}`);
      if (overloads !== undefined) return this.#resolve(expr, overloads, args.map((arg) => this.check(arg)));
    }
    const target = this.check(expr.target);
    const overloads = this.#environment.functions.get(expr.name) ?? this.#fail(expr, `undeclared reference to '${expr.name}' (in container '')`);
    return this.#resolve(expr, overloads.filter(({ member }) => member), [target, ...args.map((arg) => this.check(arg))]);
  }

  #optionalSelect(expr: Call): Type {
    const [operand, field] = expr.args;
    if (operand === undefined || field?.kind !== 'literal') return this.#fail(expr, 'unsupported optional field selection');
    this.check(field);
    const target = this.#bindings.substitute(this.check(operand), false);
    this.overloads.set(expr.id, this.#environment.functions.get('_?._') ?? []);
    return this.#fieldType(expr, target, String(field.value), true);
  }

  #resolve(expr: Call, overloads: readonly Overload[], args: readonly Type[]): Type {
    const matching: Overload[] = [];
    let result: Type | undefined;
    for (const overload of overloads) {
      const fresh = this.#freshen(overload);
      if (!this.#bindings.assignAll(fresh.parameters, args)) continue;
      matching.push(overload);
      const type = this.#bindings.substitute(fresh.result, false);
      if (result === undefined) result = type;
      else if (!isDyn(result) && describeType(result) !== describeType(type)) result = DYN;
    }
    if (result === undefined) {
      const shown = args.map((type) => describeType(this.final(type)));
      const applied = expr.target === undefined || shown.length === expr.args.length ? `(${shown.join(', ')})` : `${shown[0] ?? ''}.(${shown.slice(1).join(', ')})`;
      return this.#fail(expr, `found no matching overload for '${expr.name}' applied to '${applied}'`);
    }
    this.overloads.set(expr.id, matching);
    return result;
  }

  /** Type parameters are different ones in every call. */
  #freshen({ parameters, result }: Overload): { readonly parameters: readonly Type[]; readonly result: Type } {
    if (!parameters.some(hasParameters) && !hasParameters(result)) return { parameters, result };
    const names = new Map<string, Type>();
    const rename = (type: Type): Type => {
      if (type.kind === 'param') {
        let fresh = names.get(type.name);
        if (fresh === undefined) names.set(type.name, (fresh = this.#freeType()));
        return fresh;
      }
      return type.parameters.length === 0 ? type : { ...type, parameters: type.parameters.map(rename) };
    };
    return { parameters: parameters.map(rename), result: rename(result) };
  }

  #freeType(): Type {
    this.#freeTypes += 1;
    return param(`_var${this.#freeTypes}`);
  }

  #list({ items }: ListExpr): Type {
    let type: Type | undefined;
    for (const { value, optional } of items) type = this.#join(value, type, this.#unwrap(value, this.check(value), optional));
    return listOf(type ?? this.#freeType());
  }

  #map({ entries }: MapExpr): Type {
    let keyType: Type | undefined;
    let valueType: Type | undefined;
    for (const { key, value, optional } of entries) {
      keyType = this.#join(key, keyType, this.check(key));
      valueType = this.#join(value, valueType, this.#unwrap(value, this.check(value), optional));
    }
    return mapOf(keyType ?? this.#freeType(), valueType ?? this.#freeType());
  }

  /** `?value` in a literal must be optional, and adds what it holds. */
  #unwrap(expr: Expr, type: Type, optional: boolean): Type {
    if (!optional) return type;
    const shown = this.#bindings.substitute(type, false);
    if (isOptional(shown)) return shown.parameters[0] ?? DYN;
    return isDyn(shown) ? DYN : this.#fail(expr, `expected type 'optional_type(${describeType(shown)})' but found '${describeType(shown)}'`);
  }

  /** Literals hold values of one type only (`HomogeneousAggregateLiterals`). */
  #join(expr: Expr, before: Type | undefined, type: Type): Type {
    if (before === undefined) return type;
    const fits = this.#bindings.assign(before, type);
    if (!fits && this.#insideFormat > 0) return DYN;
    if (!fits) return this.#fail(expr, `expected type '${describeType(this.final(before))}' but found '${describeType(this.final(type))}'`);
    return mostGeneral(this.#bindings.substitute(before, false), this.#bindings.substitute(type, false));
  }

  #struct(expr: StructExpr): Type {
    const type = this.#environment.structType?.(expr.name) ?? this.#fail(expr, `undeclared reference to '${expr.name}' (in container '')`);
    for (const { name, value, optional } of expr.fields) {
      const wanted = type.fieldType?.(name) ?? this.#fail(expr, `undefined field '${name}'`);
      const found = this.#unwrap(value, this.check(value), optional);
      if (!this.#bindings.assign(wanted, found)) return this.#fail(value, `expected type of field '${name}' is '${describeType(wanted)}' but provided type is '${describeType(found)}'`);
    }
    return type;
  }

  #comprehension(expr: Comprehension): Type {
    const range = this.#bindings.substitute(this.check(expr.range), false);
    const accuType = this.check(expr.accuInit);
    const [first, second] = this.#iterated(expr, range);
    this.#scopes.push(new Map([[expr.accuVariable, accuType]]));
    const variables = new Map([[expr.variable, first]]);
    if (expr.secondVariable !== undefined) variables.set(expr.secondVariable, second);
    this.#scopes.push(variables);
    this.#assignable(expr.condition, BOOL, this.check(expr.condition));
    this.#assignable(expr.step, accuType, this.check(expr.step));
    this.#scopes.pop();
    const result = this.check(expr.result);
    this.#scopes.pop();
    return this.#bindings.substitute(result, false);
  }

  /** The types of the variables of a loop. */
  #iterated({ range: expr, secondVariable }: Comprehension, range: Type): readonly [Type, Type] {
    const two = secondVariable !== undefined;
    switch (range.kind) {
      case 'list':
        return two ? [INT, range.parameters[0] ?? DYN] : [range.parameters[0] ?? DYN, DYN];
      case 'map':
        return [range.parameters[0] ?? DYN, range.parameters[1] ?? DYN];
      case 'param':
      case 'dyn':
      case 'error':
        this.#bindings.assign(DYN, range);
        return [DYN, DYN];
      default:
        return this.#fail(expr, `expression of type '${describeType(range)}' cannot be range of a comprehension (must be list, map, or dynamic)`);
    }
  }

  #assignable(expr: Expr, wanted: Type, found: Type): void {
    if (!this.#bindings.assign(wanted, found)) this.#fail(expr, `expected type '${describeType(this.final(wanted))}' but found '${describeType(this.final(found))}'`);
  }

  #fail(expr: Expr, message: string): never {
    throw new CelProblem(expr.position, message);
  }
}

/** `a.b.c` as a text; undefined for other expressions. */
export function qualifiedName(expr: Expr): string | undefined {
  if (expr.kind === 'ident') return expr.name;
  if (expr.kind !== 'select' || expr.testOnly) return undefined;
  const operand = qualifiedName(expr.operand);
  return operand === undefined ? undefined : `${operand}.${expr.field}`;
}

function typeOfLiteral(value: Value): Type {
  switch (typeof value) {
    case 'boolean':
      return BOOL;
    case 'bigint':
      return INT;
    case 'number':
      return DOUBLE;
    case 'string':
      return STRING;
    default:
  }
  if (value === null) return NULL;
  return value instanceof Uint8Array ? BYTES : UINT;
}

