import { expect, test } from 'vitest';
import { loadText } from '../load.ts';
import { readYamlFully } from '../yaml-text.ts';
import { BlockTable } from './block-table.ts';
import { readSimpleYaml } from './fast-reader.ts';

const FIELD = Array.from({ length: 8 }, (_, index) => `field${index}:\n  description: what field ${index} is for, in a few words\n  type: string\n`).join('');

function indented(text: string, spaces: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(spaces));
}

function readAll(...texts: string[]): unknown[] {
  const blocks = new BlockTable();
  return texts.map((text) => readSimpleYaml(text, 0, text.length, blocks)?.value);
}

test('a block that stands somewhere else again is the same value, at any indentation', () => {
  const text = `a:\n${indented(FIELD, 2)}b:\n${indented(FIELD, 2)}c:\n  d:\n${indented(FIELD, 6)}`;
  const [value] = readAll(text) as [{ a: object; b: object; c: { d: object } }];
  expect(value).toEqual(readYamlFully(text).problem === undefined && (readYamlFully(text) as { value: unknown }).value);
  expect(value.b).toBe(value.a);
  expect(value.c.d).toBe(value.a);
});

test('the documents of one input share blocks, those of two do not', () => {
  const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n${indented(FIELD, 2)}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\ndata:\n${indented(FIELD, 2)}`;
  const [first, second] = loadText(text).documents;
  expect(second?.object['data']).toBe(first?.object['data']);
  expect(loadText(text).documents[0]?.object['data']).not.toBe(first?.object['data']);
});

test.each([
  ['another last line', `${FIELD}last: 1\n`, `${FIELD}last: 2\n`],
  ['more lines of the block', FIELD, `${FIELD}more: true\n`],
  ['lines that a text keeps', `${FIELD}text: |+\n  kept\n`, `${FIELD}text: |+\n  kept\n\n\n`],
  ['a text that goes on', `${FIELD}text: one\n`, `${FIELD}text: one\n  two\n`],
  ['deeper lines of a text', `${FIELD}text: |\n  one\n    two\n`, `${FIELD}text: |\n  one\n   two\n`],
  ['a comment behind it', FIELD, `${FIELD}# comment\n`],
  ['an outer comment', `${FIELD}\n`, `${FIELD}\n# comment\nmore: 1\n`],
  ['blanks in an empty line', `${FIELD}text: |\n  one\n\n  two\n`, `${FIELD}text: |\n  one\n     \n  two\n`],
])('%s', (_, first, second) => {
  for (const [before, after] of [[first, second], [second, first]] as const) {
    for (const spaces of [2, 5]) {
      const texts = [`a:\n${indented(before, 2)}z: 1\n`, `b:\n  c:\n${indented(after, 2 + spaces)}z: 1\n`];
      const alone = texts.map((text) => (readYamlFully(text) as { value: unknown }).value);
      expect(readAll(...texts)).toEqual(alone);
    }
  }
});
