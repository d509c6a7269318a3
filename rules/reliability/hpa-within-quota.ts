import { addQuantities, formatQuantity, parseQuantity } from '../../src/api/quantity.ts';
import type { Quantity } from '../../src/api/quantity.ts';
import { isSet, mapAt, numberAt, quantityAt } from '../../src/lint/fields.ts';
import type { PodView } from '../../src/lint/model/pod-view.ts';
import { effectiveAmount, podAmount } from '../../src/lint/model/resources.ts';
import type { ResourceList } from '../../src/lint/model/resources.ts';
import { scaledWorkloadOf } from '../../src/lint/model/scale-target.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'hpa-within-quota',
  category: 'reliability',
  severity: 'warning',
  summary: 'The quota of the namespace holds what an autoscaler may ask for.',
  why: 'Pods beyond the quota are refused: under the highest load the autoscaler wants more and gets none, and says so only in events.',
  fix: 'Raise the quota, lower maxReplicas, or request less.',
  sources: [],
  since: '0.1.0',
  presets: ['recommended', 'strict'],
  messages: {
    beyond: '{max} pods of {target} need {needed} of {resource}, but ResourceQuota "{quota}" allows {hard}: raise the quota or lower maxReplicas',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: ResourceQuota
metadata:
  name: shop
spec:
  hard: { pods: '20' }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  maxReplicas: 5
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [] } }
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: ResourceQuota
metadata:
  name: shop
spec:
  hard: { requests.cpu: '2' }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  maxReplicas: 5 # want beyond
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: registry.example/web:1.2.3
          resources: { requests: { cpu: 500m } }
`,
      },
    ],
  },
  target: ['HorizontalPodAutoscaler'],
  check: ({ object, model, report }) => {
    const target = scaledWorkloadOf(object, model);
    const max = numberAt(object.value, 'spec', 'maxReplicas');
    if (target === undefined || max === undefined || !Number.isInteger(max)) return;
    for (const quota of model.ofKind('ResourceQuota')) {
      // Quotas with scopes count only some of the pods.
      if (quota.namespace !== object.namespace || isSet(quota.value, 'spec', 'scopes') || isSet(quota.value, 'spec', 'scopeSelector')) continue;
      for (const resource of Object.keys(mapAt(quota.value, 'spec', 'hard') ?? {})) {
        const hard = parseQuantity(quantityAt(quota.value, 'spec', 'hard', resource) ?? '');
        const each = needOfPod(target.pod, resource);
        if (hard === undefined || each === undefined || each.nanos * BigInt(max) <= hard.nanos) continue;
        const needed = formatQuantity({ ...each, nanos: each.nanos * BigInt(max) });
        report({ path: 'spec.maxReplicas', messageId: 'beyond', data: { max, target: `${target.kind} "${target.name}"`, needed, resource, quota: quota.name, hard: formatQuantity(hard) } });
      }
    }
  },
});

/** What one pod counts for under a name of a quota; undefined for names that are not about pods. */
function needOfPod(pod: PodView, counted: string): Quantity | undefined {
  if (counted === 'pods' || counted === 'count/pods') return parseQuantity(1);
  const match = /^(?:(requests|limits)\.)?(cpu|memory)$/.exec(counted);
  if (match === null) return undefined;
  const list: ResourceList = match[1] === 'limits' ? 'limits' : 'requests';
  const resource = match[2] ?? '';
  const whole = podAmount(pod, list, resource);
  if (whole !== undefined) return whole;
  return pod.containers
    .filter(({ role }) => role === 'regular' || role === 'sidecar')
    .map((container) => effectiveAmount(container, list, resource))
    .reduce<Quantity | undefined>((sum, amount) => (amount === undefined ? sum : sum === undefined ? amount : addQuantities(sum, amount)), undefined);
}
