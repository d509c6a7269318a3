import { tokenize, type Token } from './lexer.ts';
import { expandMacro } from './macros.ts';
import { NodeFactory } from './node-factory.ts';
import { CelProblem, type Expr, type ListExpr, type Literal, type MapExpr, type StructExpr } from './syntax.ts';
import { Uint } from './values.ts';

const RESERVED = new Set(['as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package', 'namespace', 'return', 'var', 'void', 'while']);
/** What operators between two operands are called, and how closely they bind. */
const BINARY = new Map<string, readonly [string, number]>([
  ['<', ['_<_', 1]], ['<=', ['_<=_', 1]], ['>', ['_>_', 1]], ['>=', ['_>=_', 1]], ['==', ['_==_', 1]], ['!=', ['_!=_', 1]], ['in', ['@in', 1]],
  ['+', ['_+_', 2]], ['-', ['_-_', 2]], ['*', ['_*_', 3]], ['/', ['_/_', 3]], ['%', ['_%_', 3]],
]);
const NO_FIELDS = new Set(['true', 'false', 'null', 'in']);
/** cel-go's limits: deeper or longer expressions are refused. */
const MAX_DEPTH = 250;
const MAX_CODE_POINTS = 100_000;
const INT_MAX = 2n ** 63n - 1n;
const UINT_MAX = 2n ** 64n - 1n;

