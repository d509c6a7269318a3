import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';

export default defineContainerRule({
  id: 'security-context-set',
  category: 'security',
  severity: 'info',
  summary: 'Containers have a security context.',
  why: 'A container without one relies on defaults everywhere; the finer rules say which of them matter.',
  fix: 'Add a securityContext to the pod or the container.',
  sources: ['trivy:KSV-0118', 'checkov:CKV_K8S_29', 'checkov:CKV_K8S_30'],
  since: '0.1.0',
  presets: [],
  messages: {
    none: '{container} and its pod have no securityContext: add one',
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
        runAsNonRoot: true
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
    - name: web # want none
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkContainer: (container, { report }) => {
    if (Object.keys(container.securityContext).length === 0) report({ path: child(container.path, 'securityContext'), messageId: 'none' });
  },
});
