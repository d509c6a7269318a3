import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { writeApiTypes } from './api-types.ts';
import { compiledContracts } from './compile-contracts.ts';
import { readPublishedApis } from './generate.ts';
import { compactSchemas } from './kubernetes-schemas.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PUBLISHED = join(ROOT, '../shared/schemas');

test.skipIf(!existsSync(PUBLISHED))('what is committed is what the generator makes', () => {
  const apis = readPublishedApis(PUBLISHED);
  const compact = compactSchemas(apis);
  expect(readFileSync(join(ROOT, 'schemas/kubernetes/definitions.txt'), 'utf8') === compact.definitions).toBe(true);
  expect(readFileSync(join(ROOT, 'schemas/kubernetes/resources.txt'), 'utf8') === compact.resources).toBe(true);
  const folder = mkdtempSync(join(tmpdir(), 'api-types-'));
  try {
    writeApiTypes(apis.at(-1)?.definitions ?? {}, folder);
    const types = join(ROOT, 'src/api/types');
    expect(readdirSync(types)).toEqual(readdirSync(folder));
    for (const name of readdirSync(folder)) expect(readFileSync(join(types, name), 'utf8') === readFileSync(join(folder, name), 'utf8'), name).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('fields that only some versions have carry a mask', () => {
  const api = (properties: object): { definitions: object; resources: [] } => ({ definitions: { 'io.k8s.api.core.v1.A': { type: 'object', properties } }, resources: [] });
  const old = api({ a: { type: 'string' } });
  const young = api({ a: { type: 'string' }, b: { type: 'array', items: { $ref: '#/definitions/io.k8s.api.core.v1.A' }, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['a'] } });
  const versions = [old, old, old, old, old, old, old, young] as never;
  expect(compactSchemas(versions).definitions).toBe('core/v1.A * a:s b:[<A@m:a%80\n');
});

test('compiled contracts are what the generator makes', () => {
  for (const [name, text] of Object.entries(compiledContracts(ROOT))) expect(readFileSync(join(ROOT, 'schemas/compiled', name), 'utf8') === text, name).toBe(true);
});
