import { describe, expect, it } from 'vitest';
import { loadText } from '../../load/load.ts';
import { stateOf } from '../objects/state.ts';
import type { FieldChange } from '../plan-model.ts';
import { fieldChanges } from './field-changes.ts';
import { createSecretMasks } from './secrets.ts';

function changesBetween(before: string, after: string, showDefaults = false): FieldChange[] {
  const [old, now] = [before, after].map((text) => {
    const set = loadText(text, 'a.yaml');
    return stateOf(set, { version: '1.36', defaultNamespace: 'default', definitions: set.documents }).objects[0];
  });
  if (old === undefined || now === undefined) throw new Error('no object');
  return fieldChanges(old, now, { masks: createSecretMasks(), showDefaults });
}

/** `path: before -> after`, the way people read it. */
function shown(changes: readonly FieldChange[]): string[] {
  return changes.map(({ path, before, after, beforeDefault }) => `${path}: ${JSON.stringify(before)}${beforeDefault === true ? ' (default)' : ''} -> ${JSON.stringify(after)}`);
}

const DEPLOYMENT = (spec: string, containers: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
${spec}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
${containers}
`;
const WEB = '        - {name: web, image: "web:1", env: [{name: A, value: "1"}, {name: B, value: "2"}]}';

describe('leaf changes', () => {
  it('matches items of lists by name, so that one more variable is one change', () => {
    const after = '        - {name: proxy, image: "proxy:1"}\n        - {name: web, image: "web:2", env: [{name: NEW, value: x}, {name: A, value: "1"}, {name: B, value: "3"}]}';
    expect(shown(changesBetween(DEPLOYMENT('', WEB), DEPLOYMENT('', after)))).toEqual([
      'spec.template.spec.containers[proxy]: undefined -> {"name":"proxy","image":"proxy:1"}',
      'spec.template.spec.containers[web].image: "web:1" -> "web:2"',
      'spec.template.spec.containers[web].env[NEW]: undefined -> {"name":"NEW","value":"x"}',
      'spec.template.spec.containers[web].env[B].value: "2" -> "3"',
    ]);
  });

  it('knows the place of each change', () => {
    const [change] = changesBetween(DEPLOYMENT('', WEB), DEPLOYMENT('  replicas: 3', WEB));
    expect(change).toMatchObject({ path: 'spec.replicas', place: { file: 'a.yaml', line: 6, column: 13 } });
  });

  it('does not show a default that is written out, and marks the side that is one', () => {
    expect(changesBetween(DEPLOYMENT('', WEB), DEPLOYMENT('  replicas: 1\n  revisionHistoryLimit: 10', WEB))).toEqual([]);
    expect(shown(changesBetween(DEPLOYMENT('', WEB), DEPLOYMENT('  replicas: 3', WEB)))).toEqual(['spec.replicas: 1 (default) -> 3']);
  });

  it('hides what only the defaults change, unless asked', () => {
    const before = DEPLOYMENT('', '        - {name: web, image: "web:1"}');
    const after = DEPLOYMENT('', '        - {name: web, image: "web"}');
    expect(shown(changesBetween(before, after))).toEqual(['spec.template.spec.containers[web].image: "web:1" -> "web"']);
    expect(shown(changesBetween(before, after, true))).toContain('spec.template.spec.containers[web].imagePullPolicy: "IfNotPresent" (default) -> "Always"');
  });

  it('takes different spellings of one amount as equal, and null as absent', () => {
    const before = DEPLOYMENT('', '        - {name: web, image: "web:1", resources: {requests: {cpu: 1000m, memory: 1Gi}}}');
    const after = DEPLOYMENT('  minReadySeconds: null', '        - {name: web, image: "web:1", resources: {requests: {cpu: "1", memory: 1024Mi}}}');
    expect(changesBetween(before, after)).toEqual([]);
  });

  it('says when only the order of containers differs', () => {
    const both = ['        - {name: a, image: a}', '        - {name: b, image: b}'];
    expect(changesBetween(DEPLOYMENT('', both.join('\n')), DEPLOYMENT('', both.toReversed().join('\n')))).toMatchObject([{ path: 'spec.template.spec.containers', reordered: true }]);
  });

  it('shows long texts as a diff of lines', () => {
    const config = (level: string): string => `
apiVersion: v1
kind: ConfigMap
metadata: {name: a}
data:
  app.conf: |
    one
    two
    three
    level ${level}
    four
    five
    six
`;
    expect(changesBetween(config('info'), config('debug'))).toMatchObject([
      { path: 'data[app.conf]', lines: [{ op: '…', text: '2 more lines' }, { op: ' ', text: 'three' }, { op: '-', text: 'level info' }, { op: '+', text: 'level debug' }, { op: ' ', text: 'four' }, { op: '…', text: '3 more lines' }] },
    ]);
  });

  it('folds the schema of a custom resource definition', () => {
    const definition = (type: string): string => `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: as.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: A, plural: as}
  versions:
    - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: ${type}}}}}}
`;
    expect(changesBetween(definition('object'), definition('string'))).toMatchObject([{ path: 'spec.versions[v1].schema.openAPIV3Schema', folded: 1 }]);
  });
});

describe('secrets', () => {
  const secret = (data: string): string => `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n${data}\n`;

  it('masks every value, the same value the same way, whether written as text or as base64', () => {
    const before = secret('stringData: {a: hunter2, b: other}');
    const after = secret(`data: {a: ${btoa('changed')}, b: ${btoa('hunter2')}, c: ${btoa('changed')}}`);
    expect(shown(changesBetween(before, after))).toEqual([
      'data[a]: {"secret":"#1"} -> {"secret":"#2"}',
      'data[b]: {"secret":"#3"} -> {"secret":"#1"}',
      'data[c]: undefined -> {"secret":"#2"}',
    ]);
    expect(changesBetween(before, secret(`data: {a: ${btoa('hunter2')}, b: ${btoa('other')}}`))).toEqual([]);
  });

  it.each([
    ['env: [{name: DB_PASSWORD, value: hunter2}]', 'hunter2'],
    ['args: ["--token=abcdef"]', 'abcdef'],
    ['env: [{name: URL, value: "postgres://app:hunter2@db/app"}]', 'hunter2'],
    ['env: [{name: KEY, value: AKIAABCDEFGHIJKLMNOP}]', 'AKIAABCDEFGHIJKLMNOP'],
  ])('masks what looks secret elsewhere: %s', (field, value) => {
    const changes = changesBetween(DEPLOYMENT('', WEB), DEPLOYMENT('', `        - {name: web, image: "web:1", ${field}}`));
    expect(JSON.stringify(changes)).not.toContain(value);
    expect(JSON.stringify(changes)).toContain('#1');
  });

  it('masks single lines of a configuration file', () => {
    const config = (password: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  app.conf: |\n    host: db\n    password: ${password}\n    port: 5432\n`;
    const [change] = changesBetween(config('hunter2'), config('hunter3'));
    expect(change?.lines?.map(({ op, text }) => op + text)).toEqual([' host: db', '-(secret #1)', '+(secret #2)', ' port: 5432', '…1 more line']);
  });
});
