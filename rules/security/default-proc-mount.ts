import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { textAt } from '../../src/lint/fields.ts';
import { removeField } from '../../src/lint/fix/fix-action.ts';

export default defineContainerRule({
  id: 'default-proc-mount',
  category: 'security',
  severity: 'error',
  summary: 'Containers keep the default mask over /proc.',
  why: "An unmasked /proc shows and lets change settings of the node's kernel.",
  fix: 'Remove procMount, or set it to Default.',
  sources: ['kube-linter:unsafe-proc-mount', 'polaris:procMount', 'trivy:KSV-0027'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'minimal', 'polaris'],
  fixable: 'suggestion',
  messages: {
    unmasked: '{container} asks for procMount {value}: remove it',
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
      securityContext:
        procMount: Default
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
      securityContext:
        procMount: Unmasked # want unmasked
`,
      },
    ],
  },
  checkContainer: (container, { report }) => {
    const value = textAt(container.value, 'securityContext', 'procMount');
    if (value === undefined || value === 'Default') return;
    const path = child(container.path, 'securityContext.procMount');
    report({ path, messageId: 'unmasked', data: { value }, fix: removeField(path, 'mask /proc', false) });
  },
});
