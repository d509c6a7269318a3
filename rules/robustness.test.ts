import { describe, expect, it } from 'vitest';
import { cloneJson } from '../src/api/json.ts';
import type { Json, JsonObject } from '../src/api/json.ts';
import { loadText } from '../src/load/load.ts';
import type { ManifestSet } from '../src/load/manifest-set.ts';
import { lint } from '../src/lint/lint.ts';
import { RULES } from './index.ts';

const GARBAGE: readonly Json[] = [null, 'text', 7, true, [], {}, [null, 'text', 7, []], { a: { b: [{}] } }, -1.5, '', 10n ** 30n];

/** Every place in a value: the holder and the key there. */
function placesOf(value: unknown, places: [holder: Record<string, Json>, key: string][] = []): [Record<string, Json>, string][] {
  if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) {
      places.push([value as Record<string, Json>, key]);
      placesOf((value as Record<string, unknown>)[key], places);
    }
  }
  return places;
}

function failuresOf(set: ManifestSet): string[] {
  const options = { 'required-label': { keys: ['a'] }, 'required-annotation': { keys: ['a'] }, 'forbidden-annotation': { keys: ['a'] }, 'trusted-registry': { registries: ['a'] }, 'vct-annotation': { annotations: ['a'] } };
  return lint(set, { rules: RULES, config: { presets: ['all'], rules: options } }).failures.map(({ rule, error }) => `${rule}: ${String(error)}`);
}

describe('no rule is thrown off', () => {
  it('by values of any type anywhere', () => {
    let turn = 0;
    let tried = 0;
    for (const rule of RULES) {
      for (const { yaml } of [...rule.examples.invalid, ...rule.examples.valid]) {
        const set = loadText(yaml, 'example.yaml');
        set.documents.forEach((document, index) => {
          const count = placesOf(document.object).length;
          for (let place = turn % 3; place < count; place += 3) {
            const object = cloneJson(document.object) as JsonObject;
            const [holder, key] = placesOf(object)[place] as [Record<string, Json>, string];
            holder[key] = GARBAGE[turn % GARBAGE.length] ?? null;
            turn += 1;
            tried += 1;
            const documents = set.documents.map((other, position) => (position === index ? { ...document, object } : other));
            expect(failuresOf({ ...set, documents }), `${rule.id}: ${JSON.stringify(object, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))}`).toEqual([]);
          }
        });
      }
    }
    expect(tried).toBeGreaterThan(1000);
  }, 60_000);

  it('by objects that name themselves and one another in circles', () => {
    const yaml = ['Deployment apps/v1', 'HorizontalPodAutoscaler autoscaling/v2', 'PodDisruptionBudget policy/v1', 'Service v1', 'ClusterRole rbac.authorization.k8s.io/v1', 'ClusterRoleBinding rbac.authorization.k8s.io/v1']
      .map((type) => type.split(' '))
      .map(([kind, apiVersion]) => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a, labels: { a: a } }\nspec: { scaleTargetRef: { kind: ${kind}, apiVersion: ${apiVersion}, name: a }, selector: { a: a, matchLabels: { a: a } } }\naggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: a } }] }\nroleRef: { kind: ClusterRole, name: a }\n`)
      .join('---\n');
    expect(failuresOf(loadText(yaml, 'example.yaml'))).toEqual([]);
  });
});
