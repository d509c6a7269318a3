import fc from 'fast-check';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { cloneJson, isJsonObject, setOwn, type Json } from '../api/json.ts';
import { createRequest, updateRequest } from '../schema/request.ts';
import { namespaceOfPath, readBases, readStored } from './api-recordings.ts';
import { recordedCluster } from './recorded-cluster.ts';

const FOLDER = fileURLToPath(new URL('../../testdata/oracle/api', import.meta.url));
const BASES = [...readBases(FOLDER).values()];
const STORED = [...readStored(FOLDER).values()];
const CLUSTER = recordedCluster(FOLDER);

const slip = fc.constantFrom<Json>(null, {}, [], [null], [{}], '', 'x', '-1', '1Gi', '*', 0, -1, 2 ** 31, 1.5, true, { a: null }, { a: 'b' }, '__proto__', '(', '2025-01-01T00:00:00Z');
/** Where to change a value, as fractions of the number of keys at each level, and what to put there. */
const change = fc.tuple(fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 9 }), slip);

function changed(document: Json, changes: readonly (readonly [readonly number[], Json])[]): Json {
  const copy = cloneJson(document);
  for (const [steps, value] of changes) put(copy, steps, value);
  return copy;
}

function put(target: Json, [step = 0, ...rest]: readonly number[], value: Json): void {
  if (!Array.isArray(target) && !isJsonObject(target)) return;
  const keys = Object.keys(target);
  const key = keys[Math.floor(step * keys.length)];
  if (key === undefined) return;
  const child = (target as Record<string, Json>)[key] ?? null;
  if (rest.length > 0 && typeof child === 'object' && child !== null) put(child, rest, value);
  else setOwn(target as Record<string, unknown>, key, cloneJson(value));
}

test('whatever is sent, there is an answer', () => {
  fc.assert(
    fc.property(fc.constantFrom(...BASES), fc.array(change, { minLength: 1, maxLength: 3 }), ({ object, path }, changes) => {
      const outcome = createRequest(changed(object, changes), { version: '1.36', namespace: namespaceOfPath(path), cluster: CLUSTER });
      expect(['accepted', 'rejected']).toContain(outcome.verdict);
    }),
    { numRuns: 3000, seed: 1 },
  );
});

test('whatever a stored object is changed to, there is an answer, and the stored object stays as it is', () => {
  fc.assert(
    fc.property(fc.constantFrom(...STORED), fc.array(change, { minLength: 1, maxLength: 3 }), (stored, changes) => {
      const before = JSON.stringify(stored);
      updateRequest(changed(stored as unknown as Json, changes), stored, { version: '1.36', cluster: CLUSTER });
      expect(JSON.stringify(stored)).toBe(before);
    }),
    { numRuns: 2000, seed: 1 },
  );
});
