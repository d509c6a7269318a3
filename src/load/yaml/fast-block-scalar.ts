import { NotSimple } from './fast-flow.ts';

const LINE_FEED = 10;
const SPACE = 32;
const TAB = 9;
const HEADER = /([|>])(?:([+-])?([1-9])?|([1-9])([+-]))[ ]*(?: #.*)?\n/y;

/**
 * A literal or folded scalar. `parentIndent` is the indentation of the collection around it; `next` is
 * where the line behind it begins.
 */
export function readSimpleBlockScalar(text: string, start: number, end: number, parentIndent: number): { readonly value: string; readonly next: number } {
  HEADER.lastIndex = start;
  const header = HEADER.exec(text);
  if (header === null) throw new NotSimple();
  const [whole, style] = header;
  const chomping = header[2] ?? header[5] ?? '';
  const width = header[3] ?? header[4];
  const first = start + whole.length;
  const indent = width === undefined ? indentOf(text, first, end) : Math.max(parentIndent, 0) + Number(width);
  if (indent <= parentIndent || indent < 1) return { value: keptBreaks(text, first, end, chomping), next: first };
  if (style === '|') {
    const literal = readLiteral(text, first, indent, chomping);
    if (literal !== undefined) return literal;
  }
  const lines: string[] = [];
  let emptyLines = 0;
  let lineStart = first;
  while (lineStart < end) {
    const limit = lineStart + indent;
    let position = lineStart;
    while (position < limit && text.charCodeAt(position) === SPACE) position += 1;
    const code = text.charCodeAt(position);
    if (code === LINE_FEED) {
      emptyLines += 1;
      lineStart = position + 1;
      continue;
    }
    if (position < limit) {
      if (code === TAB) throw new NotSimple();
      break;
    }
    for (; emptyLines > 0; emptyLines -= 1) lines.push('');
    const lineEnd = text.indexOf('\n', position);
    lines.push(text.slice(position, lineEnd));
    lineStart = lineEnd + 1;
  }
  if (lines.length === 0) return { value: chomping === '+' ? '\n'.repeat(emptyLines) : '', next: lineStart };
  const value = style === '|' ? lines.join('\n') : folded(lines);
  const tail = chomping === '-' ? '' : chomping === '+' ? '\n'.repeat(emptyLines + 1) : '\n';
  return { value: value + tail, next: lineStart };
}

/** By indentation: the break before a line that is neither empty nor indented as far. */
const linesBehind: RegExp[] = [];

/** A literal text in lines that are either empty or indented in full, taken as a whole; undefined for others. */
function readLiteral(text: string, first: number, indent: number, chomping: string): { readonly value: string; readonly next: number } | undefined {
  const blanks = ' '.repeat(indent);
  const lineBehind = (linesBehind[indent] ??= new RegExp(`\n(?!${blanks}|\n)`, 'g'));
  lineBehind.lastIndex = first - 1;
  lineBehind.test(text);
  const next = lineBehind.lastIndex;
  const code = text.charCodeAt(next);
  // What follows may be a line of fewer blanks and nothing else, or a tab.
  if (code <= SPACE && !isIndentedText(text, next)) return undefined;
  const value = `\n${text.slice(first, next)}`.replaceAll(`\n${blanks}`, '\n');
  let end = value.length;
  while (end > 1 && value.charCodeAt(end - 1) === LINE_FEED) end -= 1;
  if (end === 1) return undefined;
  return { value: chomping === '+' ? value.slice(1) : value.slice(1, chomping === '-' ? end : end + 1), next };
}

/** A line that begins with some blanks, and text behind them. */
function isIndentedText(text: string, lineStart: number): boolean {
  let position = lineStart;
  while (text.charCodeAt(position) === SPACE) position += 1;
  return text.charCodeAt(position) > SPACE;
}

/** The column of the first line with text; leading empty lines that are wider would decide, and are left to the full reader. */
function indentOf(text: string, start: number, end: number): number {
  let widest = 0;
  for (let lineStart = start; lineStart < end; ) {
    let position = lineStart;
    while (text.charCodeAt(position) === SPACE) position += 1;
    const code = text.charCodeAt(position);
    if (code !== LINE_FEED) {
      if (code === TAB || widest > position - lineStart) throw new NotSimple();
      return position - lineStart;
    }
    widest = Math.max(widest, position - lineStart);
    lineStart = position + 1;
  }
  if (widest > 0) throw new NotSimple();
  return 0;
}

/** A block scalar without text: only `+` keeps its empty lines. */
function keptBreaks(text: string, start: number, end: number, chomping: string): string {
  if (chomping !== '+') return '';
  let position = start;
  while (position < end && text.charCodeAt(position) === LINE_FEED) position += 1;
  if (position < end && text.charCodeAt(position) === SPACE) throw new NotSimple();
  return '\n'.repeat(position - start);
}

/** Joins lines with spaces; lines that begin with a blank, and the breaks around them, stay as they are. */
function folded(lines: readonly string[]): string {
  let value = '';
  let previous: string | undefined;
  let emptyLines = 0;
  for (const line of lines) {
    if (line === '') {
      emptyLines += 1;
      continue;
    }
    if (previous === undefined) value += '\n'.repeat(emptyLines);
    else if (isIndented(previous) || isIndented(line)) value += '\n'.repeat(emptyLines + 1);
    else value += emptyLines === 0 ? ' ' : '\n'.repeat(emptyLines);
    value += line;
    previous = line;
    emptyLines = 0;
  }
  return value;
}

function isIndented(line: string): boolean {
  const code = line.charCodeAt(0);
  return code === SPACE || code === TAB;
}
