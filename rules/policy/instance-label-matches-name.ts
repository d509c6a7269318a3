import { at } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';

export default definePodRule({
  id: 'instance-label-matches-name',
  category: 'policy',
  severity: 'info',
  summary: 'The label app.kubernetes.io/instance is the name of the workload.',
  why: 'Tools group what belongs together by this label. Helm uses the name of the release instead, so the rule is for teams without Helm.',
  fix: 'Set the label to the name.',
  sources: ['polaris:metadataAndInstanceMismatched'],
  since: '0.1.0',
  presets: ['polaris'],
  messages: {
    missing: '{kind} "{name}" has no label app.kubernetes.io/instance: set it to its name',
    other: 'the label app.kubernetes.io/instance of {kind} "{name}" is "{value}": set it to the name',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: { app.kubernetes.io/instance: web }
spec:
  containers: []
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata: # want missing
  name: web
spec:
  containers: []
`,
      },
    ],
  },
  checkPod: (_pod, { object, report }) => {
    const value = object.labels['app.kubernetes.io/instance'];
    if (value === object.name) return;
    const path = at('metadata.labels', 'app.kubernetes.io/instance');
    const data = { kind: object.kind, name: object.name };
    report(value === undefined ? { path, messageId: 'missing', data } : { path, messageId: 'other', data: { ...data, value } });
  },
});
