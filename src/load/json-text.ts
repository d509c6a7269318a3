import { type Json, type JsonObject, NumberLiteral, setOwn } from '../api/json.ts';
import { type FieldPath, at, child } from '../diag/field-path.ts';
import { MAX_DEPTH, TextError, type TextResult } from './text-problem.ts';

/**
 * Reads one JSON text as Go's encoding/json does: strict grammar, 10000 levels, lone surrogates become U+FFFD, of equal keys the
 * last one wins. Integers beyond ±2^53 are `bigint`; a number that is spelled with a fraction or an exponent though its value is an
 * integer is a `NumberLiteral`. Text after the value is an error.
 */
export function parseJsonText(text: string): TextResult {
  const reader = new JsonReader(text, 0);
  try {
    const value = reader.readValue();
    reader.skipSpace();
    if (reader.position < text.length) throw new TextError(`there is text after the end of the JSON value: ${nameOf(text, reader.position)}`, reader.position);
    return { value, duplicateKeys: reader.duplicateKeys, depth: reader.depth };
  } catch (error) {
    if (error instanceof TextError) return { problem: { message: error.message, offset: error.offset } };
    throw error;
  }
}

/** The number that a JSON number literal stands for, in the vocabulary of `Json`; undefined when it is too large for any type. */
export function jsonNumber(literal: string): number | bigint | NumberLiteral | undefined {
  const value = Number(literal);
  if (!Number.isFinite(value)) return undefined;
  if (!/[.eE]/.test(literal)) return Number.isSafeInteger(value) ? value + 0 : BigInt(literal);
  return Number.isInteger(value) ? new NumberLiteral(literal) : value;
}

/** A map or list that is still open, with the key under which the next value belongs. */
interface Frame {
  readonly list: Json[] | undefined;
  readonly map: JsonObject | undefined;
  key: string;
}

const QUOTE = 34;
const BACKSLASH = 92;
const ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const LONE_SURROGATE = /\p{Surrogate}/gu;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Reads values one after another from a text. It keeps its own stack, so depth costs no call frames. */
export class JsonReader {
  readonly duplicateKeys: FieldPath[] = [];
  position: number;
  /** The greatest number of levels so far. */
  depth = 0;
  readonly #text: string;

  constructor(text: string, position: number) {
    this.#text = text;
    this.position = position;
  }

