import { numberAt } from '../../src/lint/fields.ts';
import { amountOfPodsAt, podsOf } from '../../src/lint/model/amount-of-pods.ts';
import { podSelectorOf } from '../../src/lint/model/lint-model.ts';
import type { LintModel } from '../../src/lint/model/lint-model.ts';
import type { LintObject } from '../../src/lint/model/lint-object.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'pdb-allows-disruption',
  category: 'reliability',
  severity: 'error',
  summary: 'A PodDisruptionBudget lets pods be evicted.',
  why: 'A budget that allows no eviction blocks every drain: updates of nodes hang until somebody deletes it by hand.',
  fix: 'Set maxUnavailable to 1 or more, or minAvailable below the number of pods.',
  sources: ['kube-linter:pdb-max-unavailable', 'kube-linter:pdb-min-available', 'polaris:pdbDisruptionsIsZero'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'minimal', 'kube-linter', 'polaris'],
  messages: {
    none: 'PodDisruptionBudget "{name}" has {field} {value}, which never lets a pod be evicted and blocks every drain: {advice}',
    all: 'PodDisruptionBudget "{name}" keeps {needed} of the {replicas} pods of {workload}, so none may be evicted and every drain is blocked: keep fewer, or run more',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: web } }
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 0 # want none
  selector: { matchLabels: { app: web } }
`,
      },
      {
        yaml: `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: 2 # want all
  selector: { matchLabels: { app: web } }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } } }
`,
      },
    ],
  },
  target: ['PodDisruptionBudget'],
  check: ({ object, model, report }) => {
    const { name } = object;
    const max = amountOfPodsAt(object.value, 'spec', 'maxUnavailable');
    const min = amountOfPodsAt(object.value, 'spec', 'minAvailable');
    if (max?.value === 0) {
      const value = max.percent ? '0%' : '0';
      report({ path: 'spec.maxUnavailable', messageId: 'none', data: { name, field: 'maxUnavailable', value, advice: 'set it to 1 or more' } });
    }
    if (min === undefined) return;
    if (min.percent && min.value >= 100) {
      report({ path: 'spec.minAvailable', messageId: 'none', data: { name, field: 'minAvailable', value: `${min.value}%`, advice: 'set it below 100%' } });
      return;
    }
    const selector = podSelectorOf(object, 'PodDisruptionBudget');
    if (selector === undefined) return;
    for (const workload of model.podsMatching(object.namespace, selector)) {
      const replicas = fewestPods(workload, model);
      if (replicas === undefined || replicas === 0) continue;
      const needed = podsOf(min, replicas, 'up');
      if (needed < replicas) continue;
      report({ path: 'spec.minAvailable', messageId: 'all', data: { name, needed, replicas, workload: `${workload.kind} "${workload.name}"` } });
      return;
    }
  },
});

/** How many pods a workload has at its quietest; undefined when it has no count of its own, or one that is open. */
function fewestPods(workload: LintObject, model: LintModel): number | undefined {
  const minima = model.autoscalersOf(workload).map((scaler) => numberAt(scaler.value, 'spec', 'minReplicas') ?? numberAt(scaler.value, 'spec', 'minReplicaCount') ?? 1);
  return minima.length > 0 ? Math.max(...minima) : workload.pod?.replicas;
}
