import { type Cursor, isBlank, isBlankOrEnd, isBreakOrEnd, isWordCharacter } from './cursor.ts';
import { type Token, token } from './token.ts';

const URI_CHARACTER = /[\w\-;/?:@&=+$,.!~*'()[\]]/;

/** `&name` or `*name`. */
export function scanAnchor(cursor: Cursor, type: 'anchor' | 'alias'): Token {
  const start = cursor.position;
  cursor.skip();
  while (isWordCharacter(cursor.code())) cursor.skip();
  const name = cursor.text.slice(start + 1, cursor.position);
  const next = cursor.text[cursor.position] ?? '';
  if (name === '' || !(isBlankOrEnd(cursor.code()) || '?:,]}%@`'.includes(next))) {
    const mark = type === 'anchor' ? '&' : '*';
    throw cursor.error(`'${mark}' begins an ${type}, whose name may hold letters, digits, '-' and '_' only; put the value in quotes if it is text`, start);
  }
  return token(type, start, cursor.position, name);
}

/** `!suffix`, `!handle!suffix`, `!<uri>` or `!`. */
export function scanTag(cursor: Cursor): Token {
  const start = cursor.position;
  let handle = '';
  let suffix: string;
  if (cursor.text[start + 1] === '<') {
    cursor.skip(2);
    suffix = scanUri(cursor, '', start);
    if (cursor.text[cursor.position] !== '>') throw cursor.error("the tag that begins with '!<' is not closed by '>'", start);
    cursor.skip();
  } else {
    handle = scanHandle(cursor, start);
    if (handle.length > 1 && handle.endsWith('!')) {
      suffix = scanUri(cursor, '', start);
    } else {
      suffix = scanUri(cursor, handle, start);
      handle = '!';
      if (suffix === '') [handle, suffix] = ['', '!'];
    }
  }
  if (!isBlankOrEnd(cursor.code())) throw cursor.error("a tag (a word that begins with '!') must be followed by a blank; put the value in quotes if it is text", start);
  return token('tag', start, cursor.position, handle, suffix);
}

function scanHandle(cursor: Cursor, start: number): string {
  if (cursor.text[cursor.position] !== '!') throw cursor.error("expected '!'", start);
  const begin = cursor.position;
  cursor.skip();
  while (isWordCharacter(cursor.code())) cursor.skip();
  if (cursor.text[cursor.position] === '!') cursor.skip();
  return cursor.text.slice(begin, cursor.position);
}

/** The rest of a tag; `head` is what was taken for a handle and belongs to it, without its `!`. */
function scanUri(cursor: Cursor, head: string, start: number): string {
  let uri = head.slice(1);
  let found = head !== '';
  for (;;) {
    const char = cursor.text[cursor.position] ?? '';
    if (char === '%') uri += scanUriEscape(cursor, start);
    else if (char !== '' && URI_CHARACTER.test(char)) {
      uri += char;
      cursor.skip();
    } else break;
    found = true;
  }
  if (!found) throw cursor.error('the tag has no name', start);
  return uri;
}

/** One character as percent-encoded octets of UTF-8. */
function scanUriEscape(cursor: Cursor, start: number): string {
  const octets: number[] = [];
  let length = 1;
  while (octets.length < length) {
    const digits = /^%([0-9a-fA-F]{2})/.exec(cursor.text.slice(cursor.position, cursor.position + 3))?.[1];
    if (digits === undefined) throw cursor.error("'%' in a tag must be followed by two hexadecimal digits", start);
    const octet = Number.parseInt(digits, 16);
    if (octets.length === 0) length = octet < 0x80 ? 1 : octet >> 5 === 6 ? 2 : octet >> 4 === 14 ? 3 : octet >> 3 === 30 ? 4 : 0;
    if (length === 0 || (octets.length > 0 && octet >> 6 !== 2)) throw cursor.error('the percent-encoded octets in the tag are not UTF-8', start);
    octets.push(octet);
    cursor.skip(3);
  }
  return new TextDecoder().decode(Uint8Array.from(octets));
}

/** `%YAML 1.1` or `%TAG !handle! prefix`, up to and with its line break. */
export function scanDirective(cursor: Cursor): Token {
  const start = cursor.position;
  cursor.skip();
  const nameStart = cursor.position;
  while (isWordCharacter(cursor.code())) cursor.skip();
  const name = cursor.text.slice(nameStart, cursor.position);
  if (name === '') throw cursor.error("a line that begins with '%' is a directive and needs a name; put the value in quotes if it is text", start);
  if (!isBlankOrEnd(cursor.code())) throw cursor.error(`a blank must follow the directive %${name}`, start);
  if (name !== 'YAML' && name !== 'TAG') throw cursor.error(`%${name} is not a directive; there are %YAML and %TAG`, start);
  const found = name === 'YAML' ? scanVersion(cursor, start) : scanTagPrefix(cursor, start);
  const end = cursor.position;
  cursor.skipBlanks();
  cursor.skipComment();
  if (!isBreakOrEnd(cursor.code())) throw cursor.error(`only a comment may follow the directive %${name} on its line`, start);
  if (!cursor.atEnd) cursor.readBreak();
  return token(name === 'YAML' ? 'version-directive' : 'tag-directive', start, end, found.value, found.suffix);
}

function scanVersion(cursor: Cursor, start: number): { readonly value: string; readonly suffix: string } {
  cursor.skipBlanks();
  const match = /^(\d{1,2})\.(\d{1,2})(?!\d)/.exec(cursor.text.slice(cursor.position, cursor.position + 6));
  if (match === null) throw cursor.error('%YAML must be followed by a version such as 1.1', start);
  cursor.skip(match[0].length);
  return { value: `${Number(match[1])}.${Number(match[2])}`, suffix: '' };
}

function scanTagPrefix(cursor: Cursor, start: number): { readonly value: string; readonly suffix: string } {
  cursor.skipBlanks();
  const value = scanHandle(cursor, start);
  if (value !== '!' && !value.endsWith('!')) throw cursor.error(`the handle ${value} of %TAG must end with '!'`, start);
  if (!isBlank(cursor.code())) throw cursor.error('a blank must follow the handle of %TAG', start);
  cursor.skipBlanks();
  const suffix = scanUri(cursor, '', start);
  if (!isBlankOrEnd(cursor.code())) throw cursor.error('a blank or line break must follow the prefix of %TAG', start);
  return { value, suffix };
}
