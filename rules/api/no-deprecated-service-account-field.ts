import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { isSet, textAt } from '../../src/lint/fields.ts';

export default definePodRule({
  id: 'no-deprecated-service-account-field',
  category: 'api',
  severity: 'warning',
  summary: 'Pods name their account in serviceAccountName.',
  why: 'The field serviceAccount is an old alias that newer tools do not read.',
  fix: 'Rename the field to serviceAccountName.',
  sources: ['kube-linter:deprecated-service-account-field'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-linter'],
  fixable: 'safe',
  messages: {
    alias: 'serviceAccount is the deprecated alias of serviceAccountName: use serviceAccountName',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: web
  containers:
    - name: web
      image: registry.example/web:1.2.3
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
  serviceAccount: web # want alias
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkPod: (pod, { report }) => {
    const alias = textAt(pod.spec, 'serviceAccount') ?? '';
    if (alias === '' || textAt(pod.spec, 'serviceAccountName') === alias) return;
    const path = child(pod.path, 'serviceAccount');
    const free = !isSet(pod.spec, 'serviceAccountName');
    report({ path, messageId: 'alias', ...(free ? { fix: { description: 'rename it', safe: true, changes: [{ op: 'rename', path, to: 'serviceAccountName' }] } } : {}) });
  },
});
