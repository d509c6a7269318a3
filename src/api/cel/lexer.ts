import { CelProblem } from './syntax.ts';

export interface Token {
  readonly kind: 'identifier' | 'int' | 'uint' | 'double' | 'string' | 'bytes' | 'operator' | 'quoted' | 'end';
  /** The text; for strings the value. */
  readonly text: string;
  readonly bytes?: Uint8Array;
  readonly position: number;
}

const SPACE = /(?:[\t \r\n\f]|\/\/[^\n]*)+/y;
const IDENTIFIER = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /(?:0x[0-9a-fA-F]+u?|\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?|\d+u?)/iy;
const QUOTED_IDENTIFIER = /`[A-Za-z0-9_.\-/ ]+`/y;
const LONG_OPERATORS = new Set(['&&', '||', '<=', '>=', '==', '!=']);
const OPERATORS = new Set('[]{}().,-!?:+*/%<>');
const STRING_START = /([rR]?[bB]?|[bB][rR])("""|'''|"|')/y;
/** What neither ends a string nor begins an escape. */
const PLAIN = /[^"'\\\n\r]+/y;
const SIMPLE_ESCAPES: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', "'": "'", '"': '"', '`': '`', '?': '?' };

/** The tokens of an expression (cel-go parser/gen/CEL.g4). */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  for (;;) {
    if (mayBeSpace(text.charCodeAt(position))) position += matchAt(SPACE, text, position)?.[0].length ?? 0;
    if (position >= text.length) break;
    const start = STARTS_STRING.has(text[position] ?? '') ? matchAt(STRING_START, text, position) : null;
    if (start !== null) {
      const { token, end } = readString(text, position, start[1] ?? '', start[2] ?? '');
      tokens.push(token);
      position = end;
      continue;
    }
    const token = readToken(text, position);
    tokens.push(token);
    position += token.kind === 'quoted' ? token.text.length + 2 : token.text.length;
  }
  tokens.push({ kind: 'end', text: '', position: text.length });
  return tokens;
}

const SLASH = 47;
const STARTS_STRING = new Set('"\'rRbB');

/** Space, other white space, or the beginning of a comment. */
function mayBeSpace(code: number): boolean {
  return code <= 32 || code === SLASH;
}

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

function readToken(text: string, position: number): Token {
  const char = text[position] ?? '';
  if (OPERATORS.has(char) && !(char === '.' && isDigit(text[position + 1]))) {
    const long = text.slice(position, position + 2);
    return { kind: 'operator', text: LONG_OPERATORS.has(long) ? long : char, position };
  }
  const identifier = matchAt(IDENTIFIER, text, position)?.[0];
  if (identifier !== undefined) return { kind: 'identifier', text: identifier, position };
  const quoted = matchAt(QUOTED_IDENTIFIER, text, position)?.[0];
  if (quoted !== undefined) return { kind: 'quoted', text: quoted.slice(1, -1), position };
  const number = matchAt(NUMBER, text, position)?.[0];
  if (number !== undefined) {
    const hexadecimal = /^0x/i.test(number);
    const kind = /u$/i.test(number) ? 'uint' : !hexadecimal && /[.eE]/.test(number) ? 'double' : 'int';
    return { kind, text: number, position };
  }
  const long = text.slice(position, position + 2);
  if (LONG_OPERATORS.has(long)) return { kind: 'operator', text: long, position };
  throw new CelProblem(position, `Syntax error: token recognition error at: '${[...text.slice(position)][0] ?? ''}'`);
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9';
}

function readString(text: string, position: number, prefix: string, quote: string): { readonly token: Token; readonly end: number } {
  const raw = /r/i.test(prefix);
  const isBytes = /b/i.test(prefix);
  let index = position + prefix.length + quote.length;
  let value = '';
  const bytes: number[] = [];
  const add = (char: string): void => {
    if (isBytes) bytes.push(...new TextEncoder().encode(char));
    else value += char;
  };
  for (;;) {
    if (index >= text.length) throw new CelProblem(position, 'Syntax error: a string has no end');
    if (text.startsWith(quote, index)) break;
    const plain = isBytes ? '' : (matchAt(PLAIN, text, index)?.[0] ?? '');
    if (plain !== '') {
      value += plain;
      index += plain.length;
      continue;
    }
    const char = text[index] ?? '';
    if (quote.length === 1 && (char === '\n' || char === '\r')) throw new CelProblem(position, 'Syntax error: a string ends with its line');
    if (char !== '\\') {
      const point = String.fromCodePoint(text.codePointAt(index) ?? 0);
      add(point);
      index += point.length;
    } else if (raw) {
      add(char);
      index += 1;
    } else {
      const escape = readEscape(text, index, isBytes);
      if (typeof escape.value === 'number') bytes.push(escape.value);
      else add(escape.value);
      index = escape.end;
    }
  }
  const end = index + quote.length;
  return { token: isBytes ? { kind: 'bytes', text: '', bytes: Uint8Array.from(bytes), position } : { kind: 'string', text: value, position }, end };
}

/** A character, or a byte when `\x` and octal escapes stand in bytes. */
function readEscape(text: string, index: number, isBytes: boolean): { readonly value: string | number; readonly end: number } {
  const letter = text[index + 1] ?? '';
  const simple = SIMPLE_ESCAPES[letter];
  if (simple !== undefined) return { value: simple, end: index + 2 };
  const [digits, radix, start] = letter === 'x' || letter === 'X' ? [2, 16, index + 2] : letter === 'u' ? [4, 16, index + 2] : letter === 'U' ? [8, 16, index + 2] : [3, 8, index + 1];
  const part = text.slice(start, start + digits);
  const valid = radix === 16 ? /^[0-9a-fA-F]+$/.test(part) : /^[0-3][0-7]{2}$/.test(part);
  if (part.length !== digits || !valid || (isBytes && /u/i.test(letter))) throw new CelProblem(index, `Syntax error: there is no escape \\${letter}`);
  const code = Number.parseInt(part, radix);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw new CelProblem(index, `Syntax error: \\${letter}${part} is no character`);
  return { value: isBytes ? code : String.fromCodePoint(code), end: start + digits };
}
