import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../diag/usage-error.ts';
import { loadText } from '../../load/load.ts';
import { validate } from '../validate.ts';
import { readSources } from './read-sources.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubeplan-sources-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, value: object | string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
}

const LAMP = 'apiVersion: harbour.example.org/v1\nkind: Lamp\nmetadata: {name: a}\n';

async function found(location: string, ...specs: string[]): Promise<string[]> {
  const { documents, sources } = await readSources([location]);
  const set = loadText(specs.map((spec) => `${LAMP}${spec}`).join('---\n'), 'a.yaml');
  return validate(set, { crds: documents.map(({ object }) => object), sources }).findings.map(({ rule, path }) => `${rule} ${path ?? ''}`);
}

const SCHEMA = {
  $schema: 'http://json-schema.org/schema#',
  type: 'object',
  required: ['spec'],
  properties: {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { type: 'object' },
    spec: {
      type: 'object',
      additionalProperties: false,
      required: ['colour'],
      properties: {
        colour: { type: 'string', enum: ['red', 'green'] },
        depth: { type: 'integer', minimum: 0, exclusiveMinimum: true },
        label: { type: 'string', pattern: '^(a+)+$', nullable: true },
        port: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
        marks: { type: 'array', maxItems: 1, items: { type: 'object', properties: { 'example.org/x': { type: 'string' } } } },
      },
    },
  },
};

const GVK = { 'x-kubernetes-group-version-kind': [{ group: 'harbour.example.org', version: 'v1', kind: 'Lamp' }] };
const TYPE = { type: 'object', ...GVK, properties: { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { $ref: '#/x/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' }, spec: { $ref: '#/x/org.example.LampSpec' } } };
const SPEC = {
  type: 'object',
  required: ['colour'],
  properties: { colour: { type: 'string' }, size: { $ref: '#/x/io.k8s.apimachinery.pkg.api.resource.Quantity' }, raw: { $ref: '#/x/io.k8s.apimachinery.pkg.runtime.RawExtension' }, next: { $ref: '#/x/org.example.LampSpec' }, port: { type: 'string', format: 'int-or-string' } },
  'x-kubernetes-validations': [{ rule: "self.colour != 'black'" }],
};
const TYPES = { 'org.example.Lamp': TYPE, 'org.example.LampSpec': SPEC, 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta': { type: 'object' }, 'io.k8s.apimachinery.pkg.runtime.RawExtension': { type: 'object' } };
const PATHS = { '/apis/harbour.example.org/v1/lamps': { post: { 'x-kubernetes-group-version-kind': { group: 'harbour.example.org', version: 'v1', kind: 'Lamp' } } } };

describe('JSON Schemas', () => {
  it('are found by a template and say what is wrong where', async () => {
    write('schemas/harbour.example.org/lamp_v1.json', SCHEMA);
    const location = `${folder}/schemas/{{ .Group }}/{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json`;
    expect(await found(location, 'spec: {colour: red, depth: 1, label: null, port: 5}\n')).toEqual([]);
    expect(await found(location, 'spec: {colour: blue, dept: 5, port: true}\n')).toEqual(['validate/unsupported-value spec.colour', 'validate/unknown-field spec.dept', 'validate/invalid-value spec.port']);
    expect(await found(location, 'spec: {depth: 0, marks: [{}, {example.org/x: 5}]}\n')).toEqual(['validate/required-value spec.colour', 'validate/invalid-value spec.depth', 'validate/too-many spec.marks', 'validate/invalid-type spec.marks[1][example.org/x]']);
    expect(await found(location, '')).toEqual(['validate/required-value spec']);
    expect(await found(`${folder}/nowhere/{{ .Group }}.json`, '')).toEqual(['validate/unknown-kind kind']);
  });

  it('are found by their names in a folder, beside definitions', async () => {
    write('mixed/lamp-harbour-v1.json', SCHEMA);
    write('mixed/crd.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n');
    expect(await found(join(folder, 'mixed'), 'spec: {colour: blue}\n')).toEqual(['validate/unsupported-value spec.colour']);
  });

  it('do not run patterns that never end', async () => {
    const location = write('lamp-harbour.example.org-v1.json', SCHEMA);
    expect(await found(location, `spec: {colour: red, label: ${'a'.repeat(60)}!}\n`)).toEqual(['validate/invalid-value spec.label']);
  });

  it('may refer to files beside them', async () => {
    write('refs/_definitions.json', { definitions: { colour: { type: 'string', enum: ['red'] } } });
    const location = write('refs/harbour.example.org/lamp_v1.json', { type: 'object', properties: { spec: { type: 'object', properties: { colour: { $ref: '../_definitions.json#/definitions/colour' } } } } });
    expect(await found(location, 'spec: {colour: blue}\n')).toEqual(['validate/unsupported-value spec.colour']);
  });

  it('that cannot be used are an error of usage', async () => {
    const location = write('bad/harbour.example.org/lamp_v1.json', { type: 'object', properties: { spec: { $ref: 'https://example.org/x.json' } } });
    await expect(found(location, 'spec: {}\n')).rejects.toThrow(UsageError);
  });

  it('have metadata checked as of any object', async () => {
    const location = write('meta/harbour.example.org/lamp_v1.json', SCHEMA);
    expect(await found(location, 'spec: {colour: red}\n'.concat('---\napiVersion: harbour.example.org/v1\nkind: Lamp\nmetadata: {name: A_}\nspec: {colour: red}\n'))).toEqual(['validate/invalid-value metadata.name']);
  });
});

describe('OpenAPI descriptions', () => {
  it.each([
    ['version 2', { swagger: '2.0', definitions: TYPES, paths: PATHS }],
    ['version 3', { openapi: '3.0.0', components: { schemas: TYPES }, paths: PATHS }],
  ])('of %s describe kinds', async (name, document) => {
    const location = write(`${name.replace(' ', '-')}.json`, document);
    expect(await found(location, 'spec: {colour: red, size: 5, raw: {any: thing}, port: 5, next: {colour: x, more: [1]}}\n')).toEqual([]);
    expect(await found(location, 'spec: {colour: 5, sise: 1}\n')).toEqual(['validate/invalid-value ', 'validate/invalid-type spec.colour', 'validate/unknown-field spec.sise']);
    expect(await found(location, 'spec: {colour: black}\n')).toEqual(['validate/invalid-value spec']);
    const { sources } = await readSources([location]);
    expect(sources[0]?.describe('harbour.example.org/v1', 'Lamp', '1.36')?.kind).toMatchObject({ plural: 'lamps', namespaced: false });
  });
});

describe('locations', () => {
  it.each(['https://example.org/crds.yaml', 'https://example.org/{{ .Group }}.json'])('%s is refused: nothing is downloaded', async (location) => {
    await expect(readSources([location])).rejects.toThrow(/offline/);
  });
  it('that do not exist are refused, and `default` is built in', async () => {
    await expect(readSources([join(folder, 'nothing')])).rejects.toThrow(UsageError);
    expect(await readSources(['default'])).toEqual({ documents: [], findings: [], sources: [] });
  });
  it('never follow names out of the template', async () => {
    const { sources } = await readSources([`${folder}/{{ .Group }}/{{ .ResourceKind }}.json`]);
    expect(sources[0]?.describe('../../etc/v1', 'passwd', '1.36')).toBeUndefined();
    expect(sources[0]?.describe('a/v1', '../passwd', '1.36')).toBeUndefined();
  });
});
