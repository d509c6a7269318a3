import { describe, expect, it } from 'vitest';
import { loadText } from './load.ts';

const TEXT = Array.from({ length: 20 }, (_, index) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c${index}\ndata:\n  a: b\n`).join('---\n');

describe('places in documents', () => {
  it('are found again after they were forgotten, whatever is asked for first', () => {
    const { documents } = loadText(TEXT);
    const lines = (paths: readonly string[]) => documents.map((document) => paths.map((path) => document.locate(path).line));
    const expected = documents.map((_, index) => [index * 7 + 4, index * 7 + 6]);
    expect(lines(['metadata.name', 'data.a'])).toEqual(expected);
    expect(lines(['data.a', 'metadata.name'])).toEqual(expected.map(([name, data]) => [data, name]));
    expect(lines(['metadata.name', 'data.a'])).toEqual(expected);
  });

  it('names what is telling: the value of scalars and items, the key of maps and lists, and for what is missing what lacks it', () => {
    const [document] = loadText('apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - name: web\n      image: web:1\n').documents;
    const at = (path: string) => {
      const { line, column, endColumn } = document?.locate(path, 'telling') ?? {};
      return [line, column, endColumn];
    };
    expect(at('metadata.name')).toEqual([3, 19, 22]);
    expect(at('spec.containers')).toEqual([5, 3, 13]);
    expect(at('spec.containers[0]')).toEqual([6, 7, 19]);
    expect(at('spec.containers[0].ports')).toEqual([6, 7, 11]);
    expect(at('spec.nodeName')).toEqual([4, 1, 5]);
    expect(at('')).toEqual([1, 1, 11]);
  });
});
