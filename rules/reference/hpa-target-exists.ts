import { parseApiVersion } from '../../src/api/gvk.ts';
import { mapAt, textAt } from '../../src/lint/fields.ts';
import { kindKeyOf } from '../../src/lint/model/kinds.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'hpa-target-exists',
  category: 'reference',
  severity: 'warning',
  summary: 'What an autoscaler scales is in the input.',
  why: 'An autoscaler whose target does not exist does nothing, and says so only in its status.',
  fix: 'Correct scaleTargetRef, also its apiVersion and the namespace. If the target is deployed elsewhere, declare it in the configuration under external.',
  sources: ['kube-linter:dangling-horizontalpodautoscaler', 'kube-score:horizontalpodautoscaler-has-target'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-score'],
  messages: {
    missing: 'HorizontalPodAutoscaler "{name}" scales {target}, which is not in the input: correct scaleTargetRef, or declare it as external',
    version: 'HorizontalPodAutoscaler "{name}" names {target} with apiVersion {apiVersion}, but it is of {group}: correct it',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 2
  maxReplicas: 5
---
apiVersion: apps/v1
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
        yaml: `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: # want missing
    apiVersion: apps/v1
    kind: Deployment
    name: web
  minReplicas: 2
  maxReplicas: 5
`,
      },
    ],
  },
  target: ['HorizontalPodAutoscaler'],
  check: ({ object, model, report }) => {
    const target = mapAt(object.value, 'spec', 'scaleTargetRef');
    const kind = textAt(target, 'kind') ?? '';
    const name = textAt(target, 'name') ?? '';
    const { group } = parseApiVersion(textAt(target, 'apiVersion') ?? '');
    const described = `${kind} "${name}"`;
    const path = 'spec.scaleTargetRef';
    if (model.exists(kindKeyOf(group, kind), object.namespace, name)) return;
    const other = model.findOfAnyGroup(kind, object.namespace, name);
    const data = { name: object.name, target: described };
    if (other === undefined) report({ path, messageId: 'missing', data });
    else report({ path: `${path}.apiVersion`, messageId: 'version', data: { ...data, apiVersion: textAt(target, 'apiVersion') ?? 'none', group: other.apiVersion } });
  },
});
