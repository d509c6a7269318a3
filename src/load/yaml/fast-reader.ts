import type { Json, JsonObject } from '../../api/json.ts';
import type { PlacedEntry, PlacedNode } from '../positions.ts';
import { FlowReader, NotSimple } from './fast-flow.ts';
import { beforeBlanks, isDashBlank, isPlainIndicator, scanKey, scanPlainLine } from './fast-line.ts';
import { readSimpleBlockScalar } from './fast-block-scalar.ts';
import { isSurelyString, resolvePlain } from './resolve-scalar.ts';
import type { BlockTable } from './block-table.ts';

const LINE_FEED = 10;
const SPACE = 32;
const DOUBLE_QUOTE = 34;
const HASH = 35;
const SINGLE_QUOTE = 39;
const DASH = 45;
const COLON = 58;
const MAX_LEVELS = 100;

/** Indexed by ASCII code: 1 where a plain scalar may begin whatever follows. */
const BEGINS_PLAIN = new Uint8Array(128).fill(1, 33);
for (const char of '-?:,[]{}#&*!|>\'"%@`\x7f') BEGINS_PLAIN[char.charCodeAt(0)] = 0;

/**
 * Reads a document in the style that nearly all manifests are written in: maps and lists by indentation, scalars, block texts, simple
 * flow collections, comments. Gives undefined for everything else, errors included, which `composeDocument` then reads. What it does
 * read it reads to the same value, several times as fast. The text between the offsets must end with a line feed and hold no
 * characters that `UNUSUAL_CHARACTER` finds.
 */
export function readSimpleYaml(text: string, start: number, end: number, blocks?: BlockTable): { readonly value: Json } | undefined {
  try {
    return { value: new FastReader(text, start, end, false, blocks).readDocument() };
  } catch (error) {
    if (error instanceof NotSimple) return undefined;
    throw error;
  }
}

/**
 * The places of everything in a document that `readSimpleYaml` takes on; undefined for others. With `until`, what lies behind the value
 * of that key of the document is left out.
 */
export function placeSimpleYaml(text: string, start: number, end: number, until?: string): PlacedNode | undefined {
  try {
    const reader = new FastReader(text, start, end, true, undefined);
    reader.until = until;
    reader.readDocument();
    return reader.node;
  } catch (error) {
    if (error instanceof NotSimple) return undefined;
    throw error;
  }
}

/** What the fast reader leaves to the full one: line breaks other than LF, byte order marks, control characters. */
// eslint-disable-next-line no-control-regex
export const UNUSUAL_CHARACTER = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/;

class FastReader {
  private readonly text: string;
  private readonly end: number;
  private readonly flow: FlowReader;
  /** The first character of the current line that is neither blank nor a comment, and its column; -1 at the end. */
  private position: number;
  private column = -1;
  private level = 0;
  private deepest = 0;
  private readonly blocks: BlockTable | undefined;
  private readonly places: boolean;
  /** The place of what was read last, when places are asked for. */
  node: PlacedNode | undefined;
  /** The key of the outermost map behind which reading ends. */
  until: string | undefined;

  constructor(text: string, start: number, end: number, places: boolean, blocks: BlockTable | undefined) {
    this.blocks = blocks;
    this.text = text;
    this.end = end;
    this.position = start;
    this.places = places;
    this.flow = new FlowReader(text, end, places);
  }

