import { describe, expect, it } from 'vitest';
import { splitDocuments } from './split-documents.ts';

function texts(text: string): string[] {
  return splitDocuments(text).map(({ start, end }) => text.slice(start, end));
}

describe('splitDocuments', () => {
  it.each([
    ['a\n---\nb\n', ['a\n', 'b\n']],
    ['---\na\n---\nb', ['---\na\n', 'b']],
    ['---\n---\na\n', ['---\n', 'a\n']],
    ['\n---\na\n', ['\n', 'a\n']],
    ['a\n--- # note\nb\n---\n', ['a\n', 'b\n']],
    ['a: |\n  ---\nb: 1\n', ['a: |\n  ---\nb: 1\n']],
    ['a\r\n---\r\nb\r\n', ['a\r\n', 'b\r\n']],
    ['', []],
  ])('%j', (text, expected) => {
    expect(texts(text)).toEqual(expected);
  });

  it('marks a separator with content, which begins its document', () => {
    expect(splitDocuments('a\n--- {b: 1}\n---\nc\n')).toEqual([
      { start: 0, end: 2, badSeparator: false },
      { start: 2, end: 13, badSeparator: true },
      { start: 17, end: 19, badSeparator: false },
    ]);
  });
});
