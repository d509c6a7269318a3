import type { Json, JsonObject } from '../../api/json.ts';
import type { PlacedEntry, PlacedNode } from '../positions.ts';
import { isSurelyString, resolvePlain } from './resolve-scalar.ts';

/** Thrown when a document is written in a way that the fast reader leaves to the full one. */
export class NotSimple {}

const TAB = 9;
const LINE_FEED = 10;
const SPACE = 32;
const DOUBLE_QUOTE = 34;
const HASH = 35;
const SINGLE_QUOTE = 39;
const COMMA = 44;
const DASH = 45;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_MAP = 123;
const CLOSE_MAP = 125;
const MAX_LEVELS = 50;
const MAX_KEY_LENGTH = 500;
const SIMPLE_ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', '"': '"', '\\': '\\', r: '\r', ' ': ' ' };
const CANNOT_BEGIN_PLAIN = '-?:,[]{}#&*!|>\'"%@`';

/** Reads quoted scalars and flow collections in their simple spellings; throws NotSimple at all others. */
export class FlowReader {
  /** Behind what was read last. */
  position = 0;
  /** The place of the collection that was read last, when places are asked for. */
  node: PlacedNode | undefined;
  private readonly places: boolean;
  private crossedLines = false;
  private readonly text: string;
  private readonly end: number;
  private level = 0;

  constructor(text: string, end: number, places: boolean) {
    this.text = text;
    this.end = end;
    this.places = places;
  }

  /** A scalar in quotes. */
  readQuoted(start: number): string {
    this.crossedLines = false;
    return this.text.charCodeAt(start) === DOUBLE_QUOTE ? this.readDoubleQuoted(start) : this.readSingleQuoted(start);
  }

  /** A scalar in quotes that is a key, and so stands on one line with its colon, or with `ifColon` a value if no colon follows. */
  readQuotedKey(start: number, ifColon = false): string {
    const key = this.readQuoted(start);
    const colon = this.text.charCodeAt(this.position) === COLON;
    if (colon ? this.crossedLines || this.position - start > MAX_KEY_LENGTH || key === '__proto__' : !ifColon) throw new NotSimple();
    return key;
  }

  private readDoubleQuoted(start: number): string {
    const { text } = this;
    let run = start + 1;
    let result = '';
    for (let position = run; ; position += 1) {
      const code = text.charCodeAt(position);
      if (code === DOUBLE_QUOTE) {
        this.position = position + 1;
        return result === '' ? text.slice(run, position) : result + text.slice(run, position);
      }
      if (code === LINE_FEED) {
        result += text.slice(run, this.beforeBlanks(run, position)) + this.foldBreaks(position);
        position = this.position - 1;
        run = this.position;
      } else if (code === BACKSLASH) {
        const simple = SIMPLE_ESCAPES[text[position + 1] ?? ''];
        if (simple === undefined) throw new NotSimple();
        result += text.slice(run, position) + simple;
        position += 1;
        run = position + 1;
      }
    }
  }

  private readSingleQuoted(start: number): string {
    const { text } = this;
    let run = start + 1;
    let result = '';
    let doubled = false;
    for (let position = run; ; position += 1) {
      const code = text.charCodeAt(position);
      if (code === LINE_FEED) {
        result += text.slice(run, this.beforeBlanks(run, position)) + this.foldBreaks(position);
        position = this.position - 1;
        run = this.position;
      } else if (code === SINGLE_QUOTE) {
        if (text.charCodeAt(position + 1) === SINGLE_QUOTE) {
          doubled = true;
          position += 1;
          continue;
        }
        this.position = position + 1;
        const value = result === '' ? text.slice(run, position) : result + text.slice(run, position);
        return doubled ? value.replaceAll("''", "'") : value;
      }
    }
  }

  private beforeBlanks(start: number, end: number): number {
    let position = end;
    while (position > start && (this.text.charCodeAt(position - 1) === SPACE || this.text.charCodeAt(position - 1) === TAB)) position -= 1;
    return position;
  }

  /** Line breaks inside quotes: one is a space, each further one a line feed. Leaves the position at the text behind them. */
  private foldBreaks(lineFeed: number): string {
    const { text } = this;
    let breaks = 0;
    let position = lineFeed;
    for (let code = LINE_FEED; code === LINE_FEED || code === SPACE || code === TAB; code = text.charCodeAt(position)) {
      position += 1;
      if (code !== LINE_FEED) continue;
      breaks += 1;
      if (position >= this.end || text.startsWith('---', position) || text.startsWith('...', position)) throw new NotSimple();
    }
    this.crossedLines = true;
    this.position = position;
    return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
  }

  /** A list in brackets or a map in braces. */
  readCollection(start: number): Json {
    this.level += 1;
    if (this.level > MAX_LEVELS) throw new NotSimple();
    this.position = start + 1;
    const value = this.text.charCodeAt(start) === OPEN_LIST ? this.readList(start) : this.readMap(start);
    this.level -= 1;
    return value;
  }