  readDocument(): Json {
    const { text } = this;
    let start = this.position;
    // A mark at the very beginning, as Helm writes it before each document.
    if (text.charCodeAt(start) === DASH && /^---[ ]*(?:#.*)?\n/.test(text.slice(start, start + 200))) start = text.indexOf('\n', start) + 1;
    this.enterLine(start);
    if (this.column === -1) return null;
    const value = this.readBlock(-1, this.column);
    if (this.until !== undefined) return value;
    if (this.column !== -1 || typeof value !== 'object' || value === null) throw new NotSimple();
    return value;
  }

  /** Goes to the first line with content from the line that begins at `start`. */
  private enterLine(start: number): void {
    const { text, end } = this;
    let lineStart = start;
    while (lineStart < end) {
      let position = lineStart;
      while (text.charCodeAt(position) === SPACE) position += 1;
      const code = text.charCodeAt(position);
      if (code === LINE_FEED) {
        lineStart = position + 1;
      } else if (code === HASH) {
        lineStart = text.indexOf('\n', position) + 1;
      } else {
        if (code === 9) throw new NotSimple();
        this.position = position;
        this.column = position - lineStart;
        if (this.column === 0 && (code === DASH || code === 46 || code === 37) && this.isDocumentMark(position)) throw new NotSimple();
        return;
      }
    }
    this.position = end;
    this.column = -1;
  }

  private isDocumentMark(position: number): boolean {
    return this.text.startsWith('---', position) || this.text.startsWith('...', position) || this.text.charCodeAt(position) === 37;
  }

  private placeScalar(start: number, end: number): void {
    if (this.places) this.node = { kind: 'scalar', start, end };
  }

  /** From behind a value: only blanks and a comment may follow on the line. */
  private finishLine(start: number): void {
    const { text } = this;
    let position = start;
    while (text.charCodeAt(position) === SPACE) position += 1;
    const code = text.charCodeAt(position);
    if (code === LINE_FEED) this.enterLine(position + 1);
    else if (code === HASH && position > start) this.enterLine(text.indexOf('\n', position) + 1);
    else throw new NotSimple();
  }

  /** What begins at the current position, inside a collection at `parentIndent`; its column is deeper. */
  private readBlock(parentIndent: number, column: number): Json {
    this.level += 1;
    if (this.level > MAX_LEVELS) throw new NotSimple();
    if (this.level > this.deepest) this.deepest = this.level;
    const value = isDashBlank(this.text, this.position) ? this.readDeeperList(column) : this.readScalarOrMap(parentIndent, column);
    this.level -= 1;
    return value;
  }

  /** A block that begins on a line of its own, deeper than the collection at `parentIndent`. */
  private readOwnLines(parentIndent: number): Json {
    const { text, column, blocks } = this;
    const start = this.position - column;
    const slot = blocks === undefined ? -1 : blocks.slotOf(text, start, column, this.end);
    if (slot === -1 || blocks === undefined) return this.readBlock(parentIndent, column);
    const known = blocks.find(slot, text, start, column);
    if (known !== undefined && this.level + known.block.height <= MAX_LEVELS && this.skipTo(known.end, parentIndent)) return known.block.value;
    const { deepest } = this;
    this.deepest = this.level;
    const value = this.readBlock(parentIndent, column);
    if (typeof value === 'object' && value !== null) {
      blocks.add(slot, { lines: text.slice(start, this.lineStart()), column, value, height: this.deepest - this.level });
    }
    if (deepest > this.deepest) this.deepest = deepest;
    return value;
  }

  /** Goes to the line behind a known block; stays, and says false, when lines follow that may be part of it. */
  private skipTo(lineStart: number, parentIndent: number): boolean {
    const { position, column } = this;
    this.enterLine(lineStart);
    if (this.column <= parentIndent && this.lineStart() === lineStart) return true;
    this.position = position;
    this.column = column;
    return false;
  }

  private lineStart(): number {
    return this.column === -1 ? this.end : this.position - this.column;
  }

  private readDeeperList(column: number): Json {
    const list = this.readList(column);
    if (this.column === column) throw new NotSimple();
    return list;
  }

  private readList(indent: number): Json {
    const { text, position: listStart } = this;
    const list: Json[] = [];
    const items: PlacedNode[] | undefined = this.places ? [] : undefined;
    do {
      const dash = this.position;
      let position = dash + 1;
      while (text.charCodeAt(position) === SPACE) position += 1;
      const code = text.charCodeAt(position);
      if (code === LINE_FEED || code === HASH) {
        this.finishLine(dash + 1);
        this.placeScalar(dash + 1, dash + 1);
        list.push(this.column > indent ? this.readBlock(indent, this.column) : null);
      } else {
        this.position = position;
        list.push(this.readBlock(indent, indent + position - dash));
      }
      if (items !== undefined && this.node !== undefined) items.push(this.node);
    } while (this.column === indent && isDashBlank(this.text, this.position));
    if (this.column > indent) throw new NotSimple();
    if (items !== undefined) this.node = { kind: 'list', start: listStart, end: items.at(-1)?.end ?? listStart, items };
    return list;
  }

  /** A scalar or flow collection, or a map whose first key stands here. */
  private readScalarOrMap(parentIndent: number, column: number): Json {
    const { text, position } = this;
    const code = text.charCodeAt(position);
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
      const quoted = this.flow.readQuotedKey(position, true);
      const { position: after } = this.flow;
      if (text.charCodeAt(after) === COLON) {
        this.requireBlank(after + 1);
        this.position = after + 1;
        return this.readMap(column, quoted, position);
      }
      this.placeScalar(position, after);
      this.finishLine(after);
      return quoted;
    }
    if (code < 128 && BEGINS_PLAIN[code] !== 1 && !isPlainIndicator(this.text, code, position)) return this.readSpecial(parentIndent, code);
    const end = scanKey(this.text, position);
    if (end === -1) return this.readPlain(parentIndent, position);
    this.position = end + 1;
    return this.readMap(column, this.keyAt(position, end), position);
  }

  private requireBlank(position: number): void {
    const code = this.text.charCodeAt(position);
    if (code !== SPACE && code !== LINE_FEED) throw new NotSimple();
  }

  private keyAt(start: number, end: number): string {
    const text = this.text.slice(start, end);
    if (isSurelyString(text)) {
      if (text === '__proto__' || text === '<<') throw new NotSimple();
      return text;
    }
    const { key } = resolvePlain(text);
    if (key === undefined) throw new NotSimple();
    return key;
  }

  /** A map whose first key has been read, up to its colon. */
  private readMap(indent: number, firstKey: string, firstStart: number): Json {
    const { text } = this;
    const map: JsonObject = {};
    const entries: PlacedEntry[] | undefined = this.places ? [] : undefined;
    let key = firstKey;
    let keyStart = firstStart;
    for (;;) {
      const keyEnd = this.position - 1;
      const value = this.readValue(indent);
      if (map[key] !== undefined && Object.hasOwn(map, key)) throw new NotSimple();
      map[key] = value;
      if (entries !== undefined && this.node !== undefined) entries.push({ key: { kind: 'scalar', start: keyStart, end: keyEnd }, name: key, node: this.node });
      if (this.column !== indent || (key === this.until && this.level === 1)) {
        if (this.column > indent) throw new NotSimple();
        if (entries !== undefined) this.node = { kind: 'map', start: firstStart, end: entries.at(-1)?.node.end ?? firstStart, entries };
        return map;
      }
      const start = this.position;
      keyStart = start;
      const code = text.charCodeAt(start);
      if (code < 128 && BEGINS_PLAIN[code] !== 1) {
        if (code !== DOUBLE_QUOTE && code !== SINGLE_QUOTE) {
          if (!isPlainIndicator(this.text, code, start)) throw new NotSimple();
        } else {
          key = this.flow.readQuotedKey(start);
          const { position } = this.flow;
          this.requireBlank(position + 1);
          this.position = position + 1;
          continue;
        }
      }
      const end = scanKey(this.text, start);
      if (end === -1) throw new NotSimple();
      key = this.keyAt(start, end);
      this.position = end + 1;
    }
  }

  /** The value behind the colon of a key. */
  private readValue(indent: number): Json {
    const { text } = this;
    const start = this.position;
    let position = start;
    while (text.charCodeAt(position) === SPACE) position += 1;
    const code = text.charCodeAt(position);
    if (code === LINE_FEED || code === HASH) {
      this.finishLine(start);
      this.placeScalar(start, start);
      if (this.column > indent) return this.readOwnLines(indent);
      return this.column === indent && isDashBlank(this.text, this.position) ? this.readList(indent) : null;
    }
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
      const quoted = this.flow.readQuoted(position);
      this.placeScalar(position, this.flow.position);
      this.finishLine(this.flow.position);
      return quoted;
    }
    if (code < 128 && BEGINS_PLAIN[code] !== 1 && !isPlainIndicator(this.text, code, position)) {
      this.position = position;
      return this.readSpecial(indent, code);
    }
    return this.readPlain(indent, position);
  }

