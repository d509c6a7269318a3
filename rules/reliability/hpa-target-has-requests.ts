import type { FieldPath } from '../../src/diag/field-path.ts';
import { isSet, mapAt, mapsAt, textAt } from '../../src/lint/fields.ts';
import type { LintObject } from '../../src/lint/model/lint-object.ts';
import { effectiveAmount, podAmount } from '../../src/lint/model/resources.ts';
import { scaledWorkloadOf } from '../../src/lint/model/scale-target.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'hpa-target-has-requests',
  category: 'reliability',
  severity: 'warning',
  summary: 'The target of an autoscaler requests what it is scaled by.',
  why: 'Utilization is measured in percent of the request: without one in every container the autoscaler cannot compute it and does nothing.',
  fix: 'Set the request in every container of the target, or scale by an absolute value.',
  sources: [],
  since: '0.1.0',
  presets: ['recommended', 'strict'],
  messages: {
    unset: 'HorizontalPodAutoscaler "{name}" scales by the utilization of {resource}, but {containers} of {target} request none: set the request',
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
  metrics:
    - type: Resource
      resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } }
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
          resources: { requests: { cpu: 100m } }
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
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 2
  maxReplicas: 5
  metrics:
    - type: Resource
      resource: # want unset
        name: cpu
        target: { type: Utilization, averageUtilization: 60 }
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
`,
      },
    ],
  },
  target: ['HorizontalPodAutoscaler'],
  check: ({ object, model, report }) => {
    const target = scaledWorkloadOf(object, model);
    if (target === undefined) return;
    const { pod } = target;
    for (const { resource, container, path } of utilizationMetrics(object)) {
      if (podAmount(pod, 'requests', resource) !== undefined) continue;
      const without = pod.containers.filter(({ role, name }) => (role === 'regular' || role === 'sidecar') && (container === undefined || container === name)).filter((view) => effectiveAmount(view, 'requests', resource) === undefined);
      if (without.length === 0) continue;
      report({ path, messageId: 'unset', data: { name: object.name, resource, containers: without.map((view) => view.label).join(', '), target: `${target.kind} "${target.name}"` } });
    }
  },
});

interface UtilizationMetric {
  readonly resource: string;
  /** The one container that is measured; undefined for the whole pod. */
  readonly container: string | undefined;
  readonly path: FieldPath;
}

/** The resources by whose share of the request an autoscaler scales; without metrics it is the CPU (pkg/apis/autoscaling/v2/defaults.go). */
function utilizationMetrics(scaler: LintObject): UtilizationMetric[] {
  const metrics = mapsAt(scaler.value, 'spec', 'metrics');
  if (metrics.length === 0) return [{ resource: 'cpu', container: undefined, path: 'spec.metrics' }];
  return metrics.flatMap(([index, metric]) =>
    (['resource', 'containerResource'] as const).flatMap((field) => {
      const source = mapAt(metric, field);
      const share = isSet(source, 'target', 'averageUtilization') || isSet(source, 'targetAverageUtilization');
      return source === undefined || !share ? [] : [{ resource: textAt(source, 'name') ?? '', container: textAt(source, 'container'), path: `spec.metrics[${index}].${field}` }];
    }),
  );
}
