import { isJsonObject } from '../../src/api/json.ts';
import type { Json } from '../../src/api/json.ts';
import { at, child } from '../../src/diag/field-path.ts';
import type { FieldPath } from '../../src/diag/field-path.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'sorted-keys',
  category: 'style',
  severity: 'info',
  summary: 'Keys are in alphabetical order.',
  why: 'A fixed order makes differences between manifests small. It goes against the usual order (apiVersion, kind, metadata, spec), so the rule is for generated files.',
  fix: 'Sort the keys.',
  sources: ['kube-linter:sorted-keys'],
  since: '0.1.0',
  presets: [],
  messages: {
    unsorted: 'key "{key}" comes after "{before}": sort the keys',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
data:
  a: '1'
kind: ConfigMap
metadata:
  name: web
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
data: # want unsorted
  a: '1'
`,
      },
    ],
  },
  target: 'any',
  check: ({ object, report }) => {
    // Most maps are in order, so paths are put together only for those that are not.
    const steps: (string | number)[] = [];
    const walk = (value: Json): void => {
      if (Array.isArray(value)) {
        for (let index = 0; index < value.length; index += 1) walkBelow(index, value[index]);
      } else if (isJsonObject(value)) {
        let before: string | undefined;
        let told = false;
        for (const key of Object.keys(value)) {
          if (!told && before !== undefined && key < before) {
            report({ path: pathOf([...steps, key]), messageId: 'unsorted', data: { key, before } });
            told = true;
          }
          before = key;
          walkBelow(key, value[key]);
        }
      }
    };
    const walkBelow = (step: string | number, value: Json | undefined): void => {
      if (typeof value !== 'object' || value === null) return;
      steps.push(step);
      walk(value);
      steps.pop();
    };
    walk(object.value);
  },
});

function pathOf(steps: readonly (string | number)[]): FieldPath {
  return steps.reduce((path: FieldPath, step) => (typeof step === 'number' || /[.[\]]/.test(step) ? at(path, step) : child(path, step)), '');
}
