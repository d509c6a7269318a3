import { isJsonObject } from '../../src/api/json.ts';
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
    const walk = (value: unknown, path: FieldPath): void => {
      if (Array.isArray(value)) value.forEach((item, index) => walk(item, at(path, index)));
      if (!isJsonObject(value)) return;
      let before: string | undefined;
      let told = false;
      for (const [key, entry] of Object.entries(value)) {
        const place = /[.[\]]/.test(key) ? at(path, key) : child(path, key);
        if (!told && before !== undefined && key < before) {
          report({ path: place, messageId: 'unsorted', data: { key, before } });
          told = true;
        }
        before = key;
        walk(entry, place);
      }
    };
    walk(object.value, '');
  },
});
