import { describe, expect, it } from 'vitest';
import { loadText } from './load.ts';

function place(text: string, path: string, part?: 'key' | 'value', index = 0): string {
  const range = loadText(text, 'a.yaml').documents[index]?.locate(path, part);
  return range === undefined ? 'none' : `${range.line}:${range.column}-${range.endLine}:${range.endColumn}`;
}

function problems(text: string, file = 'a.yaml'): string[] {
  return loadText(text, file).findings.map(({ rule, document, line, column }) => `${rule} #${document} ${line}:${column}`);
}

const HEAD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n';
const POD = `# note
${HEAD}spec:
  containers:
  - name: web
    image: "nginx"
    args: &args [a, 'b']
    env:
    - {name: X, value: "1"}
  - name: side
    args: *args
    command:
    - |
      one
      two
`;

describe('locate', () => {
  it.each([
    ['spec.containers[0].image', 'value', '8:12-8:19'],
    ['spec.containers[0].image', 'key', '8:5-8:10'],
    ['spec.containers[0].ports[0].name', 'value', '7:5-7:9'],
    ['spec.containers[0].args[1]', 'value', '9:21-9:24'],
    ['spec.containers[0].env[0].value', 'value', '11:24-11:27'],
    ['spec.containers[1].args[0]', 'value', '9:18-9:19'],
    ['spec.containers[1].args', 'value', '13:11-13:16'],
    ['spec.containers[1].command[0]', 'value', '15:7-17:10'],
    ['spec.containers', 'key', '6:3-6:13'],
    ['spec.volumes', 'value', '5:1-5:5'],
    ['status', 'value', '2:1-2:11'],
    ['', 'value', '2:1-17:10'],
  ] as const)('%s (%s)', (path, part, expected) => {
    expect(place(POD, path, part)).toBe(expected);
  });

  it('counts lines and columns in the file, of later documents, with CRLF, tabs, marks and wide characters', () => {
    expect(place(`\ufeff${HEAD}---\r\napiVersion: v1\r\nkind: A\r\nmetadata: {"name":\t"😀", x: y}\r\n`, 'metadata.x', 'value', 1)).toBe('7:29-7:30');
  });

  it('reads places of JSON', () => {
    expect(place('{"apiVersion":"v1","kind":"A",\n "metadata": {"labels": {"a.b/c": "d\\/e"}}}', 'metadata.labels[a.b/c]')).toBe('2:35-2:41');
  });

  it('follows merges', () => {
    expect(place(`${HEAD}base: &b\n  x: 1\nspec:\n  <<: *b\n  y: 2\n`, 'spec.x')).toBe('5:6-5:7');
  });
});

describe('readManifestText', () => {
  it('takes lists apart, with places inside the file and the types that items leave out', () => {
    const set = loadText('apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleList\nitems:\n- metadata: {name: a}\n- metadata: {name: b, name: c}\n', 'a.yaml');
    expect(set.documents.map(({ apiVersion, kind, name, document }) => [apiVersion, kind, name, document])).toEqual([
      ['rbac.authorization.k8s.io/v1', 'Role', 'a', 0],
      ['rbac.authorization.k8s.io/v1', 'Role', 'c', 0],
    ]);
    expect(set.documents[1]?.duplicateKeys).toEqual(['metadata.name']);
    expect(set.documents[1]?.locate('metadata.name')).toMatchObject({ line: 5, column: 29 });
  });

  it('goes on behind a broken document', () => {
    const set = loadText(`${HEAD}---\na: [\n---\n${HEAD.replace('p}', 'q}')}`, 'a.yaml');
    expect(set.documents.map(({ name, document }) => [name, document])).toEqual([['p', 0], ['q', 2]]);
    expect(set.findings).toMatchObject([{ rule: 'load/yaml-syntax', document: 1 }]);
  });

  it.each([
    [`${HEAD}x: {{ .Values.x }}\n`, ['load/unrendered-template #0 4:4']],
    ['- a\n', ['load/not-an-object #0 1:1']],
    ['# c\n\nfoo\n', ['load/not-an-object #0 3:1']],
    ['apiVersion: v1\n', ['load/missing-type #0 1:1']],
    [`${HEAD}...\nmore: 1\n`, ['load/ignored-text #0 5:1']],
    [`${HEAD}--- {a: 1}\n`, ['load/bad-separator #1 4:1', 'load/missing-type #1 4:6']],
    ['apiVersion: v1\nkind: List\nitems: [5, {kind: List}]\n', ['load/list-item #0 3:9', 'load/list-item #0 3:12']],
    [`${HEAD}---\n${HEAD}`, ['load/duplicate-object #1 7:18']],
    [`${HEAD}x: ${'['.repeat(600)}${']'.repeat(600)}\n`, ['load/too-deep #0 1:1']],
    [`${HEAD}\tx: 1\n`, ['load/yaml-syntax #0 4:1']],
    [`${HEAD}x: "open\n`, ['load/yaml-syntax #0 4:4']],
    [`${HEAD}x: \u0007\n`, ['load/yaml-syntax #0 4:4']],
    ['', []],
    ['# nothing\n---\n---\n', []],
  ])('%j gives %j', (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it('reads a stream of JSON values, then YAML behind a separator', () => {
    const json = (name: string): string => `{"apiVersion":"v1","kind":"A","metadata":{"name":"${name}"}}\n`;
    expect(loadText(`${json('a')}${json('b')}---\n${HEAD}`).documents.map(({ name, document }) => [name, document])).toEqual([['a', 0], ['b', 1], ['p', 2]]);
    expect(problems(`${json('a')}{"kind":}`, 'a.json')).toEqual(['load/json-syntax #1 2:9']);
    expect(loadText('{apiVersion: v1, kind: A, metadata: {name: flow}}\n').documents[0]?.name).toBe('flow');
  });

  it('takes the origin from the comment that helm writes above an object, and from nowhere else', () => {
    const set = loadText(`---\n# Source: web/templates/a.yaml\n${HEAD}---\n${HEAD.replace('p}', 'q}')}# Source: other\n`);
    expect(set.documents.map(({ origin }) => origin)).toEqual(['web/templates/a.yaml', undefined]);
  });

  it('reads ignore comments for the object, a line and the next line, and none inside texts', () => {
    const text = `# kubeplan-ignore a-rule, security/b: because\n${HEAD}# kubeplan-ignore c until 2030-01-31\nspec: # kubeplan-ignore d\n  x: "# kubeplan-ignore e"\n  y: |\n    # kubeplan-ignore f\n`;
    expect(loadText(text).documents[0]?.ignores).toMatchObject([
      { rules: ['a-rule', 'security/b'], reason: 'because', range: { line: 1 } },
      { rules: ['c'], until: '2030-01-31', line: 6 },
      { rules: ['d'], line: 6 },
    ]);
    expect(loadText(text).documents[0]?.ignores[0]?.line).toBeUndefined();
    expect(problems(`# kubeplan-ignore\n# kubeplan-ignore x until 2030-02-31: r\n${HEAD}`)).toEqual(['load/ignore-comment #0 1:1', 'load/ignore-comment #0 2:1']);
  });

  it('gives ignore comments inside a list to the items that they stand at', () => {
    const set = loadText('apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: A}\n# kubeplan-ignore r: s\n- apiVersion: v1\n  kind: A\n  x: 1 # kubeplan-ignore t\n');
    expect(set.documents.map(({ ignores }) => ignores.map(({ rules, line }) => [rules[0], line]))).toEqual([[], [['r', undefined], ['t', 8]]]);
  });
});
