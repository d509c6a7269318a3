import type { Checked } from './checker.ts';
import { GrowingList, GrowingMap } from './growing.ts';
import { ACCUMULATOR } from './macros.ts';
import { callCost, CREATE_LIST_COST, CREATE_MAP_COST, CREATE_STRUCT_COST } from './runtime-cost.ts';
import type { Call, Comprehension, Expr, ListExpr, MapExpr, Select, StructExpr } from './syntax.ts';
import { BOOL } from './types.ts';
import { ComputedMap, EvaluationError, isOfType, ListValue, MapValue, mapKey, OptionalValue, StructValue, TypeValue, typeNameOf, type Value } from './values.ts';

/** The evaluation was stopped because it cost too much. */
export class CostExceeded extends EvaluationError {}

export interface Evaluation {
  readonly value: Value;
  readonly cost: number;
}

/** A variable's value, or what computes it when it is first needed. */
export type Variables = Readonly<Record<string, Value | (() => Value)>>;

/** Evaluates a checked expression; throws `EvaluationError` (cel-go interpreter, with costs as interpreter/runtimecost.go counts them). */
export function evaluate(checked: Checked, variables: Variables, costLimit: number): Evaluation {
  const evaluator = new Evaluator(checked, variables, costLimit);
  const value = evaluator.run(checked.expression);
  return { value, cost: evaluator.cost };
}

/** An accumulator may hold an error, which later steps can make irrelevant. */
type Slot = Value | EvaluationError;

class Evaluator {
  cost = 0;
  readonly #checked: Checked;
  readonly #variables: Variables;
  readonly #costLimit: number;
  readonly #computed = new Map<string, Value>();
  readonly #locals: { readonly name: string; value: Slot }[] = [];

  constructor(checked: Checked, variables: Variables, costLimit: number) {
    this.#checked = checked;
    this.#variables = variables;
    this.#costLimit = costLimit;
  }

  run(expr: Expr): Value {
    switch (expr.kind) {
      case 'literal':
        return expr.value;
      case 'ident':
        this.#spend(1);
        return this.#ident(expr.name, expr.id);
      case 'select':
        return this.#select(expr);
      case 'call':
        return this.#call(expr);
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

  #spend(cost: number): void {
    this.cost += cost;
    if (this.cost > this.#costLimit) throw new CostExceeded('operation cancelled: actual cost limit exceeded');
  }

  #ident(name: string, id: number): Value {
    for (let index = this.#locals.length - 1; index >= 0; index -= 1) {
      const local = this.#locals[index];
      if (local?.name !== name) continue;
      if (local.value instanceof EvaluationError) throw local.value;
      return local.value;
    }
    const type = this.#checked.references.get(id);
    if (type !== undefined) return new TypeValue(type);
    const known = this.#computed.get(name);
    if (known !== undefined) return known;
    const variable = Object.hasOwn(this.#variables, name) ? this.#variables[name] : undefined;
    if (variable === undefined) throw new EvaluationError(`no such attribute(s): ${name}`);
    if (typeof variable !== 'function') return variable;
    const value = variable();
    this.#computed.set(name, value);
    return value;
  }

  #select(expr: Select): Value {
    const reference = this.#checked.references.get(expr.id);
    if (reference !== undefined) return new TypeValue(reference);
    const operand = this.run(expr.operand);
    if (!expr.testOnly) this.#spend(1);
    const found = fieldOf(operand, expr.field);
    if (expr.testOnly) return isThere(operand, found);
    if (found === undefined) throw new EvaluationError(`no such key: ${expr.field}`);
    return found;
  }

  #call(expr: Call): Value {
    switch (expr.name) {
      case '_&&_':
        return this.#logical(expr, false);
      case '_||_':
        return this.#logical(expr, true);
      case '_?_:_':
        return this.#conditional(expr);
      case '@not_strictly_false':
        return this.#notStrictlyFalse(expr);
      default:
    }
    const overloads = this.#checked.overloads.get(expr.id) ?? [];
    const receiver = expr.target === undefined || overloads.some(({ member }) => !member) ? undefined : expr.target;
    const args = (receiver === undefined ? expr.args : [receiver, ...expr.args]).map((arg) => this.run(arg));
    const overload = overloads.find(({ parameters }) => parameters.every((type, index) => isOfType(args[index] ?? null, type)));
    if (overload === undefined) throw new EvaluationError('no such overload');
    const value = overload.evaluate(...args);
    this.#spend(callCost(expr.name, overload.id, args, value));
    return value;
  }

