import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type Json, NumberLiteral, equalJson } from '../api/json.ts';
import { yamlSuite } from '../conformance/suites/yaml.ts';
import type { PlacedNode } from './positions.ts';
import { splitDocuments } from './split-documents.ts';
import { parseYamlText, readYamlFully } from './yaml-text.ts';
import { BlockTable } from './yaml/block-table.ts';
import { composeDocument } from './yaml/compose.ts';
import { UNUSUAL_CHARACTER, placeSimpleYaml, readSimpleYaml } from './yaml/fast-reader.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CORPUS = join(ROOT, '../shared/oracle/corpus/files');

function read(text: string): Json | string {
  const result = parseYamlText(text);
  return result.problem === undefined ? result.value : `refused: ${result.problem.message}`;
}

/** Pieces of YAML, usual and unusual, from which documents are put together. */
const KEYS = ['a', 'b', 'name', 'x y', '"q"', "'s'", 'yes', '1', '1.5', 'null', '?k', '-k', 'a#b', '<<', '*a', '&k z', 'a/b.c', '__proto__', 'toString'];
const VALUES = [
  '', 'text', 'two words', 'yes', '0o17', '1.0', '1_000', '-1', '~', '"quoted"', "'it''s'", '"a\\n\\u00e9"', 'a: b', 'a:b', 'a #c', 'a#c', '# c', '- a', '-', '[]', '{}', '[a, "b"]', '{a: 1, "b": [2]}',
  '{a, b: 2}', '[a', '{a: ', '&a 1', '*a', '!!str 1', '|', '>', '|-', '>+', '|2', '|2-', '>-1', '|+4', '"two\n   lines"', "'two\n\n  lines'", '"esc\\\n  aped"', '[a,\n b]', '[--a, -- b, ---]', '{{ x }}', '%x', '@x', '---', '...', 'é', '\ttab', 'http://a:80/b', '.inf',
];
const lines = fc.record({ indent: fc.constantFrom('', '', '  ', '  ', '    ', ' '), dash: fc.constantFrom('', '', '', '- '), key: fc.constantFrom(...KEYS), colon: fc.constantFrom(': ', ': ', ': ', ':', ' : ', ''), value: fc.constantFrom(...VALUES) });
const documents = fc.array(lines, { maxLength: 6 }).map((parts) => parts.map(({ indent, dash, key, colon, value }) => `${indent}${dash}${colon === '' ? '' : key}${colon}${value}\n`).join(''));

/** Where everything in a document stands, a line each; blanks and line breaks behind a node do not count. */
function placesOf(text: string, node: PlacedNode, path: string): string[] {
  const own = `${path} ${node.kind} ${node.start}-${node.start + text.slice(node.start, node.end).trimEnd().length}`;
  if (node.kind === 'list') return [own, ...node.items.flatMap((item, index) => placesOf(text, item, `${path}/${index}`))];
  if (node.kind !== 'map') return [own];
  return [own, ...node.entries.flatMap(({ key, name, node: value }) => [`${key.start}-${key.end}`, ...placesOf(text, value, `${path}/${name}`)])];
}

/** Says whether the fast reader took the document on. */
function expectSameByBothReaders(text: string, blocks?: BlockTable): boolean {
  const simple = UNUSUAL_CHARACTER.test(text) ? undefined : readSimpleYaml(text, 0, text.length, blocks);
  if (simple === undefined) return false;
  const full = readYamlFully(text);
  expect(full.problem, text).toBeUndefined();
  if (full.problem === undefined) {
    expect(equalJson(simple.value, full.value), text).toBe(true);
    expect(full.duplicateKeys, text).toEqual([]);
    expect(full.ignoredFrom, text).toBeUndefined();
  }
  const { root } = composeDocument(text);
  const places = placeSimpleYaml(text, 0, text.length);
  if (root === undefined || places === undefined) expect(simple.value).toBeNull();
  else expect(placesOf(text, places, ''), text).toEqual(placesOf(text, root, ''));
  const entries = places?.kind === 'map' && text.length < 5000 ? places.entries : [];
  entries.forEach(({ name }, index) => {
    const first = placeSimpleYaml(text, 0, text.length, name);
    expect(first?.kind === 'map' && first.entries.slice(0, index + 1), text).toEqual(entries.slice(0, index + 1));
  });
  return true;
}

