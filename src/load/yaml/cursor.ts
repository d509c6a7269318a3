import { TextError } from '../text-problem.ts';

export const TAB = 9;
export const LINE_FEED = 10;
export const CARRIAGE_RETURN = 13;
export const SPACE = 32;
const NEXT_LINE = 0x85;
const LINE_SEPARATOR = 0x2028;
const PARAGRAPH_SEPARATOR = 0x2029;
const BYTE_ORDER_MARK = 0xfeff;

export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** YAML 1.1 has five line breaks. */
export function isBreak(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN || code === NEXT_LINE || code === LINE_SEPARATOR || code === PARAGRAPH_SEPARATOR;
}

/** The code behind the last character is NaN. */
export function isBreakOrEnd(code: number): boolean {
  return code !== code || isBreak(code);
}

export function isBlankOrEnd(code: number): boolean {
  return code === SPACE || code === TAB || isBreakOrEnd(code);
}

/** ASCII letters, digits, `_` and `-`: what names of anchors, tags and directives are made of. */
export function isWordCharacter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 45;
}

export interface Comment {
  readonly start: number;
  readonly end: number;
}

/** A place in a text that knows its line and column. */
export class Cursor {
  readonly text: string;
  position = 0;
  /** From 0. */
  line = 0;
  /** From 0, in UTF-16 code units. */
  column = 0;
  /** The comments that were stepped over: where each `#` stands, and where its line ends. */
  readonly comments: Comment[] = [];

  constructor(text: string) {
    this.text = text;
    if (text.charCodeAt(0) === BYTE_ORDER_MARK) this.position = 1;
  }

  /** The UTF-16 code at the position or behind it; NaN past the end. */
  code(ahead = 0): number {
    return this.text.charCodeAt(this.position + ahead);
  }

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** Steps over characters that are no line breaks. */
  skip(count = 1): void {
    this.position += count;
    this.column += count;
  }

  skipBlanks(): void {
    while (isBlank(this.code())) this.skip();
  }

  /** Steps to the end of the line when a comment begins here. */
  skipComment(): void {
    if (this.code() !== 35) return;
    const start = this.position;
    while (!isBreakOrEnd(this.code())) this.skip();
    this.comments.push({ start, end: this.position });
  }

  /** Steps over a line break and gives the text that it stands for. */
  readBreak(): string {
    const code = this.code();
    this.position += code === CARRIAGE_RETURN && this.code(1) === LINE_FEED ? 2 : 1;
    this.line += 1;
    this.column = 0;
    return code === LINE_SEPARATOR || code === PARAGRAPH_SEPARATOR ? String.fromCharCode(code) : '\n';
  }

  skipByteOrderMark(): void {
    if (this.column === 0 && this.code() === BYTE_ORDER_MARK) this.skip();
  }

  /** True at `---` or `...` at the beginning of a line, on their own or before a blank. */
  atDocumentIndicator(mark: '---' | '...'): boolean {
    return this.column === 0 && this.text.startsWith(mark, this.position) && isBlankOrEnd(this.code(3));
  }

  error(message: string, offset = this.position): TextError {
    return new TextError(message, offset);
  }
}
