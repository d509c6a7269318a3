import { booleanAt, textsAt } from '../../src/lint/fields.ts';
import { labelSelectorAt } from '../../src/lint/model/selector.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'servicemonitor-selects-service',
  category: 'reference',
  severity: 'info',
  summary: 'A ServiceMonitor selects a Service.',
  why: 'Without a Service nothing is scraped, and the dashboards stay empty.',
  fix: 'Make selector match the labels of the Service, and namespaceSelector its namespace.',
  sources: ['kube-linter:dangling-servicemonitor'],
  since: '0.1.0',
  presets: ['recommended', 'strict'],
  messages: {
    none: 'ServiceMonitor "{name}" selects no Service of the input: correct selector or namespaceSelector',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
  labels: { app: web }
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: web
  namespace: shop
spec:
  selector: { matchLabels: { app: web } }
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: web
  namespace: shop
spec:
  selector: # want none
    matchLabels: { app: web }
`,
      },
    ],
  },
  target: ['ServiceMonitor'],
  check: ({ object, model, report }) => {
    const selector = labelSelectorAt(object.value, 'spec', 'selector') ?? { matchLabels: {}, matchExpressions: [] };
    const named = textsAt(object.value, 'spec', 'namespaceSelector', 'matchNames');
    const anywhere = booleanAt(object.value, 'spec', 'namespaceSelector', 'any') === true;
    const namespaces = anywhere ? new Set(model.ofKind('Service').map((service) => service.namespace)) : new Set(named.length > 0 ? named : [object.namespace]);
    for (const namespace of namespaces) if (model.hasService(namespace, selector)) return;
    report({ path: 'spec.selector', messageId: 'none', data: { name: object.name } });
  },
});