describe('parseYamlText', () => {
  it('reads every recorded case as sigs.k8s.io/yaml does', async () => {
    const result = await yamlSuite.run(join(ROOT, 'testdata/oracle/yaml'), {});
    expect(result.differences).toEqual([]);
    expect(result.total).toBeGreaterThan(200);
  });

  it.each([
    ['a: 1e21\n', { a: new NumberLiteral('1e+21') }],
    ['a: 1e20\n', { a: 100000000000000000000n }],
    ['a: 0b-101\n', { a: -5 }],
    ['a: .5_0\n', { a: 0.5 }],
    ['1e6: a\n0.1: b\n', { '1e+06': 'a', '0.1': 'b' }],
    ['a:\n- 1\n-\n  - 2\nb: |+\n  x\n\nc: >\n  f\n  g\n\n   i\n  h\n', { a: [1, [2]], b: 'x\n\n', c: 'f g\n\n i\nh\n' }],
    ['__proto__: {x: 1}\n', JSON.parse('{"__proto__":{"x":1}}') as Json],
    ['a: &x {b: 1}\nc: *x\nd: {<<: *x, e: 2}\n', { a: { b: 1 }, c: { b: 1 }, d: { b: 1, e: 2 } }],
  ])('%j', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  it.each(['%YAML 1.2\n---\na: 1\n', 'a: [\n', '- [', 'a: !!int x\n', '&a.b c\n', `${'a'.repeat(1030)}: 1\n`, '? [a]\n: b\n'])('refuses %j', (text) => {
    expect(read(text)).toMatch(/^refused/);
  });

  it('says where text begins that no one reads', () => {
    expect(parseYamlText('a: 1\n...\nb: 2\n')).toMatchObject({ value: { a: 1 }, ignoredFrom: 9 });
  });

  it('names duplicate keys, those of a merge too', () => {
    expect(parseYamlText('a:\n- b: 1\n  b: 2\nc: {<<: {d: 1}, d: 2}\n')).toMatchObject({ value: { a: [{ b: 2 }], c: { d: 2 } }, duplicateKeys: ['a[0].b', 'c.d'] });
  });

  it('stops at alias bombs and endless nesting', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]', ...[...'bcdefghij'].map((name, index) => `${name}: &${name} [${Array<string>(10).fill(`*${'abcdefghi'[index] ?? ''}`).join(',')}]`)].join('\n');
    expect(read(`${bomb}\n`)).toContain('aliases');
    expect(read('['.repeat(20_000))).toContain('10000 levels');
    expect(parseYamlText(`${'['.repeat(9_000)}${']'.repeat(9_000)}\n`).problem).toBeUndefined();
  });

  it('gives the same by the fast and the full reader, whatever the document', () => {
    fc.assert(fc.property(documents, (text) => void expectSameByBothReaders(text)), { numRuns: 3000, seed: 1 });
  });

  it('reads CRLF as LF', () => {
    fc.assert(
      fc.property(documents, (text) => {
        const [left, right] = [parseYamlText(text), parseYamlText(text.replaceAll('\n', '\r\n'))];
        expect(left.problem === undefined).toBe(right.problem === undefined);
        if (left.problem === undefined && right.problem === undefined) expect(right.value).toEqual(left.value);
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  it('reads back what the yaml package writes, without the full reader where the style is usual', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'B', '1', ' ', '\n', ':', '#', '-', '"', "'", '\\', '{', 'é', '😀', '\t') });
    const json = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), tie('value'), { maxKeys: 4 })),
    }));
    let simple = 0;
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^k[a-z]{1,6}$/), json['value'] as fc.Arbitrary<Json>, { minKeys: 1, maxKeys: 4 }), (value) => {
        const written = stringify(value, { version: '1.1', defaultKeyType: 'PLAIN', defaultStringType: 'QUOTE_DOUBLE' });
        expect(read(written)).toEqual(value);
        if (expectSameByBothReaders(written)) simple += 1;
      }),
      { numRuns: 500, seed: 3 },
    );
    expect(simple).toBeGreaterThan(100);
  });

  it.skipIf(!existsSync(CORPUS))('takes nearly all real manifests by the fast reader, to the same value', () => {
    let all = 0;
    let simple = 0;
    const blocks = new BlockTable();
    const files = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
    for (const name of files) {
      const text = readFileSync(join(CORPUS, name), 'utf8');
      for (const { start, end } of splitDocuments(text)) {
        const document = text.slice(start, end);
        all += 1;
        if (expectSameByBothReaders(document.endsWith('\n') ? document : `${document}\n`, blocks)) simple += 1;
      }
    }
    expect(simple / all).toBeGreaterThan(0.95);
  }, 60_000);
});
