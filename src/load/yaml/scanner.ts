import { MAX_DEPTH, type TextError } from '../text-problem.ts';
import { type Comment, Cursor, LINE_FEED, TAB, isBlank, isBlankOrEnd, isBreak } from './cursor.ts';
import { scanBlockScalar, scanPlainScalar, scanQuotedScalar } from './scan-scalar.ts';
import { scanAnchor, scanDirective, scanTag } from './scan-tag.ts';
import { type Token, type TokenType, token } from './token.ts';

/** A place where a key without `?` may have begun; whether it did is known when its `:` turns up. */
interface SimpleKey {
  possible: boolean;
  /** Nothing but a key can stand there: at the indentation of the block around it. */
  readonly required: boolean;
  /** The number of the token that would be the key. */
  readonly tokenNumber: number;
  readonly position: number;
  readonly line: number;
  readonly column: number;
}

/** A key must be followed by its `:` within this many characters. */
const MAX_KEY_CHARACTERS = 1024;

/**
 * Cuts a YAML text into tokens by the rules of libyaml as go-yaml v2 has them (go.yaml.in/yaml/v2 scannerc.go, which
 * sigs.k8s.io/yaml v1.6.0 reads with). Throws a TextError. The text must be free of control characters.
 */
export class Scanner {
  readonly #cursor: Cursor;
  #queue: Token[] = [];
  #taken = 0;
  #indent = -1;
  readonly #indents: number[] = [];
  #flowLevel = 0;
  #keyAllowed = true;
  readonly #keys: SimpleKey[];
  readonly #keysByToken = new Map<number, SimpleKey>();

  constructor(text: string) {
    this.#cursor = new Cursor(text);
    this.#keys = [this.#simpleKey(false, false)];
  }

  /** The comments before the tokens that were scanned. */
  get comments(): readonly Comment[] {
    return this.#cursor.comments;
  }

  /** The next token, which stays the next one. */
  peek(): Token {
    for (;;) {
      const head = this.#queue[0];
      if (head !== undefined) {
        // A key may still have to be put before the head of the queue.
        const key = this.#keysByToken.get(this.#taken);
        if (key === undefined || !this.#isStillPossible(key)) return head;
      }
      this.#fetch();
    }
  }

  /** Takes the token that `peek` gave. */
  take(): Token {
    const head = this.peek();
    this.#queue.shift();
    this.#taken += 1;
    return head;
  }

  #fetch(): void {
    const cursor = this.#cursor;
    this.#skipToToken();
    this.#unroll(cursor.column);
    if (cursor.atEnd) {
      // The end counts as a line of its own: no key can still be waiting for its colon.
      if (cursor.column > 0) {
        cursor.line += 1;
        cursor.column = 0;
      }
      this.#unroll(-1);
      this.#dropKey();
      this.#keyAllowed = false;
      this.#push('stream-end', 0);
      return;
    }
    const char = cursor.text[cursor.position] ?? '';
    if (cursor.column === 0) {
      if (char === '%') return this.#fetchTopLevel(() => scanDirective(cursor));
      if (cursor.atDocumentIndicator('---')) return this.#fetchTopLevel(() => this.#indicator('document-start', 3));
      if (cursor.atDocumentIndicator('...')) return this.#fetchTopLevel(() => this.#indicator('document-end', 3));
    }
    const beforeBlank = isBlankOrEnd(cursor.code(1));
    const inFlow = this.#flowLevel > 0;
    switch (char) {
      case '[':
        return this.#fetchFlowStart('flow-sequence-start');
      case '{':
        return this.#fetchFlowStart('flow-mapping-start');
      case ']':
        return this.#fetchFlowEnd('flow-sequence-end');
      case '}':
        return this.#fetchFlowEnd('flow-mapping-end');
      case ',':
        this.#dropKey();
        this.#keyAllowed = true;
        this.#push('flow-entry', 1);
        return;
      case '-':
        if (beforeBlank) return this.#fetchBlockEntry();
        break;
      case '?':
        if (inFlow || beforeBlank) return this.#fetchKey();
        break;
      case ':':
        if (inFlow || beforeBlank) return this.#fetchValue();
        break;
      case '*':
        return this.#fetchWord(() => scanAnchor(cursor, 'alias'));
      case '&':
        return this.#fetchWord(() => scanAnchor(cursor, 'anchor'));
      case '!':
        return this.#fetchWord(() => scanTag(cursor));
      case '|':
      case '>':
        if (!inFlow) return this.#fetchBlockScalar();
        break;
      case "'":
      case '"':
        return this.#fetchWord(() => scanQuotedScalar(cursor));
      default:
    }
    if (!this.#mayBeginPlainScalar(char)) throw this.#cannotBegin(char);
    this.#saveKey();
    this.#keyAllowed = false;
    const { token: scalar, crossedLines } = scanPlainScalar(cursor, this.#indent, inFlow);
    if (crossedLines) this.#keyAllowed = true;
    this.#queue.push(scalar);
  }

  #mayBeginPlainScalar(char: string): boolean {
    const next = this.#cursor.code(1);
    if (char === '-') return !isBlank(next);
    if (char === '?' || char === ':') return this.#flowLevel === 0 && !isBlankOrEnd(next);
    return !'\t,[]{}#&*!|>\'"%@`'.includes(char);
  }

  #cannotBegin(char: string): TextError {
    if (char === '\t') return this.#cursor.error('a tab stands where YAML allows only spaces; indent with spaces');
    return this.#cursor.error(`a value cannot begin with '${char}'; put it in quotes if it is text`);
  }

