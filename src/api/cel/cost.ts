import type { Checked } from './checker.ts';
import { add, cap, exactly, multiply, NOTHING, scale, sum, union, unionAll, UNLIMITED, type Range } from './cost-range.ts';
import { ACCUMULATOR } from './macros.ts';
import { AUTHORIZATION_CHECK_COST, CREATE_LIST_COST, CREATE_MAP_COST, CREATE_STRUCT_COST, REGEX, TRAVERSAL } from './runtime-cost.ts';
import type { Call, Comprehension, Expr } from './syntax.ts';
import { BOOL, DOUBLE, DURATION, INT, isOptional, TIMESTAMP, UINT, type Type } from './types.ts';
import { ListValue, MapValue, sizeOf } from './values.ts';

const UNKNOWN: Range = { min: 0, max: UNLIMITED };
const ONE: Range = { min: 1, max: 1 };
/** Both ends of a comparison of addresses: 4 to 16 bytes. */
const ADDRESS_SIZE: Range = { min: 4, max: 16 };
const SCALARS = new Set([BOOL, INT, UINT, DOUBLE, TIMESTAMP, DURATION].map(({ name }) => name));

/** How large the data at a path of the input can be; undefined when nothing is known. Steps are variables, fields, `@items`, `@keys`, `@values`. */
export type SizeOfPath = (path: readonly string[]) => Range | undefined;

/**
 * The least and the most that evaluating an expression can cost (cel-go checker/cost.go, and library/cost.go of k8s.io/apiserver, v1.36).
 * The API server refuses rules by it, so that it is part of the API: it must give the same number.
 */
export function estimateCost(checked: Checked, sizeOfPath: SizeOfPath): Range {
  return new Estimator(checked, sizeOfPath).cost(checked.expression);
}

interface LocalVariable {
  readonly path: readonly string[];
  readonly size: Range | undefined;
  readonly entries: EntrySize | undefined;
}

/** How large the keys and the values of a list or a map can be. */
interface EntrySize {
  readonly container: 'list' | 'map';
  readonly key: Range;
  readonly value: Range;
}

class Estimator {
  readonly #checked: Checked;
  readonly #sizeOfPath: SizeOfPath;
  readonly #paths = new Map<number, readonly string[]>();
  readonly #sizes = new Map<number, Range>();
  readonly #entrySizes = new Map<number, EntrySize>();
  readonly #locals = new Map<string, LocalVariable[]>();

  constructor(checked: Checked, sizeOfPath: SizeOfPath) {
    this.#checked = checked;
    this.#sizeOfPath = sizeOfPath;
  }

