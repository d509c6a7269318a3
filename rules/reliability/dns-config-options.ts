import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { isSet, mapsAt, textAt } from '../../src/lint/fields.ts';

export default definePodRule({
  id: 'dns-config-options',
  category: 'reliability',
  severity: 'info',
  summary: 'Pods set the DNS options that the team agreed on.',
  why: 'With the default ndots of 5 each lookup of an outside name asks up to five times in vain first.',
  fix: 'Add the option to dnsConfig.options.',
  sources: ['kube-linter:dnsconfig-options'],
  since: '0.1.0',
  presets: [],
  options: {
    name: { type: 'string', default: 'ndots', description: 'The name of the option.' },
    value: { type: 'string', default: '2', description: 'Its value.' },
  },
  messages: {
    unset: 'the pods of {kind} "{name}" do not set the DNS option {option}:{value}: add it to dnsConfig.options',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  dnsConfig:
    options:
      - name: ndots
        value: '2'
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
  dnsPolicy: ClusterFirst # want unset
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkPod: (pod, { object, options, report }) => {
    const option = String(options['name']);
    const value = String(options['value']);
    const set = mapsAt(pod.spec, 'dnsConfig', 'options').some(([, entry]) => textAt(entry, 'name') === option && textAt(entry, 'value') === value);
    if (set) return;
    const path = child(pod.path, isSet(pod.spec, 'dnsConfig') ? 'dnsConfig' : isSet(pod.spec, 'dnsPolicy') ? 'dnsPolicy' : 'dnsConfig');
    report({ path, messageId: 'unset', data: { kind: object.kind, name: object.name, option, value } });
  },
});
