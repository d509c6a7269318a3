import { textAt } from '../../src/lint/fields.ts';
import { podSelectorOf } from '../../src/lint/model/lint-model.ts';
import type { LintModel } from '../../src/lint/model/lint-model.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'service-selects-pod',
  category: 'reference',
  severity: 'warning',
  severities: { noPod: 'warning', noEndpoints: 'info' },
  summary: 'The selector of a Service matches a pod in its namespace.',
  why: 'A Service without pods has no endpoints: connections to it are refused, and nothing says so when it is applied. Most often a label was renamed on one side only.',
  fix: 'Make spec.selector equal to labels of the pod template, in the same namespace. If the pods are deployed elsewhere, declare or ignore it with that reason.',
  sources: ['kube-linter:dangling-service', 'kube-score:service-targets-pod'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-linter', 'kube-score'],
  messages: {
    noPod: 'Service "{name}" selects no pod in namespace "{namespace}": no pod template there has the labels {selector}',
    noEndpoints: 'Service "{name}" has no selector, and no EndpointSlice or Endpoints of that name is in the input: give it one of them',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: web
spec:
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
      {
        yaml: `apiVersion: v1
kind: Service
metadata:
  name: docs
spec:
  type: ExternalName
  externalName: docs.example.com
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: # want noPod
    app: web
  ports:
    - port: 80
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: shop
spec:
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
      {
        yaml: `apiVersion: v1
kind: Service
metadata:
  name: database
spec: # want noEndpoints
  ports:
    - port: 5432
`,
      },
    ],
  },
  target: ['Service'],
  check: ({ object, model, report }) => {
    const { name, namespace } = object;
    if (textAt(object.value, 'spec', 'type') === 'ExternalName') return;
    const selector = podSelectorOf(object, 'Service');
    if (selector === undefined) {
      const served = model.exists('Endpoints', namespace, name) || slicedServices(model).has(`${namespace}/${name}`);
      // The API server keeps the endpoints of its own Service.
      if (!served && name !== 'kubernetes') report({ path: 'spec.selector', messageId: 'noEndpoints', data: { name } });
      return;
    }
    // The control plane's own pods (DNS, proxy, static pods) are in no manifest.
    if (namespace === 'kube-system' || model.hasPod(namespace, selector)) return;
    const pairs = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
    report({ path: 'spec.selector', messageId: 'noPod', data: { name, namespace, selector: pairs.join(', ') } });
  },
});

const SLICED = Symbol('services with endpoint slices');

/** The Services that an EndpointSlice of the input belongs to. */
function slicedServices(model: LintModel): ReadonlySet<string> {
  return model.shared(SLICED, () => new Set(model.ofKind('EndpointSlice').map((slice) => `${slice.namespace}/${slice.labels['kubernetes.io/service-name'] ?? ''}`)));
}
