import type { Json } from '../../api/json.ts';

const LINE_FEED = 10;
const SPACE = 32;

/** A map or list by indentation that has been read: its lines, up to the next line with content that is not part of it. */
export interface KnownBlock {
  readonly lines: string;
  readonly column: number;
  readonly value: Json;
  /** Levels of maps and lists in it. */
  readonly height: number;
}

/** Shorter blocks are read again: to find them would cost as much. */
const MIN_LENGTH = 256;
/** How much of each of its first two lines tells a block from others. */
const HASHED_LENGTH = 48;
const SLOTS = 1 << 14;
const MAX_CANDIDATES = 4;
/** Texts beyond this are no longer remembered, so that memory stays in proportion to the input. */
const MAX_TEXT = 256 * 1024 * 1024;

/**
 * Remembers the larger blocks of all texts that are read together: a block whose lines stand there again, at the same or at another
 * indentation, is the same value and is not read again. More than half of what CustomResourceDefinitions hold is such repetition, of
 * versions and of pod templates. Values are shared, so whoever changes one that was read must copy it first.
 */
export class BlockTable {
  readonly #slots: (KnownBlock[] | undefined)[] = new Array<KnownBlock[] | undefined>(SLOTS).fill(undefined);
  #textLength = 0;

  /** Where the block at this column, whose lines begin at `start`, is kept; -1 for one that is too short. */
  slotOf(text: string, start: number, column: number, end: number): number {
    const far = start + MIN_LENGTH;
    if (far >= end || indentAt(text, text.lastIndexOf('\n', far) + 1) < column) return -1;
    let hash = 0;
    let lineStart = start;
    for (let line = 0; line < 2; line += 1) {
      let position = lineStart;
      while (text.charCodeAt(position) === SPACE) position += 1;
      const limit = position + HASHED_LENGTH;
      while (position < limit) {
        const code = text.charCodeAt(position);
        if (code === LINE_FEED) break;
        hash = (hash * 31 + code) | 0;
        position += 1;
      }
      lineStart = text.indexOf('\n', position) + 1;
    }
    return (hash ^ (hash >>> 14)) & (SLOTS - 1);
  }

  /** The block whose lines stand at `start` too, and where they end there. */
  find(slot: number, text: string, start: number, column: number): { readonly block: KnownBlock; readonly end: number } | undefined {
    const candidates = this.#slots[slot];
    if (candidates === undefined) return undefined;
    for (const block of candidates) {
      const end = endOfEqual(block, text, start, column);
      if (end !== -1) return { block, end };
    }
    return undefined;
  }

  add(slot: number, block: KnownBlock): void {
    if (block.lines.length < MIN_LENGTH || this.#textLength > MAX_TEXT) return;
    const candidates = this.#slots[slot];
    if (candidates === undefined) this.#slots[slot] = [block];
    else if (candidates.length < MAX_CANDIDATES) candidates.push(block);
    else return;
    this.#textLength += block.lines.length;
  }
}

/** Where the lines of the block end that stand at `start`, indented to `column`; -1 when other lines stand there. */
function endOfEqual(block: KnownBlock, text: string, start: number, column: number): number {
  const { lines } = block;
  // The engine compares whole slices many times as fast as a loop does.
  if (column === block.column) return text.slice(start, start + lines.length) === lines ? start + lines.length : -1;
  const blanksThere = ' '.repeat(block.column);
  const blanksHere = ' '.repeat(column);
  let position = start;
  for (let at = 0; at < lines.length; ) {
    const lineEnd = lines.indexOf('\n', at) + 1;
    // Blank lines are not indented.
    const blank = lineEnd === at + 1;
    const from = blank ? at : at + block.column;
    const to = blank ? position : position + column;
    const length = lineEnd - from;
    if (length < 1 || text.slice(to, to + length) !== lines.slice(from, lineEnd)) return -1;
    if (!blank && (lines.slice(at, from) !== blanksThere || text.slice(position, to) !== blanksHere)) return -1;
    at = lineEnd;
    position = to + length;
  }
  return position;
}

function indentAt(text: string, lineStart: number): number {
  let position = lineStart;
  while (text.charCodeAt(position) === SPACE) position += 1;
  return position - lineStart;
}
