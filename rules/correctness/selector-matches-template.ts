import { matchesLabelSelector } from '../../src/api/label-selector.ts';
import type { LabelSelector } from '../../src/api/types/meta-v1.ts';
import { isEmptySelector, labelSelectorAt, pairSelectorAt } from '../../src/lint/model/selector.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'selector-matches-template',
  category: 'correctness',
  severity: 'error',
  summary: 'The selector of a workload matches the labels of its own pod template.',
  why: 'The API server refuses a workload whose selector does not match its template; a controller with such a selector would create pods for ever and never find them.',
  fix: 'Make spec.selector a subset of spec.template.metadata.labels. The selector of an existing workload cannot be changed, so change the labels of the template.',
  sources: [
    'kube-linter:mismatching-selector',
    'kube-score:deployment-pod-selector-labels-match-template-metadata-labels',
    'kube-score:statefulset-pod-selector-labels-match-template-metadata-labels',
  ],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'minimal', 'kube-linter', 'kube-score'],
  messages: {
    missing: '{kind} "{name}" has no selector, so it can find none of its pods: add spec.selector with the labels of the pod template',
    mismatch: "selector {selector} does not match the template's labels {labels}: make it a subset of them",
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
        tier: front
    spec:
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
  selector: # want mismatch
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: shop
    spec:
      containers:
        - name: web
          image: registry.example/web:1.2.3
`,
      },
      {
        yaml: `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec: # want missing
  template:
    metadata:
      labels:
        app: db
    spec:
      containers:
        - name: db
          image: registry.example/db:16
`,
      },
    ],
  },
  target: ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'ReplicationController', 'DeploymentConfig', 'Rollout'],
  check: ({ object, report }) => {
    if (object.pod === undefined) return;
    const pairs = SELECTS_BY_PAIRS.has(object.kindKey);
    const path = object.kindKey === 'CronJob' ? 'spec.jobTemplate.spec.selector' : 'spec.selector';
    const selector = pairs ? pairSelectorAt(object.value, ...path.split('.')) : labelSelectorAt(object.value, ...path.split('.'));
    if (selector === undefined || isEmptySelector(selector)) {
      // The selector of Jobs is generated; that of the kinds without one of their own is filled in from the template's labels.
      if (!GENERATED.has(object.kindKey)) report({ path, messageId: 'missing', data: { kind: object.kind, name: object.name } });
      return;
    }
    if (!matchesLabelSelector(selector, object.pod.labels)) {
      report({ path, messageId: 'mismatch', data: { selector: describe(selector), labels: describe({ matchLabels: object.pod.labels }) } });
    }
  },
});

const SELECTS_BY_PAIRS: ReadonlySet<string> = new Set(['ReplicationController', 'DeploymentConfig']);
const GENERATED: ReadonlySet<string> = new Set(['Job', 'CronJob', 'ReplicationController', 'DeploymentConfig', 'Rollout']);

function describe(selector: LabelSelector): string {
  const pairs = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const expressions = (selector.matchExpressions ?? []).map(({ key = '', operator = '', values = [] }) => `${key} ${operator} (${values.join(', ')})`);
  return `{${[...pairs, ...expressions].join(', ')}}`;
}