  private readSpecial(parentIndent: number, code: number): Json {
    const { position } = this;
    if (code === 124 || code === 62) {
      const scalar = readSimpleBlockScalar(this.text, position, this.end, parentIndent);
      this.placeScalar(position, scalar.next);
      this.enterLine(scalar.next);
      return scalar.value;
    }
    if (code !== 91 && code !== 123) throw new NotSimple();
    const value = this.flow.readCollection(position);
    this.node = this.flow.node;
    this.finishLine(this.flow.position);
    return value;
  }

  /** A plain scalar, which goes on over all lines that lie deeper than the collection around it. */
  private readPlain(parentIndent: number, start: number): Json {
    const { text, end } = this;
    let lineEnd = scanPlainLine(this.text, start);
    let textEnd = beforeBlanks(this.text, lineEnd);
    let value = text.slice(start, textEnd);
    for (;;) {
      if (text.charCodeAt(lineEnd) === HASH) {
        this.enterLine(text.indexOf('\n', lineEnd) + 1);
        break;
      }
      let lineStart = lineEnd + 1;
      let breaks = 0;
      let position = lineStart;
      for (; lineStart < end; lineStart = position + 1, breaks += 1) {
        position = lineStart;
        while (text.charCodeAt(position) === SPACE) position += 1;
        if (text.charCodeAt(position) !== LINE_FEED) break;
      }
      if (lineStart >= end || position - lineStart <= parentIndent || text.charCodeAt(position) === HASH) {
        this.enterLine(lineStart);
        break;
      }
      if (text.charCodeAt(position) === 9 || parentIndent < 0) throw new NotSimple();
      lineEnd = scanPlainLine(this.text, position);
      textEnd = beforeBlanks(this.text, lineEnd);
      value += (breaks === 0 ? ' ' : '\n'.repeat(breaks)) + text.slice(position, textEnd);
    }
    this.placeScalar(start, textEnd);
    if (isSurelyString(value)) return value;
    const resolved = resolvePlain(value).value;
    if (resolved === undefined) throw new NotSimple();
    return resolved;
  }
}
