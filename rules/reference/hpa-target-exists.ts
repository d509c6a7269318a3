import { scaleTargetOf } from '../../src/lint/model/scale-target.ts';
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
    const { apiVersion, kind, kindKey, name } = scaleTargetOf(object);
    const described = `${kind} "${name}"`;
    const path = 'spec.scaleTargetRef';
    if (model.exists(kindKey, object.namespace, name)) return;
    const other = model.findOfAnyGroup(kind, object.namespace, name);
    const data = { name: object.name, target: described };
    if (other === undefined) report({ path, messageId: 'missing', data });
    else report({ path: `${path}.apiVersion`, messageId: 'version', data: { ...data, apiVersion: apiVersion === '' ? 'none' : apiVersion, group: other.apiVersion } });
  },
});
