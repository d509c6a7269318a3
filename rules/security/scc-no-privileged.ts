import { booleanAt } from '../../src/lint/fields.ts';
import { setField } from '../../src/lint/fix/fix-action.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'scc-no-privileged',
  category: 'security',
  severity: 'warning',
  summary: 'Security context constraints of OpenShift allow no privileged containers.',
  why: 'Whoever may use such a constraint can take over the node.',
  fix: 'Set allowPrivilegedContainer to false.',
  sources: ['kube-linter:scc-deny-privileged-container'],
  since: '0.1.0',
  presets: [],
  fixable: 'suggestion',
  messages: {
    allowed: 'SecurityContextConstraints "{name}" allows privileged containers: set allowPrivilegedContainer to false',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: security.openshift.io/v1
kind: SecurityContextConstraints
metadata:
  name: web
allowPrivilegedContainer: false
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: security.openshift.io/v1
kind: SecurityContextConstraints
metadata:
  name: web
allowPrivilegedContainer: true # want allowed
`,
      },
    ],
  },
  target: ['SecurityContextConstraints'],
  check: ({ object, report }) => {
    const path = 'allowPrivilegedContainer';
    if (booleanAt(object.value, path) === true) report({ path, messageId: 'allowed', data: { name: object.name }, fix: setField(path, false, 'allow none', false) });
  },
});
