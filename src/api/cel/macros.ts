import type { NodeFactory } from './node-factory.ts';
import { CelProblem, type Comprehension, type Expr } from './syntax.ts';

/** No name of a user can be this. */
export const ACCUMULATOR = '@result';

type Expander = (make: NodeFactory, position: number, target: Expr, args: readonly Expr[]) => Expr | undefined;

interface Macro {
  readonly name: string;
  readonly argumentCount: number;
  readonly expand: Expander;
}

/** The macros of Kubernetes' environment: standard ones, optional types, two-variable comprehensions, `sortBy` (cel-go parser/macro.go, ext/*.go). */
const MEMBER_MACROS: readonly Macro[] = [
  { name: 'all', argumentCount: 2, expand: quantifier((make, at, p) => [make.literal(at, true), '@not_strictly_false', '_&&_', p]) },
  { name: 'exists', argumentCount: 2, expand: quantifier((make, at, p) => [make.literal(at, false), '!', '_||_', p]) },
  { name: 'all', argumentCount: 3, expand: quantifier((make, at, p) => [make.literal(at, true), '@not_strictly_false', '_&&_', p]) },
  { name: 'exists', argumentCount: 3, expand: quantifier((make, at, p) => [make.literal(at, false), '!', '_||_', p]) },
  { name: 'exists_one', argumentCount: 2, expand: existsOne },
  { name: 'existsOne', argumentCount: 2, expand: existsOne },
  { name: 'exists_one', argumentCount: 3, expand: existsOne },
  { name: 'existsOne', argumentCount: 3, expand: existsOne },
  { name: 'map', argumentCount: 2, expand: (make, at, target, args) => collect(make, at, target, args, 1, undefined, args[1]) },
  { name: 'map', argumentCount: 3, expand: (make, at, target, args) => collect(make, at, target, args, 1, args[1], args[2]) },
  { name: 'filter', argumentCount: 2, expand: (make, at, target, args) => collect(make, at, target, args, 1, args[1], args[0] === undefined ? undefined : make.ident(at, nameOf(args[0]))) },
  { name: 'transformList', argumentCount: 3, expand: (make, at, target, args) => collect(make, at, target, args, 2, undefined, args[2]) },
  { name: 'transformList', argumentCount: 4, expand: (make, at, target, args) => collect(make, at, target, args, 2, args[2], args[3]) },
  { name: 'transformMap', argumentCount: 3, expand: (make, at, target, args) => collectMap(make, at, target, args, undefined, args[2], true) },
  { name: 'transformMap', argumentCount: 4, expand: (make, at, target, args) => collectMap(make, at, target, args, args[2], args[3], true) },
  { name: 'transformMapEntry', argumentCount: 3, expand: (make, at, target, args) => collectMap(make, at, target, args, undefined, args[2], false) },
  { name: 'transformMapEntry', argumentCount: 4, expand: (make, at, target, args) => collectMap(make, at, target, args, args[2], args[3], false) },
  { name: 'optMap', argumentCount: 2, expand: (make, at, target, args) => onOptional(make, at, target, args, true) },
  { name: 'optFlatMap', argumentCount: 2, expand: (make, at, target, args) => onOptional(make, at, target, args, false) },
  { name: 'sortBy', argumentCount: 2, expand: sortBy },
];

/** What a call stands for when it is a macro; undefined when it is not. */
export function expandMacro(make: NodeFactory, position: number, name: string, target: Expr | undefined, args: readonly Expr[]): Expr | undefined {
  if (target === undefined) return name === 'has' && args.length === 1 ? expandHas(make, args[0] as Expr) : undefined;
  const macro = MEMBER_MACROS.find((candidate) => candidate.name === name && candidate.argumentCount === args.length);
  return macro?.expand(make, position, target, args);
}

function expandHas(make: NodeFactory, argument: Expr): Expr {
  if (argument.kind !== 'select' || argument.testOnly) throw new CelProblem(argument.position, 'invalid argument to has() macro');
  return { ...argument, id: make.id(), testOnly: true };
}

function nameOf(argument: Expr): string {
  if (argument.kind !== 'ident') throw new CelProblem(argument.position, 'argument must be a simple name');
  if (argument.name === ACCUMULATOR) throw new CelProblem(argument.position, 'iteration variable overwrites accumulator variable');
  return argument.name;
}

interface Fold {
  readonly accuInit: Expr;
  readonly condition: Expr;
  readonly step: Expr;
  readonly result: Expr;
}