  cost(expr: Expr): Range {
    switch (expr.kind) {
      case 'literal':
        return NOTHING;
      case 'ident':
        this.#paths.set(expr.id, this.#local(expr.name)?.path ?? [expr.name]);
        return ONE;
      case 'select': {
        const operand = this.cost(expr.operand);
        if (expr.testOnly) return operand;
        this.#paths.set(expr.id, [...this.#path(expr.operand), expr.field]);
        return ['map', 'struct', 'param'].includes(this.#type(expr.operand)?.kind ?? '') ? add(operand, ONE) : operand;
      }
      case 'call':
        return this.#call(expr);
      case 'list': {
        const costs = expr.items.map(({ value }) => this.cost(value));
        const value = expr.items.length === 0 ? NOTHING : unionAll(expr.items.map((item) => this.#sizeOrUnknown(item.value)));
        this.#entrySizes.set(expr.id, { container: 'list', key: ONE, value });
        return add(sum(costs), exactly(CREATE_LIST_COST));
      }
      case 'map': {
        const costs = expr.entries.flatMap(({ key, value }) => [this.cost(key), this.cost(value)]);
        const sizes = (part: 'key' | 'value'): Range => (expr.entries.length === 0 ? NOTHING : unionAll(expr.entries.map((entry) => this.#sizeOrUnknown(entry[part]))));
        this.#entrySizes.set(expr.id, { container: 'map', key: sizes('key'), value: sizes('value') });
        return add(sum(costs), exactly(CREATE_MAP_COST));
      }
      case 'struct':
        return add(sum(expr.fields.map(({ value }) => this.cost(value))), exactly(CREATE_STRUCT_COST));
      case 'comprehension':
        return isBind(expr) ? this.#bind(expr) : this.#comprehension(expr);
    }
  }

  #call(expr: Call): Range {
    if (expr.name === 'dyn' && expr.args[0] !== undefined) {
      const [argument] = expr.args;
      const cost = this.cost(argument);
      this.#copySizes(expr, argument);
      return add(ONE, cost);
    }
    const argCosts = expr.args.map((arg) => this.cost(arg));
    const overloads = this.#checked.overloads.get(expr.id) ?? [];
    if (overloads.length === 0) return NOTHING;
    const target = expr.target !== undefined && overloads.every(({ member }) => member) ? expr.target : undefined;
    const targetCost = target === undefined ? NOTHING : this.cost(target);
    let cost: Range | undefined;
    let size: Range | undefined;
    for (const { id } of overloads) {
      const estimate = this.#callEstimate(expr, id, target, argCosts);
      cost = cost === undefined ? estimate.cost : union(cost, estimate.cost);
      if (estimate.size !== undefined) size = size === undefined ? estimate.size : union(size, estimate.size);
      const container = expr.args[0];
      if (container !== undefined && (id === 'index_list' || id === 'index_map')) {
        size = this.#entrySize(container)?.value;
        this.#paths.set(expr.id, [...this.#path(container), id === 'index_list' ? '@items' : '@values']);
      }
      size ??= this.#size(expr);
    }
    if (size !== undefined) this.#sizes.set(expr.id, size);
    return add(targetCost, cost ?? NOTHING);
  }

  #callEstimate(expr: Call, overload: string, target: Expr | undefined, argCosts: readonly Range[]): { readonly cost: Range; readonly size?: Range | undefined } {
    const library = this.#libraryEstimate(expr, overload, target);
    if (library !== undefined) return { cost: add(library.cost, sum(argCosts)), size: library.size };
    const [first, second, third] = expr.args;
    const args = sum(argCosts);
    const [firstCost = NOTHING, secondCost = NOTHING, thirdCost = NOTHING] = argCosts;
    switch (overload) {
      case 'string_format': {
        const size = this.#sizeOrUnknown(target);
        return { cost: add(scale(size, TRAVERSAL), args) };
      }
      case 'string_to_bytes': {
        const size = this.#sizeOrUnknown(first);
        return { cost: add(scale(size, TRAVERSAL), args), size: { min: size.min, max: cap(size.max * 4) } };
      }
      case 'bytes_to_string': {
        const size = this.#sizeOrUnknown(first);
        return { cost: add(scale(size, TRAVERSAL), args), size: { min: Math.floor(size.min / 4), max: size.max } };
      }
      case 'strings_quote': {
        const size = this.#sizeOrUnknown(first);
        return { cost: add(scale(size, TRAVERSAL), args), size: { min: size.min + 2, max: cap(size.max * 2 + 2) } };
      }
      case 'starts_with_string':
      case 'ends_with_string':
        return { cost: add(scale(this.#sizeOrUnknown(first), TRAVERSAL), args) };
      case 'in_list':
        return { cost: add(this.#sizeOrUnknown(second), args) };
      case 'matches_string':
        return { cost: add(multiply(scale(add(this.#sizeOrUnknown(target), ONE), TRAVERSAL), scale(this.#sizeOrUnknown(first), REGEX)), args) };
      case 'contains_string':
        return { cost: add(multiply(scale(this.#sizeOrUnknown(target), TRAVERSAL), scale(this.#sizeOrUnknown(first), TRAVERSAL)), args) };
      case 'logical_and':
      case 'logical_or':
        return { cost: { min: firstCost.min, max: add(firstCost, secondCost).max } };
      case 'conditional': {
        const entries = unionEntries(this.#entrySize(second), this.#entrySize(third));
        if (entries !== undefined) this.#entrySizes.set(expr.id, entries);
        return { cost: add(firstCost, union(secondCost, thirdCost)), size: union(this.#sizeOrUnknown(second), this.#sizeOrUnknown(third)) };
      }
      case 'add_string':
      case 'add_bytes':
      case 'add_list': {
        const size = add(this.#sizeOrUnknown(first), this.#sizeOrUnknown(second));
        const entries = unionEntries(this.#entrySize(first), this.#entrySize(second));
        if (entries !== undefined) this.#entrySizes.set(expr.id, entries);
        return { cost: add(overload === 'add_list' ? ONE : scale(size, TRAVERSAL), args), size };
      }
      default:
    }
    if (COMPARISONS.has(overload)) {
      const most = Math.min(this.#sizeOrUnknown(first).max, this.#sizeOrUnknown(second).max);
      return { cost: add(scale({ min: most > 0 ? 1 : 0, max: most }, TRAVERSAL), args) };
    }
    return { cost: add(ONE, args) };
  }

  /** Functions of Kubernetes' libraries; undefined for those that cel-go knows. */
  #libraryEstimate(expr: Call, overload: string, target: Expr | undefined): { readonly cost: Range; readonly size?: Range } | undefined {
    const [first, second] = expr.args;
    const size = (part: Expr | undefined): Range => this.#sizeOrUnknown(part);
    switch (expr.name) {
      case '_==_': {
        const type = first === undefined ? undefined : this.#type(first);
        return type?.kind === 'opaque' && !isOptional(type) ? { cost: ONE } : undefined;
      }
      case 'check':
        return { cost: exactly(AUTHORIZATION_CHECK_COST) };
      case 'isSorted':
      case 'sum':
      case 'max':
      case 'min':
      case 'indexOf':
      case 'lastIndexOf': {
        if (target === undefined) return undefined;
        const item = this.#type(target)?.kind === 'list' ? this.#type(target)?.parameters[0] : undefined;
        if (item === undefined) return { cost: scale(size(target), TRAVERSAL) };
        const isText = item.name === 'string' || item.name === 'bytes';
        const each = isText ? add(ONE, scale(this.#itemSize(target), TRAVERSAL)) : ONE;
        return { cost: multiply(size(target), each) };
      }
      case 'url':
        return { cost: scale(size(first), TRAVERSAL) };
      case 'lowerAscii':
      case 'upperAscii':
      case 'substring':
      case 'trim':
        return target === undefined ? undefined : { cost: scale(size(target), TRAVERSAL), size: size(target) };
      case 'replace':
        return target === undefined ? undefined : { cost: scale(size(target), 2 * TRAVERSAL), size: replacedSize(size(target), size(first), size(second)) };
      case 'split':
        return target === undefined ? undefined : { cost: scale(size(target), 2 * TRAVERSAL), size: { min: 0, max: second?.kind === 'literal' && typeof second.value === 'bigint' && second.value >= 0n ? Number(second.value) : size(target).max } };
      case 'join': {
        if (target === undefined) return undefined;
        const list = size(target);
        let joined = multiply(list, this.#itemSize(target));
        if (first !== undefined) joined = add(joined, multiply(size(first), { min: Math.max(0, list.min - 1), max: Math.max(0, list.max - 1) }));
        return { cost: scale(joined, TRAVERSAL), size: joined };
      }
      case 'find':
      case 'findAll':
        return target === undefined ? undefined : { cost: multiply(scale(add(size(target), ONE), TRAVERSAL), scale(size(first), REGEX)), size: { min: 0, max: size(target).max } };
      case 'cidr':
      case 'isIP':
      case 'isCIDR':
      case 'quantity':
      case 'isQuantity':
        return target === undefined ? undefined : { cost: scale(size(first), TRAVERSAL) };
      case 'ip.isCanonical':
        return target === undefined ? undefined : { cost: scale(size(first), 2 * TRAVERSAL) };
      case 'validate':
        return { cost: scale(size(first), TRAVERSAL) };
      case 'containsIP':
      case 'containsCIDR': {
        if (target === undefined) return undefined;
        let cost = scale(add(ADDRESS_SIZE, ADDRESS_SIZE), TRAVERSAL);
        if (expr.name === 'containsCIDR') cost = add(add(cost, scale(ADDRESS_SIZE, TRAVERSAL)), ONE);
        if (overload.endsWith('_string')) cost = add(cost, scale(size(first), TRAVERSAL));
        return { cost };
      }
      default:
        return NOMINAL.has(expr.name) ? { cost: ONE } : undefined;
    }
  }

  #comprehension(expr: Comprehension): Range {
    let total = add(this.cost(expr.range), this.cost(expr.accuInit));
    this.#push(expr.accuVariable, { path: this.#path(expr.accuInit), size: this.#size(expr.accuInit), entries: this.#entrySize(expr.accuInit) });
    const entries = this.#entrySize(expr.range);
    const isList = entries === undefined ? this.#type(expr.range)?.kind === 'list' : entries.container === 'list';
    const path = this.#path(expr.range);
    const variable = (step: string, size: Range | undefined): LocalVariable => ({ path: [...path, step], size, entries: undefined });
    const names = [expr.variable];
    if (expr.secondVariable === undefined) {
      this.#push(expr.variable, isList ? variable('@items', entries?.value) : variable('@keys', entries?.key));
    } else {
      names.push(expr.secondVariable);
      this.#push(expr.variable, variable(isList ? '@indices' : '@keys', entries?.key));
      this.#push(expr.secondVariable, variable(isList ? '@items' : '@values', entries?.value));
    }
    const round = add(this.cost(expr.step), this.cost(expr.condition));
    for (const name of names) this.#locals.get(name)?.pop();
    total = add(total, this.cost(expr.result));
    this.#locals.get(expr.accuVariable)?.pop();
    const rounds = this.#sizeOrUnknown(expr.range);
    total = add(total, multiply(rounds, round));
    if (expr.accuInit.kind === 'literal') {
      const size = this.#size(expr.accuInit);
      if (size !== undefined) this.#sizes.set(expr.id, size);
    } else if (expr.accuInit.kind === 'list' || expr.accuInit.kind === 'map') {
      this.#sizes.set(expr.id, rounds);
      const stepEntries = this.#entrySize(expr.step);
      if (stepEntries !== undefined) this.#entrySizes.set(expr.id, stepEntries);
    }
    return total;
  }

  #bind(expr: Comprehension): Range {
    const start = add(this.cost(expr.range), this.cost(expr.accuInit));
    this.#push(expr.accuVariable, { path: this.#path(expr.accuInit), size: this.#size(expr.accuInit), entries: this.#entrySize(expr.accuInit) });
    const result = this.cost(expr.result);
    this.#locals.get(expr.accuVariable)?.pop();
    this.#copySizes(expr, expr.result);
    return add(start, result);
  }

  #push(name: string, variable: LocalVariable): void {
    const stack = this.#locals.get(name);
    if (stack === undefined) this.#locals.set(name, [variable]);
    else stack.push(variable);
  }

  #local(name: string): LocalVariable | undefined {
    return this.#locals.get(name)?.at(-1);
  }

  #type(expr: Expr): Type | undefined {
    return this.#checked.typeOf(expr.id);
  }

  #path(expr: Expr | undefined): readonly string[] {
    if (expr === undefined) return [];
    if (expr.kind === 'ident') {
      const local = this.#local(expr.name);
      if (local !== undefined) return local.path;
    }
    return this.#paths.get(expr.id) ?? [];
  }

  #sizeOrUnknown(expr: Expr | undefined): Range {
    return (expr === undefined ? undefined : this.#size(expr)) ?? UNKNOWN;
  }

  #size(expr: Expr): Range | undefined {
    const known = this.#sizes.get(expr.id) ?? literalSize(expr);
    if (known !== undefined) return known;
    const path = this.#path(expr);
    const ofInput = path.length === 0 || path[0] === ACCUMULATOR ? undefined : this.#sizeOfPath(path);
    if (ofInput !== undefined) {
      this.#sizes.set(expr.id, ofInput);
      return ofInput;
    }
    if (isScalar(this.#type(expr))) return ONE;
    return expr.kind === 'ident' ? this.#local(expr.name)?.size : undefined;
  }

  #itemSize(list: Expr): Range {
    const path = this.#path(list);
    return (path.length === 0 ? undefined : this.#sizeOfPath([...path, '@items'])) ?? UNKNOWN;
  }

  #entrySize(expr: Expr | undefined): EntrySize | undefined {
    if (expr === undefined) return undefined;
    return this.#entrySizes.get(expr.id) ?? (expr.kind === 'ident' ? this.#local(expr.name)?.entries : undefined);
  }

  #copySizes(to: Expr, from: Expr): void {
    const size = this.#size(from);
    if (size !== undefined) this.#sizes.set(to.id, size);
    const entries = this.#entrySize(from);
    if (entries !== undefined) this.#entrySizes.set(to.id, entries);
  }
}

const COMPARISONS = new Set(['equals', 'not_equals', ...['less', 'less_equals', 'greater', 'greater_equals'].flatMap((order) => [`${order}_string`, `${order}_bytes`])]);

const NOMINAL = new Set([
  'serviceAccount', 'path', 'group', 'resource', 'subresource', 'namespace', 'name', 'fieldSelector', 'labelSelector', 'allowed', 'reason', 'error', 'errored',
  'masked', 'prefixLength', 'family', 'isUnspecified', 'isLoopback', 'isLinkLocalMulticast', 'isLinkLocalUnicast', 'isGlobalUnicast',
  'sign', 'asInteger', 'isInteger', 'asApproximateFloat', 'isGreaterThan', 'isLessThan', 'compareTo', 'add', 'sub', 'major', 'minor', 'patch',
]);

function isBind({ range, condition, accuVariable }: Comprehension): boolean {
  return range.kind === 'list' && range.items.length === 0 && condition.kind === 'literal' && condition.value === false && accuVariable !== ACCUMULATOR;
}

function literalSize(expr: Expr): Range | undefined {
  switch (expr.kind) {
    case 'literal':
      return exactly(expr.value instanceof ListValue || expr.value instanceof MapValue ? 0 : sizeOf(expr.value));
    case 'list':
      return exactly(expr.items.length);
    case 'map':
      return exactly(expr.entries.length);
    default:
      return undefined;
  }
}

function isScalar(type: Type | undefined): boolean {
  if (type === undefined) return false;
  return isOptional(type) ? isScalar(type.parameters[0]) : SCALARS.has(type.name);
}

/** How long a text can be after replacing parts of it. */
function replacedSize(text: Range, from: Range, to: Range): Range {
  let most: number;
  if (from.min === 0) most = (text.max + 1) * to.max + text.max;
  else if (to.max <= from.min) most = text.max;
  else most = Math.ceil(text.max / from.min) * to.max;
  let least: number;
  if (from.max === 0) least = (text.min + 1) * to.min + text.min;
  else if (from.max <= to.min) least = text.min;
  else least = Math.ceil(text.min / from.max) * to.min;
  return { min: cap(least), max: cap(most) };
}

function unionEntries(a: EntrySize | undefined, b: EntrySize | undefined): EntrySize | undefined {
  return a === undefined || b === undefined ? undefined : { container: a.container, key: union(a.key, b.key), value: union(a.value, b.value) };
}
