import { matchesLabelSelector } from '../../src/api/label-selector.ts';
import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { isSet, mapsAt, numberAt, textAt } from '../../src/lint/fields.ts';
import { labelSelectorAt } from '../../src/lint/model/selector.ts';

export default definePodRule({
  id: 'topology-spread-valid',
  category: 'correctness',
  severity: 'error',
  severities: { selector: 'warning', notOwn: 'warning' },
  summary: 'Topology spread constraints say what the scheduler needs.',
  why: 'A constraint without a selector counts no pods and so spreads nothing; other gaps are refused by the API server.',
  fix: 'Give each constraint maxSkew, topologyKey, whenUnsatisfiable and a labelSelector that matches the pods.',
  sources: ['kube-score:pod-topology-spread-constraints'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'minimal', 'kube-score'],
  messages: {
    selector: 'constraint {index} has no labelSelector, so it counts no pods and spreads nothing: select the pods',
    notOwn: 'constraint {index} selects other pods than these, so it does not spread them: select their labels',
    field: '{field} of constraint {index} is {value}: use {expected}',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              app: web
      containers:
        - name: web
          image: registry.example/web:1.2.3
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
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      topologySpreadConstraints:
        - maxSkew: 0 # want field
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: Maybe # want field
          labelSelector:
            matchLabels:
              app: web
        - maxSkew: 1 # want selector
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: DoNotSchedule
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: DoNotSchedule
          labelSelector: # want notOwn
            matchLabels:
              app: shop
      containers:
        - name: web
          image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkPod: (pod, { report }) => {
    for (const [index, constraint] of mapsAt(pod.spec, 'topologySpreadConstraints')) {
      const path = `${pod.path}.topologySpreadConstraints[${index}]`;
      const bad = (field: string, expected: string): void => {
        report({ path: child(path, field), messageId: 'field', data: { index, field, expected, value: isSet(constraint, field) ? JSON.stringify(constraint[field]) : 'not set' } });
      };
      if ((numberAt(constraint, 'maxSkew') ?? 0) < 1) bad('maxSkew', 'a number above 0');
      if ((textAt(constraint, 'topologyKey') ?? '') === '') bad('topologyKey', 'the label of nodes to spread over');
      if (!WHEN.includes(textAt(constraint, 'whenUnsatisfiable') ?? '')) bad('whenUnsatisfiable', WHEN.join(' or '));
      if (numberAt(constraint, 'minDomains') === 0) bad('minDomains', 'a number above 0');
      const selector = labelSelectorAt(constraint, 'labelSelector');
      if (selector === undefined) report({ path: child(path, 'labelSelector'), messageId: 'selector', data: { index } });
      else if (!matchesLabelSelector(selector, pod.labels)) report({ path: child(path, 'labelSelector'), messageId: 'notOwn', data: { index } });
    }
  },
});

const WHEN: readonly string[] = ['DoNotSchedule', 'ScheduleAnyway'];
