import { NotSimple } from './fast-flow.ts';

const LINE_FEED = 10;
const SPACE = 32;
const HASH = 35;
const DASH = 45;
const COLON = 58;
/** Well below the 1024 characters within which a key must end. */
const MAX_KEY_LENGTH = 500;

/* Scanners of one line, for texts in the style that the fast reader takes. Offsets are those of the text. */

/** The dash of a list item. */
export function isDashBlank(text: string, position: number): boolean {
  if (text.charCodeAt(position) !== DASH) return false;
  const next = text.charCodeAt(position + 1);
  return next === SPACE || next === LINE_FEED;
}

/** `-`, `?` and `:` begin a plain scalar when no blank follows. */
export function isPlainIndicator(text: string, code: number, position: number): boolean {
  if (code !== DASH && code !== 63 && code !== COLON) return false;
  const next = text.charCodeAt(position + 1);
  return next !== SPACE && next !== LINE_FEED && next !== 9;
}

/** Finds the colon of a key that begins here, on this line; -1 when there is none before the end or a comment. */
export function scanKey(text: string, start: number): number {
  for (let position = start; ; position += 1) {
    const code = text.charCodeAt(position);
    if (code === COLON) {
      const next = text.charCodeAt(position + 1);
      if (next === SPACE || next === LINE_FEED) {
        if (text.charCodeAt(position - 1) <= SPACE || position - start > MAX_KEY_LENGTH) throw new NotSimple();
        return position;
      }
      if (next === 9) throw new NotSimple();
    } else if (code === LINE_FEED || (code === HASH && position > start && text.charCodeAt(position - 1) <= SPACE)) {
      return -1;
    }
  }
}

/** Where a line of a plain scalar ends: at its line feed or at its comment. */
export function scanPlainLine(text: string, start: number): number {
  for (let position = start; ; position += 1) {
    const code = text.charCodeAt(position);
    if (code === LINE_FEED) return position;
    if (code === COLON) {
      const next = text.charCodeAt(position + 1);
      if (next === SPACE || next === LINE_FEED || next === 9) throw new NotSimple();
    } else if (code === HASH && position > start && text.charCodeAt(position - 1) <= SPACE) {
      return position;
    }
  }
}

/** Where the text of a line ends that has blanks before `lineEnd`. */
export function beforeBlanks(text: string, lineEnd: number): number {
  let position = lineEnd;
  while (text.charCodeAt(position - 1) <= SPACE) position -= 1;
  return position;
}
