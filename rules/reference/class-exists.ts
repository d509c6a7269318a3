import { child } from '../../src/diag/field-path.ts';
import type { FieldPath } from '../../src/diag/field-path.ts';
import { mapsAt, textAt } from '../../src/lint/fields.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'class-exists',
  category: 'reference',
  severity: 'info',
  summary: 'The priority, runtime, storage and ingress classes that are named exist.',
  why: 'A pod of an unknown priority or runtime class is refused, a claim of an unknown storage class waits for ever, an Ingress of an unknown class is served by nobody.',
  fix: 'Correct the name, or add the class. It is checked only for kinds of classes of which the input defines at least one.',
  sources: [],
  since: '0.1.0',
  presets: ['recommended', 'strict'],
  messages: {
    missing: '{kind} "{name}" is not in the input, which defines {known}: correct the name, or declare it as external',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: business
value: 1000
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  priorityClassName: business
  containers: []
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: business
value: 1000
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  priorityClassName: busines # want missing
  containers: []
`,
      },
    ],
  },
  target: ['pod', 'PersistentVolumeClaim', 'Ingress', 'StatefulSet'],
  check: ({ object, model, report }) => {
    const judge = (kind: string, name: string | undefined, path: FieldPath): void => {
      if (name === undefined || name === '' || name.startsWith('system-')) return;
      const known = model.ofKind(kind);
      if (known.length === 0 || model.exists(kind, '', name)) return;
      report({ path, messageId: 'missing', data: { kind, name, known: known.slice(0, 5).map((entry) => entry.name).join(', ') } });
    };
    const { pod, value } = object;
    if (pod !== undefined) {
      judge('PriorityClass', textAt(pod.spec, 'priorityClassName'), child(pod.path, 'priorityClassName'));
      judge('RuntimeClass', textAt(pod.spec, 'runtimeClassName'), child(pod.path, 'runtimeClassName'));
    }
    if (object.kindKey === 'PersistentVolumeClaim') judge('StorageClass', textAt(value, 'spec', 'storageClassName'), 'spec.storageClassName');
    if (object.kindKey === 'Ingress') judge('IngressClass', textAt(value, 'spec', 'ingressClassName'), 'spec.ingressClassName');
    if (object.kindKey !== 'StatefulSet') return;
    for (const [index, template] of mapsAt(value, 'spec', 'volumeClaimTemplates')) {
      judge('StorageClass', textAt(template, 'spec', 'storageClassName'), `spec.volumeClaimTemplates[${index}].spec.storageClassName`);
    }
  },
});
