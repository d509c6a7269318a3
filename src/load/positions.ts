import { type FieldPath, stepsOf } from '../diag/field-path.ts';
import type { TextRange } from '../diag/range.ts';

/** A node of a document as far as places go; the nodes of the YAML reader are such nodes. */
export type PlacedNode =
  | { readonly kind: 'scalar'; readonly start: number; readonly end: number }
  | { readonly kind: 'list'; readonly start: number; readonly end: number; readonly items: readonly PlacedNode[] }
  | { readonly kind: 'map'; readonly start: number; readonly end: number; readonly entries: readonly PlacedEntry[] }
  | { readonly kind: 'alias'; readonly start: number; readonly end: number; readonly target: PlacedNode };

export interface PlacedEntry {
  readonly key: PlacedNode;
  /** Undefined for a YAML merge (`<<`). */
  readonly name: string | undefined;
  readonly node: PlacedNode;
}

/** Offsets into a text, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Turns offsets into lines and columns. Lines end with LF or CRLF; columns count UTF-16 code units. */
export class LineIndex {
  readonly #text: string;
  #starts: number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  range({ start, end }: Span): TextRange {
    const from = this.#place(start);
    const to = this.#place(end);
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  }

  /** The line, from 1, that holds the offset. */
  line(offset: number): number {
    return this.#place(offset).line;
  }

  #place(offset: number): { readonly line: number; readonly column: number } {
    const starts = (this.#starts ??= lineStarts(this.#text));
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** What of a path is shown; `telling` is the key of a map or list, which is more telling than all that lies in it, and the value of anything else. */
export type PlacePart = 'key' | 'value' | 'telling';

/**
 * Where a path stands below a node: its value, or its key. When the path does not exist, the key of its closest ancestor that does; a
 * node without a key of its own (the root, an item of a list) is shown by its first key, and an item, as what is telling, by all of it.
 * Offsets are those of the nodes.
 */
export function spanOf(root: PlacedNode, path: FieldPath, part: PlacePart): Span {
  let node = root;
  let key: PlacedNode | undefined;
  let missing = false;
  let isItem = false;
  for (const step of stepsOf(path)) {
    const next = childOf(node, step);
    if (next === undefined) {
      missing = true;
      break;
    }
    ({ key, node } = next);
    isItem = key === undefined;
  }
  const atKey = part === 'telling' ? !isItem && isCollection(node) : part === 'key';
  // A key without a value has nothing to show but itself.
  if (atKey || missing || node.start === node.end) return key ?? firstKey(node);
  return node;
}

function isCollection(node: PlacedNode): boolean {
  const { kind } = node.kind === 'alias' ? node.target : node;
  return kind === 'map' || kind === 'list';
}

function firstKey(node: PlacedNode): Span {
  const target = node.kind === 'alias' ? node : node.kind === 'map' ? (node.entries[0]?.key ?? node) : node;
  return target;
}

function childOf(parent: PlacedNode, step: string): { readonly key: PlacedNode | undefined; readonly node: PlacedNode } | undefined {
  const container = parent.kind === 'alias' ? parent.target : parent;
  if (container.kind === 'list') {
    const item = /^\d+$/.test(step) ? container.items[Number(step)] : undefined;
    return item && { key: undefined, node: item };
  }
  if (container.kind !== 'map') return undefined;
  // Of equal keys the last one counts, and a merge is overridden by what stands behind it.
  for (let index = container.entries.length - 1; index >= 0; index -= 1) {
    const entry = container.entries[index];
    if (entry === undefined) continue;
    if (entry.name === step) return entry;
    if (entry.name === undefined) {
      const merged = mergedChild(entry.node, step);
      if (merged !== undefined) return merged;
    }
  }
  return undefined;
}

function mergedChild(source: PlacedNode, step: string): ReturnType<typeof childOf> {
  if (source.kind !== 'list') return childOf(source, step);
  for (const item of source.items) {
    const found = childOf(item, step);
    if (found !== undefined) return found;
  }
  return undefined;
}
