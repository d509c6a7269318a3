import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { booleanAt, textAt } from '../../src/lint/fields.ts';
import { setField } from '../../src/lint/fix/fix-action.ts';

export default defineContainerRule({
  id: 'read-only-root-fs',
  category: 'security',
  severity: 'warning',
  summary: 'The root file system of containers is read-only.',
  why: 'Whoever breaks into a container cannot change its programs or leave tools behind, and state that a restart would lose is noticed early.',
  fix: 'Set securityContext.readOnlyRootFilesystem to true, and mount an emptyDir where the container has to write.',
  sources: [
    'kube-linter:no-read-only-root-fs',
    'kube-score:container-security-context-readonlyrootfilesystem',
    'polaris:notReadOnlyRootFilesystem',
    'kubesec:ReadOnlyRootFilesystem',
    'trivy:KSV-0014',
    'checkov:CKV_K8S_22',
  ],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'kube-linter', 'kube-score', 'polaris'],
  fixable: 'suggestion',
  messages: {
    writable: '{container} can write to its root file system: set readOnlyRootFilesystem to true',
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
        readOnlyRootFilesystem: true
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
        readOnlyRootFilesystem: false # want writable
`,
      },
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example/web:1.2.3
      securityContext: # want writable
        runAsNonRoot: true
`,
      },
    ],
  },
  checkContainer: (container, { object, report }) => {
    if (textAt(object.pod?.spec, 'os', 'name') === 'windows') return;
    if (booleanAt(container.value, 'securityContext', 'readOnlyRootFilesystem') === true) return;
    const path = child(container.path, 'securityContext.readOnlyRootFilesystem');
    report({ path, messageId: 'writable', fix: setField(path, true, 'make the root file system read-only', false) });
  },
});