  /** An operand that decides wins over an error in the other one. */
  #logical(expr: Call, deciding: boolean): Value {
    let failure: EvaluationError | undefined;
    for (const arg of expr.args) {
      const value = this.#attempt(arg);
      if (value === deciding) return deciding;
      if (value instanceof EvaluationError) failure ??= value;
      else if (typeof value !== 'boolean') failure ??= new EvaluationError('no such overload');
    }
    if (failure !== undefined) throw failure;
    return !deciding;
  }

  #conditional(expr: Call): Value {
    const [condition, first, second] = expr.args as readonly [Expr, Expr, Expr];
    const value = this.run(condition);
    if (!isOfType(value, BOOL)) throw new EvaluationError('no such overload');
    return this.run(value === true ? first : second);
  }

  #notStrictlyFalse(expr: Call): boolean {
    return this.#attempt(expr.args[0] as Expr) !== false;
  }

  #attempt(expr: Expr): Slot {
    try {
      return this.run(expr);
    } catch (error) {
      if (error instanceof EvaluationError && !(error instanceof CostExceeded)) return error;
      throw error;
    }
  }

  #list({ items }: ListExpr): ListValue {
    const values: Value[] = [];
    for (const { value, optional } of items) {
      const item = this.run(value);
      if (!optional) values.push(item);
      else if (optionalContent(item) !== undefined) values.push(optionalContent(item) ?? null);
    }
    this.#spend(CREATE_LIST_COST);
    return new ListValue(values);
  }

  #map({ entries }: MapExpr): MapValue {
    const made: [Value, Value][] = [];
    const seen = new Set<string>();
    for (const { key: keyExpr, value: valueExpr, optional } of entries) {
      const key = this.run(keyExpr);
      if (typeof key === 'number' || !['string', 'bool', 'int', 'uint'].includes(typeNameOf(key))) throw new EvaluationError(`unsupported key type: ${typeNameOf(key)}`);
      const item = this.run(valueExpr);
      const value = optional ? optionalContent(item) : item;
      if (value === undefined) continue;
      if (seen.has(mapKey(key))) throw new EvaluationError('Failed with repeated key');
      seen.add(mapKey(key));
      made.push([key, value]);
    }
    this.#spend(CREATE_MAP_COST);
    return new ComputedMap(made);
  }

  #struct({ name, fields }: StructExpr): StructValue {
    const values = new Map<string, Value>();
    for (const { name: field, value: expr, optional } of fields) {
      const item = this.run(expr);
      const value = optional ? optionalContent(item) : item;
      if (value !== undefined) values.set(field, value);
    }
    this.#spend(CREATE_STRUCT_COST);
    return new ComputedStruct(name, values);
  }

  #comprehension(expr: Comprehension): Value {
    const range = this.run(expr.range);
    const accu = { name: expr.accuVariable, value: growing(expr, this.#attempt(expr.accuInit)) };
    const depth = this.#locals.length;
    this.#locals.push(accu);
    try {
      for (const [first, second] of iterate(range, expr.secondVariable !== undefined)) {
        this.#locals.length = depth + 1;
        this.#locals.push({ name: expr.variable, value: first });
        if (expr.secondVariable !== undefined) this.#locals.push({ name: expr.secondVariable, value: second });
        if (this.#attempt(expr.condition) === false) break;
        accu.value = this.#attempt(expr.step);
      }
      this.#locals.length = depth + 1;
      const result = this.run(expr.result);
      return result instanceof GrowingList ? result.finished() : result;
    } finally {
      this.#locals.length = depth;
    }
  }
}

/** What macros collect in is empty at first, and only they have the accumulator. */
function growing({ accuVariable, accuInit }: Comprehension, start: Slot): Slot {
  if (accuVariable !== ACCUMULATOR) return start;
  if (accuInit.kind === 'list') return new GrowingList();
  return accuInit.kind === 'map' ? new GrowingMap() : start;
}

class ComputedStruct extends StructValue {
  readonly typeName: string;
  readonly #values: ReadonlyMap<string, Value>;
  constructor(typeName: string, values: ReadonlyMap<string, Value>) {
    super();
    this.typeName = typeName;
    this.#values = values;
  }
  get(field: string): Value | undefined {
    return this.#values.get(field);
  }
  fields(): string[] {
    return [...this.#values.keys()];
  }
}

/** What `has()` says; a field of an object that is null counts as absent. */
function isThere(operand: Value, found: Value | undefined): boolean {
  if (operand instanceof OptionalValue && found instanceof OptionalValue) return found.value !== undefined;
  return found !== undefined && !(found === null && operand instanceof StructValue);
}

function optionalContent(value: Value): Value | undefined {
  if (!(value instanceof OptionalValue)) throw new EvaluationError(`cannot initialize optional entry from non-optional value`);
  return value.value;
}

/** A field or an entry; undefined when it is not there. On an optional value the result is optional. */
export function fieldOf(value: Value, field: string): Value | undefined {
  if (value instanceof StructValue) return value.get(field);
  if (value instanceof MapValue) return value.get(field);
  if (value instanceof OptionalValue) {
    const inner = value.value === undefined ? undefined : fieldOf(value.value, field);
    return inner instanceof OptionalValue ? inner : new OptionalValue(inner);
  }
  throw new EvaluationError(`no such overload`);
}

function* iterate(range: Value, two: boolean): Generator<readonly [Value, Value]> {
  if (range instanceof ListValue) {
    for (let index = 0; index < range.items.length; index += 1) {
      const item = range.items[index] ?? null;
      yield two ? [BigInt(index), item] : [item, null];
    }
  } else if (range instanceof MapValue) {
    for (const key of range.keys()) yield [key, two ? (range.get(key) ?? null) : null];
  } else if (range instanceof StructValue) {
    for (const field of range.fields()) yield [field, two ? (range.get(field) ?? null) : null];
  } else {
    throw new EvaluationError('no such overload');
  }
}

