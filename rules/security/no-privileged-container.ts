import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { booleanAt } from '../../src/lint/fields.ts';
import { setField } from '../../src/lint/fix/fix-action.ts';

export default defineContainerRule({
  id: 'no-privileged-container',
  category: 'security',
  severity: 'error',
  summary: 'Containers are not privileged.',
  why: 'A privileged container has every capability and all devices of its node: whoever breaks into it owns the node.',
  fix: 'Remove privileged, and add the one capability or device that is really needed.',
  sources: [
    'kube-linter:privileged-container',
    'kube-score:container-security-context-privileged',
    'polaris:runAsPrivileged',
    'kubesec:Privileged',
    'trivy:KSV-0017',
    'checkov:CKV_K8S_16',
  ],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'minimal', 'kube-linter', 'kube-score', 'polaris'],
  fixable: 'suggestion',
  messages: {
    privileged: '{container} is privileged, which gives it the whole node: remove it, and add only the capability that is needed',
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
        privileged: false
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
        privileged: true # want privileged
`,
      },
    ],
  },
  checkContainer: (container, { report }) => {
    if (booleanAt(container.value, 'securityContext', 'privileged') !== true) return;
    const path = child(container.path, 'securityContext.privileged');
    report({ path, messageId: 'privileged', fix: setField(path, false, 'not privileged', false) });
  },
});
