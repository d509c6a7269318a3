/** Widths and line breaks of plain text, before colour. */

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;
const COMBINING = /\p{M}/u;

/** Columns that a text takes on a terminal. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const char of text) columns += char < '\u0300' ? 1 : COMBINING.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return columns;
}

export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - columnsOf(text))) + text;
}

/** Shortens with an ellipsis in the middle, so that both ends can be told apart. */
export function shorten(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  const chars = [...text];
  const headColumns = Math.ceil((columns - 1) * 0.6);
  const head = takeColumns(chars, headColumns);
  const tail = takeColumns(chars.reverse(), columns - 1 - headColumns);
  return `${head.join('')}…${tail.reverse().join('')}`;
}

function takeColumns(chars: readonly string[], columns: number): string[] {
  let used = 0;
  const end = chars.findIndex((char) => (used += columnsOf(char)) > columns);
  return chars.slice(0, end === -1 ? chars.length : end);
}

/** The part of a long word up to a character after which paths and names may be broken, if there is one in its second half. */
function untilBreak(head: string): string {
  const place = Math.max(...['.', '/', ',', ':', '-', ']'].map((char) => head.lastIndexOf(char)));
  return place >= head.length / 2 ? head.slice(0, place + 1) : head;
}

/** Breaks at spaces; a word that is longer than a line is broken within. At least one line. */
export function wrap(text: string, columns: number): string[] {
  const width = Math.max(8, columns);
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ')) {
    const columnsOfWord = columnsOf(word);
    if (line === '' ? columnsOfWord <= width : used + 1 + columnsOfWord <= width) {
      used += line === '' ? columnsOfWord : 1 + columnsOfWord;
      line = line === '' ? word : `${line} ${word}`;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    used = columnsOfWord;
    while (used > width) {
      const head = untilBreak(takeColumns([...line], width).join(''));
      lines.push(head);
      line = line.slice(head.length);
      used = columnsOf(line);
    }
  }
  lines.push(line);
  return lines;
}

/** Wraps with a first prefix and an equally wide indent for the lines that follow. */
export function hang(prefix: string, text: string, columns: number): string[] {
  const indent = ' '.repeat(columnsOf(prefix));
  return wrap(text, columns - columnsOf(prefix)).map((line, index) => `${index === 0 ? prefix : indent}${line}`);
}