function fold(make: NodeFactory, position: number, range: Expr, args: readonly Expr[], variables: number, parts: Fold): Comprehension {
  const names = args.slice(0, variables).map(nameOf);
  const [variable = '', secondVariable] = names;
  if (variables === 2 && variable === secondVariable) throw new CelProblem(args[1]?.position ?? position, `duplicate variable name: ${variable}`);
  return { kind: 'comprehension', id: make.id(), position, range, variable, secondVariable, accuVariable: ACCUMULATOR, ...parts };
}

function accumulator(make: NodeFactory, position: number): Expr {
  return make.ident(position, ACCUMULATOR);
}

function quantifier(describe: (make: NodeFactory, position: number, predicate: Expr) => readonly [Expr, string, string, Expr]): Expander {
  return (make, position, target, args) => {
    const predicate = args.at(-1) as Expr;
    const [accuInit, goOn, operator] = describe(make, position, predicate);
    const accu = (): Expr => accumulator(make, position);
    const unsettled = goOn === '!' ? make.call(position, '!_', [accu()]) : accu();
    return fold(make, position, target, args, args.length - 1, {
      accuInit,
      condition: make.call(position, '@not_strictly_false', [unsettled]),
      step: make.call(position, operator, [accu(), predicate]),
      result: accu(),
    });
  };
}

function existsOne(make: NodeFactory, position: number, target: Expr, args: readonly Expr[]): Expr {
  const accu = (): Expr => accumulator(make, position);
  return fold(make, position, target, args, args.length - 1, {
    accuInit: make.literal(position, 0n),
    condition: make.literal(position, true),
    step: make.call(position, '_?_:_', [args.at(-1) as Expr, make.call(position, '_+_', [accu(), make.literal(position, 1n)]), accu()]),
    result: make.call(position, '_==_', [accu(), make.literal(position, 1n)]),
  });
}

function collect(make: NodeFactory, position: number, target: Expr, args: readonly Expr[], variables: number, filter: Expr | undefined, item: Expr | undefined): Expr {
  const accu = (): Expr => accumulator(make, position);
  const added = make.call(position, '_+_', [accu(), make.list(position, item === undefined ? [] : [item])]);
  return fold(make, position, target, args, variables, {
    accuInit: make.list(position, []),
    condition: make.literal(position, true),
    step: filter === undefined ? added : make.call(position, '_?_:_', [filter, added, accu()]),
    result: accu(),
  });
}

function collectMap(make: NodeFactory, position: number, target: Expr, args: readonly Expr[], filter: Expr | undefined, value: Expr | undefined, keepKeys: boolean): Expr {
  const accu = (): Expr => accumulator(make, position);
  const inserted = keepKeys ? [accu(), make.ident(position, nameOf(args[0] as Expr)), value as Expr] : [accu(), value as Expr];
  const added = make.call(position, 'cel.@mapInsert', inserted);
  return fold(make, position, target, args, 2, {
    accuInit: { kind: 'map', id: make.id(), position, entries: [] },
    condition: make.literal(position, true),
    step: filter === undefined ? added : make.call(position, '_?_:_', [filter, added, accu()]),
    result: accu(),
  });
}

/** A loop over nothing, whose accumulator is the variable. */
function bind(make: NodeFactory, position: number, name: string, value: Expr, body: Expr): Comprehension {
  return {
    kind: 'comprehension',
    id: make.id(),
    position,
    range: make.list(position, []),
    variable: '#unused',
    secondVariable: undefined,
    accuVariable: name,
    accuInit: value,
    condition: make.literal(position, false),
    step: make.ident(position, name),
    result: body,
  };
}

function onOptional(make: NodeFactory, position: number, target: Expr, args: readonly Expr[], wrap: boolean): Expr {
  const [variable, body] = args as readonly [Expr, Expr];
  const bound = bind(make, position, nameOf(variable), make.member(position, 'value', target, []), body);
  return make.call(position, '_?_:_', [
    make.member(position, 'hasValue', target, []),
    wrap ? make.call(position, 'optional.of', [bound]) : bound,
    make.call(position, 'optional.none', []),
  ]);
}

function sortBy(make: NodeFactory, position: number, target: Expr, args: readonly Expr[]): Expr {
  const name = '@__sortBy_input__';
  const input = (): Expr => make.ident(position, name);
  const keys = collect(make, position, input(), args, 1, undefined, args[1]);
  return bind(make, position, name, target, make.member(position, '@sortByAssociatedKeys', input(), [keys]));
}
