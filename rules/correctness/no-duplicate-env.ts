import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { isSet } from '../../src/lint/fields.ts';
import { removeField } from '../../src/lint/fix/fix-action.ts';
import { environmentOf } from '../../src/lint/model/environment.ts';

export default defineContainerRule({
  id: 'no-duplicate-env',
  category: 'correctness',
  severity: 'error',
  summary: 'No environment variable is set twice.',
  why: 'The last one wins, so the first is a line that looks as if it did something; an apply by another client may even drop one of them.',
  fix: 'Remove the entries that do nothing.',
  sources: ['kube-linter:duplicate-env-var', 'kube-score:environment-variable-key-duplication'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'minimal', 'kube-linter', 'kube-score'],
  fixable: 'safe',
  messages: {
    twice: '{container} sets {variable} again further down, so this entry does nothing: remove it',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example/web:1.2.3
      env:
        - name: A
          value: '1'
        - name: B
          value: '2'
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example/web:1.2.3
      env:
        - name: A # want twice
          value: '1'
        - name: A
          value: '2'
`,
      },
    ],
  },
  checkContainer: (container, { report }) => {
    const variables = environmentOf(container);
    const last = new Map(variables.map(({ name, path }) => [name, path]));
    for (const { name, path, value } of variables) {
      if (name === '' || last.get(name) === path) continue;
      // A later entry may refer to the earlier one as $(NAME), so only plain repetitions are removed.
      const plain = variables.every((other) => !(other.text ?? '').includes(`$(${name})`)) && isSet(value, 'value');
      report({ path: child(path, 'name'), messageId: 'twice', data: { variable: name }, ...(plain ? { fix: removeField(path, `remove the first ${name}`) } : {}) });
    }
  },
});