  /** Blanks, comments and line breaks. Tabs count only where no key could begin. */
  #skipToToken(): void {
    const cursor = this.#cursor;
    for (;;) {
      cursor.skipByteOrderMark();
      for (let code = cursor.code(); code === 32 || (code === TAB && (this.#flowLevel > 0 || !this.#keyAllowed)); code = cursor.code()) cursor.skip();
      cursor.skipComment();
      const code = cursor.code();
      if (code !== LINE_FEED && !isBreak(code)) return;
      cursor.readBreak();
      if (this.#flowLevel === 0) this.#keyAllowed = true;
    }
  }

  #push(type: TokenType, length: number): void {
    this.#queue.push(this.#indicator(type, length));
  }

  #indicator(type: TokenType, length: number): Token {
    const start = this.#cursor.position;
    this.#cursor.skip(length);
    return token(type, start, this.#cursor.position);
  }

  /** Directives and document marks end every open block. */
  #fetchTopLevel(scan: () => Token): void {
    this.#unroll(-1);
    this.#dropKey();
    this.#keyAllowed = false;
    this.#queue.push(scan());
  }

  /** Anchors, aliases, tags and quoted scalars: what may be or begin a key, and is not followed by one on its line. */
  #fetchWord(scan: () => Token): void {
    this.#saveKey();
    this.#keyAllowed = false;
    this.#queue.push(scan());
  }