  private readList(start: number): Json {
    const list: Json[] = [];
    const items: PlacedNode[] = [];
    for (;;) {
      if (this.skipSpace() === CLOSE_LIST) break;
      list.push(this.readNode());
      if (this.node !== undefined) items.push(this.node);
      if (!this.comma(CLOSE_LIST)) break;
    }
    this.position += 1;
    if (this.places) this.node = { kind: 'list', start, end: this.position, items };
    return list;
  }

  private readMap(mapStart: number): Json {
    const { text } = this;
    const map: JsonObject = {};
    const entries: PlacedEntry[] = [];
    for (;;) {
      const code = this.skipSpace();
      if (code === CLOSE_MAP) break;
      const start = this.position;
      const quoted = code === DOUBLE_QUOTE || code === SINGLE_QUOTE;
      const key = quoted ? this.readQuotedKey(start) : this.readPlainKey(start);
      if (key.length > MAX_KEY_LENGTH || text.charCodeAt(this.position) !== COLON) throw new NotSimple();
      const keyEnd = this.position;
      this.position += 1;
      const next = this.skipSpace();
      if (next === COMMA || next === CLOSE_MAP) throw new NotSimple();
      const value = this.readNode();
      if (key === '__proto__' || (map[key] !== undefined && Object.hasOwn(map, key))) throw new NotSimple();
      map[key] = value;
      if (this.node !== undefined) entries.push({ key: { kind: 'scalar', start, end: keyEnd }, name: key, node: this.node });
      if (!this.comma(CLOSE_MAP)) break;
    }
    this.position += 1;
    if (this.places) this.node = { kind: 'map', start: mapStart, end: this.position, entries };
    return map;
  }

  /** Steps over a comma; false at the end of the collection. */
  private comma(close: number): boolean {
    const code = this.skipSpace();
    if (code === close) return false;
    if (code !== COMMA) throw new NotSimple();
    this.position += 1;
    return true;
  }

  private readNode(): Json {
    const start = this.position;
    const code = this.text.charCodeAt(start);
    if (code === OPEN_LIST || code === OPEN_MAP) return this.readCollection(start);
    const quoted = code === DOUBLE_QUOTE || code === SINGLE_QUOTE;
    const text = quoted ? this.readQuoted(start) : this.readPlain(start);
    if (this.places) this.node = { kind: 'scalar', start, end: quoted ? this.position : start + text.length };
    if (quoted) return text;
    if (isSurelyString(text)) return text;
    const { value } = resolvePlain(text);
    if (value === undefined) throw new NotSimple();
    return value;
  }

  private readPlainKey(start: number): string {
    const text = this.readPlain(start);
    if (text === '<<') throw new NotSimple();
    const key = isSurelyString(text) ? text : resolvePlain(text).key;
    if (key === undefined) throw new NotSimple();
    return key;
  }

  /** A plain scalar on one line; it may begin with a dash before a digit, a letter or another dash (`[--verbose]`). */
  private readPlain(start: number): string {
    const { text } = this;
    const first = text.charCodeAt(start);
    if (CANNOT_BEGIN_PLAIN.includes(text[start] ?? '') && !(first === DASH && /[\w.-]/.test(text[start + 1] ?? ''))) throw new NotSimple();
    let position = start;
    for (; ; position += 1) {
      const code = text.charCodeAt(position);
      if (code === LINE_FEED || code === COMMA || code === CLOSE_LIST || code === CLOSE_MAP) break;
      if (code === COLON) {
        const next = text.charCodeAt(position + 1);
        if (next === SPACE || next === LINE_FEED || next === TAB) break;
      } else if (code === OPEN_LIST || code === OPEN_MAP || code === 63 || code === HASH || code === TAB) {
        throw new NotSimple();
      }
    }
    // Whether the text goes on in the next line is left to the full reader, and a blank before the colon too.
    if (text.charCodeAt(position) === LINE_FEED) throw new NotSimple();
    this.position = position;
    let end = position;
    while (text.charCodeAt(end - 1) === SPACE) end -= 1;
    return text.slice(start, end);
  }

  /** Steps over spaces and line feeds; gives the code that follows. */
  private skipSpace(): number {
    const { text } = this;
    let code = text.charCodeAt(this.position);
    while (code === SPACE || code === LINE_FEED) {
      this.position += 1;
      // A document mark at the beginning of a line would end the document.
      if (code === LINE_FEED && (text.startsWith('---', this.position) || text.startsWith('...', this.position))) throw new NotSimple();
      code = text.charCodeAt(this.position);
    }
    if (this.position >= this.end || code === TAB || code === HASH) throw new NotSimple();
    return code;
  }
}
