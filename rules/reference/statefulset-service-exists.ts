import { matchesLabelSelector } from '../../src/api/label-selector.ts';
import { textAt } from '../../src/lint/fields.ts';
import { podSelectorOf } from '../../src/lint/model/lint-model.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'statefulset-service-exists',
  category: 'reference',
  severity: 'warning',
  severities: { unset: 'info' },
  summary: 'The Service of a StatefulSet exists and is headless.',
  why: 'The pods of a StatefulSet get their stable names (web-0.web) from a headless Service; without it they cannot find one another.',
  fix: 'Add a Service with clusterIP None whose name is spec.serviceName and whose selector matches the pods.',
  sources: ['kube-score:statefulset-has-servicename'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-score'],
  messages: {
    unset: 'StatefulSet "{name}" names no serviceName, so its pods have no names in DNS: add a headless Service and name it',
    missing: 'Service "{service}", which StatefulSet "{name}" names, is not in the input: add it, or declare it as external',
    notHeadless: 'Service "{service}" of StatefulSet "{name}" is not headless, so its pods get no names of their own: set clusterIP to None',
    otherPods: 'Service "{service}" does not select the pods of StatefulSet "{name}": make its selector match their labels',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Service
metadata:
  name: db
spec:
  clusterIP: None
  selector: { app: db }
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  template: { metadata: { labels: { app: db } } }
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db # want missing
  selector: { matchLabels: { app: db } }
  template: { metadata: { labels: { app: db } } }
`,
      },
    ],
  },
  target: ['StatefulSet'],
  check: ({ object, model, report }) => {
    const { name, namespace } = object;
    const service = textAt(object.value, 'spec', 'serviceName') ?? '';
    const path = 'spec.serviceName';
    if (service === '') {
      report({ path, messageId: 'unset', data: { name } });
      return;
    }
    const found = model.find('Service', namespace, service);
    const data = { name, service };
    if (found === undefined) {
      if (!model.isExternal('Service', namespace, service)) report({ path, messageId: 'missing', data });
      return;
    }
    if (textAt(found.value, 'spec', 'clusterIP') !== 'None') report({ path, messageId: 'notHeadless', data });
    else if (!matchesLabelSelector(podSelectorOf(found, 'Service'), object.pod?.labels)) report({ path, messageId: 'otherPods', data });
  },
});