  #fetchBlockScalar(): void {
    this.#dropKey();
    this.#keyAllowed = true;
    this.#queue.push(scanBlockScalar(this.#cursor, this.#indent));
  }

  #fetchFlowStart(type: TokenType): void {
    this.#saveKey();
    this.#keys.push(this.#simpleKey(false, false));
    this.#flowLevel += 1;
    if (this.#flowLevel > MAX_DEPTH) throw this.#cursor.error(`maps and lists are nested more than ${MAX_DEPTH} levels deep`);
    this.#keyAllowed = true;
    this.#push(type, 1);
  }

  #fetchFlowEnd(type: TokenType): void {
    this.#dropKey();
    if (this.#flowLevel > 0) {
      this.#flowLevel -= 1;
      const key = this.#keys.pop();
      if (key !== undefined) this.#keysByToken.delete(key.tokenNumber);
    }
    this.#keyAllowed = false;
    this.#push(type, 1);
  }

  #fetchBlockEntry(): void {
    if (this.#flowLevel === 0) {
      if (!this.#keyAllowed) throw this.#cursor.error("a list item ('- ') cannot begin here; put it on a line of its own");
      this.#roll(this.#cursor.column, undefined, 'block-sequence-start', this.#cursor.position);
    }
    this.#dropKey();
    this.#keyAllowed = true;
    this.#push('block-entry', 1);
  }

  #fetchKey(): void {
    if (this.#flowLevel === 0) {
      if (!this.#keyAllowed) throw this.#cursor.error("a key ('? ') cannot begin here; put the value in quotes if it is text");
      this.#roll(this.#cursor.column, undefined, 'block-mapping-start', this.#cursor.position);
    }
    this.#dropKey();
    this.#keyAllowed = this.#flowLevel === 0;
    this.#push('key', 1);
  }

  #fetchValue(): void {
    const key = this.#keys[this.#keys.length - 1];
    if (key !== undefined && this.#isStillPossible(key)) {
      const index = key.tokenNumber - this.#taken;
      this.#queue.splice(index, 0, token('key', key.position, key.position));
      this.#roll(key.column, index, 'block-mapping-start', key.position);
      this.#forget(key);
      this.#keyAllowed = false;
    } else {
      if (this.#flowLevel === 0) {
        if (!this.#keyAllowed) throw this.#cursor.error("': ' cannot stand here: the line holds a value already, or its indentation does not fit; put the value in quotes if it is text");
        this.#roll(this.#cursor.column, undefined, 'block-mapping-start', this.#cursor.position);
      }
      this.#keyAllowed = this.#flowLevel === 0;
    }
    this.#push('value', 1);
  }

  /** Opens a block collection when the column lies deeper than the one that is open. */
  #roll(column: number, index: number | undefined, type: TokenType, position: number): void {
    if (this.#flowLevel > 0 || this.#indent >= column) return;
    this.#indents.push(this.#indent);
    this.#indent = column;
    if (this.#indents.length > MAX_DEPTH) throw this.#cursor.error(`maps and lists are nested more than ${MAX_DEPTH} levels deep`);
    this.#queue.splice(index ?? this.#queue.length, 0, token(type, position, position));
  }

  /** Closes the block collections that lie deeper than the column. */
  #unroll(column: number): void {
    if (this.#flowLevel > 0) return;
    while (this.#indent > column) {
      this.#push('block-end', 0);
      this.#indent = this.#indents.pop() ?? -1;
    }
  }

  #simpleKey(possible: boolean, required: boolean): SimpleKey {
    const { position, line, column } = this.#cursor;
    return { possible, required, tokenNumber: this.#taken + this.#queue.length, position, line, column };
  }

  /** Notes that a key may begin here. */
  #saveKey(): void {
    if (!this.#keyAllowed) return;
    const key = this.#simpleKey(true, this.#flowLevel === 0 && this.#indent === this.#cursor.column);
    this.#dropKey();
    this.#keys[this.#keys.length - 1] = key;
    this.#keysByToken.set(key.tokenNumber, key);
  }

  #dropKey(): void {
    const key = this.#keys[this.#keys.length - 1];
    if (key?.possible !== true) return;
    if (key.required) throw this.#missingColon(key);
    this.#forget(key);
  }

  #forget(key: SimpleKey): void {
    key.possible = false;
    this.#keysByToken.delete(key.tokenNumber);
  }

  #isStillPossible(key: SimpleKey): boolean {
    if (!key.possible) return false;
    const cursor = this.#cursor;
    if (key.line === cursor.line && cursor.position - key.position <= MAX_KEY_CHARACTERS) return true;
    if (key.line === cursor.line && [...cursor.text.slice(key.position, cursor.position)].length <= MAX_KEY_CHARACTERS) return true;
    if (key.required) throw this.#missingColon(key);
    key.possible = false;
    return false;
  }

  #missingColon(key: SimpleKey): TextError {
    return this.#cursor.error("expected a key followed by ': ' on this line", key.position);
  }
}
