import { isJsonObject } from '../../src/api/json.ts';
import { listAt, mapAt, textAt } from '../../src/lint/fields.ts';
import type { LintModel } from '../../src/lint/model/lint-model.ts';
import { subjectsOf } from '../../src/lint/model/rbac.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'unused-object',
  category: 'reference',
  severity: 'info',
  summary: 'ConfigMaps, Secrets, claims and service accounts are used by something.',
  why: 'What nothing uses was as a rule forgotten: a renamed reference, a workload that is gone. Unused Secrets and accounts are doors that nobody watches.',
  fix: 'Remove the object, or correct the reference to it. What is used from outside is declared by an ignore with that reason.',
  sources: [],
  since: '0.1.0',
  presets: ['strict'],
  messages: {
    unused: 'nothing in the input uses {kind} "{name}": remove it, or correct the reference to it',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: web
  containers: []
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: ConfigMap
metadata: # want unused
  name: web
`,
      },
    ],
  },
  target: ['ConfigMap', 'Secret', 'PersistentVolumeClaim', 'ServiceAccount'],
  check: ({ object, model, report }) => {
    const owned = listAt(object.value, 'metadata', 'ownerReferences').length > 0;
    if (owned || object.name === '' || object.name === 'default' || usedNames(model).has(`${object.namespace}/${object.name}`)) return;
    // Controllers find their objects by labels or annotations, or by a type of Secret of their own.
    if (object.kind === 'Secret' && !['Opaque', undefined].includes(textAt(object.value, 'type'))) return;
    report({ path: 'metadata', messageId: 'unused', data: { kind: object.kind, name: object.name } });
  },
});

const USED = Symbol('used names');
const SEPARATOR = /[\s,/=:]+/;
/** Texts beyond this length are files and scripts; names have at most 253 characters. */
const LONGEST = 253;

/** Names that any other object mentions as a whole text anywhere, by namespace: a name in an argument or a custom resource counts as a use. */
function usedNames(model: LintModel): ReadonlySet<string> {
  return model.shared(USED, () => {
    const wanted = new Set(['ConfigMap', 'Secret', 'PersistentVolumeClaim', 'ServiceAccount'].flatMap((kind) => model.ofKind(kind).map((object) => object.name)));
    const used = new Set<string>();
    for (const object of model.objects) {
      // Definitions are large and name none of these.
      if (object.kindKey === 'CustomResourceDefinition') continue;
      const note = (word: string): void => void (wanted.has(word) && used.add(`${object.namespace}/${word}`));
      const walk = (value: unknown): void => {
        if (typeof value === 'string') {
          if (value.length > LONGEST) return;
          note(value);
          if (SEPARATOR.test(value)) value.split(SEPARATOR).forEach(note);
        } else if (Array.isArray(value)) {
          for (const item of value) walk(item);
        } else if (isJsonObject(value)) {
          for (const key of Object.keys(value)) walk(value[key]);
        }
      };
      for (const [key, value] of Object.entries(object.value)) if (!['metadata', 'kind', 'apiVersion', 'data', 'stringData', 'binaryData'].includes(key)) walk(value);
      walk(mapAt(object.value, 'metadata', 'annotations'));
      // Subjects of bindings live in namespaces of their own.
      if (object.kind.endsWith('RoleBinding')) for (const { namespace, name } of subjectsOf(object)) used.add(`${namespace}/${name}`);
    }
    return used;
  });
}
