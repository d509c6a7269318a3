import type { Call, Expr, ListExpr, Literal } from './syntax.ts';
import type { Value } from './values.ts';

/** Makes nodes with numbers of their own. */
export class NodeFactory {
  #next = 1;
  id(): number {
    return this.#next++;
  }
  literal(position: number, value: Value): Literal {
    return { kind: 'literal', id: this.id(), position, value };
  }
  ident(position: number, name: string): Expr {
    return { kind: 'ident', id: this.id(), position, name };
  }
  call(position: number, name: string, args: readonly Expr[]): Call {
    return { kind: 'call', id: this.id(), position, name, target: undefined, args };
  }
  member(position: number, name: string, target: Expr, args: readonly Expr[]): Call {
    return { kind: 'call', id: this.id(), position, name, target, args };
  }
  list(position: number, items: readonly Expr[]): ListExpr {
    return { kind: 'list', id: this.id(), position, items: items.map((value) => ({ value, optional: false })) };
  }
}
