import { type Cursor, TAB, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd } from './cursor.ts';
import { type Token, token } from './token.ts';

const SINGLE_QUOTE = 39;
const DOUBLE_QUOTE = 34;
const BACKSLASH = 92;
const COLON = 58;
const HASH = 35;

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0', a: '\x07', b: '\b', t: '\t', '\t': '\t', n: '\n', v: '\v', f: '\f', r: '\r', e: '\x1b', ' ': ' ', '"': '"', "'": "'", '\\': '\\',
  N: '\x85', _: '\xa0', L: '\u2028', P: '\u2029',
};
const ESCAPE_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Joins what stands on two lines: one line feed becomes a space, further breaks stay. */
function fold(first: string, further: string): string {
  return first === '\n' ? further || ' ' : first + further;
}

/**
 * A scalar without quotes. `indent` is that of the collection around it; `crossedLines` says that the scalar was followed by a line
 * break, after which a key may begin.
 */
export function scanPlainScalar(cursor: Cursor, indent: number, inFlow: boolean): { readonly token: Token; readonly crossedLines: boolean } {
  const { text, position: start } = cursor;
  let value = '';
  let end = start;
  let crossedLines = false;
  let blanks = '';
  let firstBreak = '';
  let furtherBreaks = '';
  for (;;) {
    if (cursor.atDocumentIndicator('---') || cursor.atDocumentIndicator('...')) break;
    let code = cursor.code();
    if (code === HASH) break;
    const run = cursor.position;
    while (!isBlankOrEnd(code)) {
      if (code === COLON && isBlankOrEnd(cursor.code(1))) break;
      if (inFlow && isFlowIndicator(code)) break;
      cursor.skip();
      code = cursor.code();
    }
    if (cursor.position > run) {
      value += (crossedLines ? fold(firstBreak, furtherBreaks) : blanks) + text.slice(run, cursor.position);
      crossedLines = false;
      blanks = firstBreak = furtherBreaks = '';
      end = cursor.position;
    }
    if (!isBlank(code) && !isBreak(code)) break;
    while (isBlank(code) || isBreak(code)) {
      if (isBreak(code)) {
        if (crossedLines) furtherBreaks += cursor.readBreak();
        else firstBreak = cursor.readBreak();
        crossedLines = true;
      } else {
        if (crossedLines && cursor.column <= indent && code === TAB) throw cursor.error('a tab stands where the indentation must be made of spaces');
        if (!crossedLines) blanks += text[cursor.position] ?? '';
        cursor.skip();
      }
      code = cursor.code();
    }
    if (crossedLines) blanks = '';
    if (!inFlow && cursor.column <= indent) break;
  }
  return { token: token('scalar', start, end, value, '', true), crossedLines };
}

/** `,?[]{}` end a plain scalar inside a flow collection. */
function isFlowIndicator(code: number): boolean {
  return code === 44 || code === 63 || code === 91 || code === 93 || code === 123 || code === 125;
}

/** A scalar in single or double quotes, which may span lines. */
export function scanQuotedScalar(cursor: Cursor): Token {
  const { text, position: start } = cursor;
  const quote = cursor.code();
  let value = '';
  cursor.skip();
  for (;;) {
    if (cursor.atDocumentIndicator('---') || cursor.atDocumentIndicator('...')) throw cursor.error('the document ends inside a quoted text; is a closing quote missing?', start);
    if (cursor.atEnd) throw cursor.error('the quoted text that begins here is not closed', start);
    let crossedLines = false;
    let run = cursor.position;
    let code = cursor.code();
    while (!isBlankOrEnd(code)) {
      if (code === quote) {
        if (quote === DOUBLE_QUOTE || cursor.code(1) !== SINGLE_QUOTE) break;
        value += text.slice(run, cursor.position + 1);
        cursor.skip(2);
        run = cursor.position;
      } else if (code === BACKSLASH && quote === DOUBLE_QUOTE) {
        value += text.slice(run, cursor.position);
        if (isBreak(cursor.code(1))) {
          cursor.skip();
          cursor.readBreak();
          run = cursor.position;
          crossedLines = true;
          break;
        }
        value += readEscape(cursor);
        run = cursor.position;
      } else {
        cursor.skip();
      }
      code = cursor.code();
    }
    value += text.slice(run, cursor.position);
    if (cursor.code() === quote) break;
    value += readGap(cursor, crossedLines);
  }
  cursor.skip();
  return token('scalar', start, cursor.position, value);
}