  skipSpace(): void {
    const text = this.#text;
    let position = this.position;
    for (;;) {
      const code = text.charCodeAt(position);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) break;
      position += 1;
    }
    this.position = position;
  }

  /** Reads the value at the position and leaves the position behind it. Throws a TextError. */
  readValue(): Json {
    const stack: Frame[] = [];
    for (;;) {
      this.skipSpace();
      let value: Json;
      const char = this.#text[this.position];
      if (char === '{' || char === '[') {
        if (stack.length >= MAX_DEPTH) throw this.#error(`maps and lists are nested more than ${MAX_DEPTH} levels deep`);
        this.position += 1;
        this.skipSpace();
        const frame: Frame = char === '{' ? { map: {}, list: undefined, key: '' } : { list: [], map: undefined, key: '' };
        if (this.#text[this.position] !== (char === '{' ? '}' : ']')) {
          stack.push(frame);
          this.depth = Math.max(this.depth, stack.length);
          if (frame.map !== undefined) this.#readKey(stack, frame.map);
          continue;
        }
        this.position += 1;
        value = frame.map ?? frame.list ?? null;
      } else {
        value = this.#readScalar(char);
      }
      for (;;) {
        const frame = stack[stack.length - 1];
        if (frame === undefined) return value;
        if (frame.map === undefined) frame.list?.push(value);
        else setOwn(frame.map, frame.key, value);
        this.skipSpace();
        const next = this.#text[this.position];
        if (next === ',') {
          this.position += 1;
          if (frame.map !== undefined) this.#readKey(stack, frame.map);
          break;
        }
        if (next !== (frame.map === undefined ? ']' : '}')) throw this.#error(`expected ',' or '${frame.map === undefined ? ']' : '}'}', found ${this.#name()}`);
        this.position += 1;
        stack.pop();
        value = frame.map ?? frame.list ?? null;
      }
    }
  }

  #readKey(stack: readonly Frame[], map: JsonObject): void {
    this.skipSpace();
    if (this.#text.charCodeAt(this.position) !== QUOTE) throw this.#error(`expected a key in double quotes, found ${this.#name()}`);
    const key = this.#readString();
    const frame = stack[stack.length - 1];
    if (frame !== undefined) frame.key = key;
    if (map[key] !== undefined && Object.hasOwn(map, key)) this.duplicateKeys.push(pathOf(stack));
    this.skipSpace();
    if (this.#text[this.position] !== ':') throw this.#error(`expected ':' after the key ${JSON.stringify(key)}, found ${this.#name()}`);
    this.position += 1;
  }

  #readScalar(char: string | undefined): Json {
    if (char === '"') return this.#readString();
    if (char === 't' && this.#accept('true')) return true;
    if (char === 'f' && this.#accept('false')) return false;
    if (char === 'n' && this.#accept('null')) return null;
    NUMBER.lastIndex = this.position;
    const literal = NUMBER.exec(this.#text)?.[0];
    if (literal === undefined) throw this.#error(`expected a JSON value, found ${this.#name()}`);
    const value = jsonNumber(literal);
    if (value === undefined) throw this.#error(`the number ${literal.length > 40 ? `${literal.slice(0, 40)}…` : literal} is too large`);
    this.position += literal.length;
    return value;
  }

  #accept(word: string): boolean {
    if (!this.#text.startsWith(word, this.position)) return false;
    this.position += word.length;
    return true;
  }

  #readString(): string {
    const text = this.#text;
    let start = this.position + 1;
    let position = start;
    let result = '';
    let escaped = false;
    for (;;) {
      const code = text.charCodeAt(position);
      if (code === QUOTE) break;
      if (code === BACKSLASH) {
        escaped = true;
        result += text.slice(start, position);
        const name = text[position + 1] ?? '';
        const simple = ESCAPES[name];
        if (simple !== undefined) {
          result += simple;
          position += 2;
        } else if (name === 'u' && /^[0-9a-fA-F]{4}$/.test(text.slice(position + 2, position + 6))) {
          result += String.fromCharCode(Number.parseInt(text.slice(position + 2, position + 6), 16));
          position += 6;
        } else {
          throw new TextError(`\\${name} is not an escape that JSON strings know`, position);
        }
        start = position;
      } else if (code < 32) {
        throw new TextError('a JSON string may not hold a line break or control character, write it as an escape such as \\n', position);
      } else if (position >= text.length) {
        throw new TextError('the string that begins here is not closed', this.position);
      } else {
        position += 1;
      }
    }
    this.position = position + 1;
    const whole = result + text.slice(start, position);
    return escaped ? whole.replace(LONE_SURROGATE, '\ufffd') : whole;
  }

  #name(): string {
    return nameOf(this.#text, this.position);
  }

  #error(message: string): TextError {
    return new TextError(message, Math.min(this.position, this.#text.length));
  }
}

function nameOf(text: string, offset: number): string {
  const code = text.codePointAt(offset);
  if (code === undefined) return 'the end of the text';
  return code < 32 ? `the control character U+${code.toString(16).toUpperCase().padStart(4, '0')}` : `'${String.fromCodePoint(code)}'`;
}

/** The path of the key that is being read: keys that hold a dot or a bracket go into brackets, so that the path can be taken apart. */
function pathOf(stack: readonly Frame[]): FieldPath {
  let path: FieldPath = '';
  for (const { list, key } of stack) path = list === undefined ? keyPath(path, key) : at(path, list.length);
  return path;
}

export function keyPath(path: FieldPath, key: string): FieldPath {
  return key === '' || /[.[\]]/.test(key) ? at(path, key) : child(path, key);
}
