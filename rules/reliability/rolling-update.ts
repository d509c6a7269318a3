import { textAt } from '../../src/lint/fields.ts';
import { setField } from '../../src/lint/fix/fix-action.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'rolling-update',
  category: 'reliability',
  severity: 'info',
  summary: 'Updates replace pods step by step.',
  why: 'Recreate stops all pods before it starts new ones, and OnDelete waits until somebody deletes them.',
  fix: "Set the strategy's type to RollingUpdate. Where two versions may not run at once, keep Recreate and ignore the rule with that reason.",
  sources: ['kube-linter:no-rolling-update-strategy', 'kube-score:deployment-strategy'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-score'],
  fixable: 'suggestion',
  messages: {
    stops: '{kind} "{name}" updates by {type}: use RollingUpdate, unless two versions may not run at once',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } } }
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  strategy:
    type: Recreate # want stops
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } } }
`,
      },
    ],
  },
  target: ['Deployment', 'DaemonSet', 'StatefulSet', 'DeploymentConfig'],
  check: ({ object, report }) => {
    const field = object.kindKey === 'Deployment' || object.kindKey === 'DeploymentConfig' ? 'strategy' : 'updateStrategy';
    const type = textAt(object.value, 'spec', field, 'type') ?? '';
    if (type === '' || type === 'RollingUpdate' || type === 'Rolling') return;
    const path = `spec.${field}.type`;
    const rolling = object.kindKey === 'DeploymentConfig' ? 'Rolling' : 'RollingUpdate';
    report({ path, messageId: 'stops', data: { kind: object.kind, name: object.name, type }, fix: setField(path, rolling, 'replace pods step by step', false) });
  },
});