/** Parses an expression; throws `CelProblem` (cel-go parser/parser.go with the macros of Kubernetes' environment). */
export function parse(text: string): Expr {
  if (text.length > MAX_CODE_POINTS && [...text].length > MAX_CODE_POINTS) throw new CelProblem(0, `expression code point size exceeds limit: size: ${[...text].length}, limit ${MAX_CODE_POINTS}`);
  const parser = new Parser(tokenize(text));
  const expression = parser.expression();
  parser.expectEnd();
  return expression;
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #make = new NodeFactory();
  #index = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  expectEnd(): void {
    if (this.#peek().kind !== 'end') throw this.#unexpected('<EOF>');
  }

  expression(): Expr {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new CelProblem(this.#peek().position, `expression recursion limit exceeded: ${MAX_DEPTH}`);
    const condition = this.#or();
    let result = condition;
    const question = this.#take('?');
    if (question !== undefined) {
      const first = this.#or();
      this.#expect(':');
      result = this.#make.call(question.position, '_?_:_', [condition, first, this.expression()]);
    }
    this.#depth -= 1;
    return result;
  }

  #or(): Expr {
    const first = this.#and();
    return this.#isAt('||') ? this.#chain(first, '||', '_||_') : first;
  }

  #and(): Expr {
    const first = this.#binary(1);
    return this.#isAt('&&') ? this.#chain(first, '&&', '_&&_') : first;
  }

  /** Long chains become balanced trees, so that they do not nest deeply. */
  #chain(first: Expr, operator: string, name: string): Expr {
    const terms = [first];
    const positions: number[] = [];
    for (let token = this.#take(operator); token !== undefined; token = this.#take(operator)) {
      positions.push(token.position);
      terms.push(operator === '||' ? this.#and() : this.#binary(1));
    }
    const balance = (from: number, to: number): Expr => {
      if (from === to) return terms[from] as Expr;
      const middle = Math.floor((from + to + 1) / 2);
      return this.#make.call(positions[middle - 1] ?? 0, name, [balance(from, middle - 1), balance(middle, to)]);
    };
    return balance(0, terms.length - 1);
  }

  /** Operands joined by operators that bind at least as closely as `least`. */
  #binary(least: number): Expr {
    let left = this.#unary();
    for (;;) {
      const token = this.#peek();
      const operator = token.kind === 'operator' || (token.kind === 'identifier' && token.text === 'in') ? BINARY.get(token.text) : undefined;
      if (operator === undefined || operator[1] < least) return left;
      this.#index += 1;
      left = this.#make.call(token.position, operator[0], [left, this.#binary(operator[1] + 1)]);
    }
  }

  #unary(): Expr {
    const token = this.#peek();
    if (token.kind !== 'operator' || (token.text !== '!' && token.text !== '-')) return this.#member(this.#primary());
    const next = this.#tokens[this.#index + 1];
    if (token.text === '-' && (next?.kind === 'int' || next?.kind === 'double')) {
      this.#index += 2;
      return this.#member(this.#number(next, true, token.position));
    }
    let count = 0;
    while (this.#take(token.text) !== undefined) count += 1;
    const operand = this.#member(this.#primary());
    return count % 2 === 0 ? operand : this.#make.call(token.position, token.text === '!' ? '!_' : '-_', [operand]);
  }

  #member(start: Expr): Expr {
    let expression = start;
    for (;;) {
      const dot = this.#take('.');
      if (dot !== undefined) {
        expression = this.#field(expression, dot.position);
        continue;
      }
      const bracket = this.#take('[');
      if (bracket === undefined) return expression;
      const optional = this.#take('?') !== undefined;
      const key = this.expression();
      this.#expect(']');
      expression = this.#make.call(bracket.position, optional ? '_[?_]' : '_[_]', [expression, key]);
    }
  }

  #field(operand: Expr, position: number): Expr {
    const optional = this.#take('?') !== undefined;
    const token = this.#peek();
    if (token.kind !== 'identifier' && token.kind !== 'quoted') throw this.#unexpected('a name');
    if (token.kind === 'identifier' && NO_FIELDS.has(token.text)) throw this.#unexpected('a name');
    this.#index += 1;
    if (optional) return this.#make.call(position, '_?._', [operand, this.#make.literal(token.position, token.text)]);
    const open = token.kind === 'identifier' ? this.#take('(') : undefined;
    if (open === undefined) return { kind: 'select', id: this.#make.id(), position, operand, field: token.text, testOnly: false };
    const args = this.#arguments(')');
    return expandMacro(this.#make, open.position, token.text, operand, args) ?? this.#make.member(open.position, token.text, operand, args);
  }

  #primary(): Expr {
    const token = this.#peek();
    this.#index += 1;
    switch (token.kind) {
      case 'string':
        return this.#make.literal(token.position, token.text);
      case 'bytes':
        return this.#make.literal(token.position, token.bytes ?? new Uint8Array());
      case 'int':
      case 'uint':
      case 'double':
        return this.#number(token, false, token.position);
      case 'identifier':
        return this.#name(token);
      default:
    }
    if (token.kind === 'operator' && token.text === '(') {
      const inner = this.expression();
      this.#expect(')');
      return inner;
    }
    if (token.kind === 'operator' && token.text === '[') return this.#list(token.position);
    if (token.kind === 'operator' && token.text === '{') return this.#map(token.position);
    if (token.kind === 'operator' && token.text === '.') {
      const name = this.#peek();
      if (name.kind === 'identifier') {
        this.#index += 1;
        return this.#name(name);
      }
    }
    this.#index -= 1;
    throw this.#unexpected('an expression');
  }

  #name(token: Token): Expr {
    const { text, position } = token;
    if (text === 'true' || text === 'false') return this.#make.literal(position, text === 'true');
    if (text === 'null') return this.#make.literal(position, null);
    if (text === 'in') {
      this.#index -= 1;
      throw this.#unexpected('an expression');
    }
    const struct = this.#structName(text);
    if (struct !== undefined) return this.#struct(struct, position);
    if (RESERVED.has(text)) throw new CelProblem(position, `reserved identifier: ${text}`);
    const open = this.#take('(');
    if (open === undefined) return this.#make.ident(position, text);
    const args = this.#arguments(')');
    return expandMacro(this.#make, open.position, text, undefined, args) ?? this.#make.call(open.position, text, args);
  }

  /** `Object.spec{` and `Object{` start a message; undefined when no brace follows. */
  #structName(first: string): string | undefined {
    let index = this.#index;
    let name = first;
    while (this.#tokens[index]?.text === '.' && this.#tokens[index]?.kind === 'operator' && this.#tokens[index + 1]?.kind === 'identifier') {
      name += `.${this.#tokens[index + 1]?.text ?? ''}`;
      index += 2;
    }
    const brace = this.#tokens[index];
    if (brace?.kind !== 'operator' || brace.text !== '{') return undefined;
    this.#index = index + 1;
    return name;
  }

  #struct(name: string, position: number): StructExpr {
    const fields: { name: string; value: Expr; optional: boolean }[] = [];
    while (this.#take('}') === undefined) {
      const optional = this.#take('?') !== undefined;
      const token = this.#peek();
      if (token.kind !== 'identifier' && token.kind !== 'quoted') throw this.#unexpected('the name of a field');
      this.#index += 1;
      this.#expect(':');
      fields.push({ name: token.text, value: this.expression(), optional });
      if (this.#take(',') === undefined && this.#peek().text !== '}') throw this.#unexpected("',' or '}'");
    }
    return { kind: 'struct', id: this.#make.id(), position, name, fields };
  }

  #list(position: number): ListExpr {
    const items: { value: Expr; optional: boolean }[] = [];
    while (this.#take(']') === undefined) {
      const optional = this.#take('?') !== undefined;
      items.push({ value: this.expression(), optional });
      if (this.#take(',') === undefined && this.#peek().text !== ']') throw this.#unexpected("',' or ']'");
    }
    return { kind: 'list', id: this.#make.id(), position, items };
  }

  #map(position: number): MapExpr {
    const entries: { key: Expr; value: Expr; optional: boolean }[] = [];
    while (this.#take('}') === undefined) {
      const optional = this.#take('?') !== undefined;
      const key = this.expression();
      this.#expect(':');
      entries.push({ key, value: this.expression(), optional });
      if (this.#take(',') === undefined && this.#peek().text !== '}') throw this.#unexpected("',' or '}'");
    }
    return { kind: 'map', id: this.#make.id(), position, entries };
  }

  #arguments(end: string): Expr[] {
    const args: Expr[] = [];
    if (this.#take(end) !== undefined) return args;
    do args.push(this.expression());
    while (this.#take(',') !== undefined);
    this.#expect(end);
    return args;
  }

  #number(token: Token, negative: boolean, position: number): Literal {
    const sign = negative ? '-' : '';
    if (token.kind === 'double') {
      const value = Number(`${sign}${token.text}`);
      if (!Number.isFinite(value)) throw new CelProblem(position, 'Syntax error: invalid double literal');
      return this.#make.literal(position, value);
    }
    const magnitude = BigInt(token.text.replace(/u$/i, ''));
    if (token.kind === 'uint') {
      if (magnitude > UINT_MAX) throw new CelProblem(position, 'Syntax error: invalid uint literal');
      return this.#make.literal(position, new Uint(magnitude));
    }
    if (magnitude > (negative ? INT_MAX + 1n : INT_MAX)) throw new CelProblem(position, 'Syntax error: invalid int literal');
    return this.#make.literal(position, negative ? -magnitude : magnitude);
  }

  #peek(): Token {
    return this.#tokens[this.#index] as Token;
  }

  #isAt(operator: string): boolean {
    const token = this.#peek();
    return token.text === operator && token.kind === 'operator';
  }

  #take(operator: string): Token | undefined {
    if (!this.#isAt(operator)) return undefined;
    const token = this.#peek();
    this.#index += 1;
    return token;
  }

  #expect(operator: string): void {
    if (this.#take(operator) === undefined) throw this.#unexpected(`'${operator}'`);
  }

  #unexpected(wanted: string): CelProblem {
    const { kind, text, position } = this.#peek();
    return new CelProblem(position, `Syntax error: mismatched input '${kind === 'end' ? '<EOF>' : text}' expecting ${wanted}`);
  }
}