/** Blanks and line breaks inside a quoted scalar; after an escaped line break they begin on the next line. */
function readGap(cursor: Cursor, afterEscapedBreak: boolean): string {
  const start = cursor.position;
  let crossedLines = afterEscapedBreak;
  let firstBreak = '';
  let furtherBreaks = '';
  for (let code = cursor.code(); isBlank(code) || isBreak(code); code = cursor.code()) {
    if (isBlank(code)) {
      cursor.skip();
    } else if (crossedLines) {
      furtherBreaks += cursor.readBreak();
    } else {
      firstBreak = cursor.readBreak();
      crossedLines = true;
    }
  }
  return crossedLines ? fold(firstBreak, furtherBreaks) : cursor.text.slice(start, cursor.position);
}

function readEscape(cursor: Cursor): string {
  const name = cursor.text[cursor.position + 1] ?? '';
  const simple = ESCAPES[name];
  if (simple !== undefined) {
    cursor.skip(2);
    return simple;
  }
  const length = ESCAPE_LENGTHS[name];
  if (length === undefined) throw cursor.error(`\\${name} is not an escape that YAML knows; write \\\\ for a backslash, or use single quotes`);
  const digits = cursor.text.slice(cursor.position + 2, cursor.position + 2 + length);
  if (digits.length !== length || !/^[0-9a-fA-F]+$/.test(digits)) throw cursor.error(`\\${name} must be followed by ${length} hexadecimal digits`);
  const value = Number.parseInt(digits, 16);
  if ((value >= 0xd800 && value <= 0xdfff) || value > 0x10ffff) throw cursor.error(`\\${name}${digits} is not a Unicode character`);
  cursor.skip(2 + length);
  return String.fromCodePoint(value);
}

/** A literal (`|`) or folded (`>`) scalar. `parentIndent` is the indentation of the collection around it, -1 at the top. */
export function scanBlockScalar(cursor: Cursor, parentIndent: number): Token {
  const { text, position: start } = cursor;
  const literal = text[start] === '|';
  cursor.skip();
  const { chomping, increment } = readHeader(cursor);
  let indent = increment === 0 ? 0 : Math.max(parentIndent, 0) + increment;
  let end = cursor.position;

  /** Steps over indentation and empty lines, gives the breaks, and finds out the indentation from the first line with text. */
  function readBreaks(): string {
    let breaks = '';
    let widest = 0;
    end = cursor.position;
    for (;;) {
      while ((indent === 0 || cursor.column < indent) && cursor.code() === 32) cursor.skip();
      widest = Math.max(widest, cursor.column);
      const code = cursor.code();
      if ((indent === 0 || cursor.column < indent) && code === TAB) throw cursor.error('a tab stands where the indentation of a block text must be made of spaces');
      if (!isBreak(code)) break;
      breaks += cursor.readBreak();
      end = cursor.position;
    }
    if (indent === 0) indent = Math.max(widest, parentIndent + 1, 1);
    return breaks;
  }

  let value = '';
  let lastBreak = '';
  let breaks = readBreaks();
  let previousIndented = false;
  while (cursor.column === indent && !cursor.atEnd) {
    const indented = isBlank(cursor.code());
    value += !literal && !previousIndented && !indented && lastBreak === '\n' ? (breaks === '' ? ' ' : '') : lastBreak;
    value += breaks;
    previousIndented = indented;
    const run = cursor.position;
    while (!isBreakOrEnd(cursor.code())) cursor.skip();
    value += text.slice(run, cursor.position);
    lastBreak = cursor.atEnd ? '' : cursor.readBreak();
    breaks = readBreaks();
  }
  if (chomping !== '-') value += lastBreak;
  if (chomping === '+') value += breaks;
  return token('scalar', start, end, value);
}

/** `|`, then a chomping mark and a width in either order, blanks and a comment. */
function readHeader(cursor: Cursor): { readonly chomping: string; readonly increment: number } {
  let chomping = '';
  let increment = 0;
  for (let turn = 0; turn < 2; turn += 1) {
    const char = cursor.text[cursor.position] ?? '';
    if (chomping === '' && (char === '+' || char === '-')) {
      chomping = char;
    } else if (increment === 0 && char >= '0' && char <= '9') {
      if (char === '0') throw cursor.error('the indentation of a block text cannot be 0');
      increment = Number(char);
    } else {
      break;
    }
    cursor.skip();
  }
  cursor.skipBlanks();
  cursor.skipComment();
  if (!isBreakOrEnd(cursor.code())) throw cursor.error("only a comment may follow '|' or '>' on its line; the text begins on the next one");
  if (!cursor.atEnd) cursor.readBreak();
  return { chomping, increment };
}
