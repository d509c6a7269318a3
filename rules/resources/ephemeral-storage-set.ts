import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { amountOf } from '../../src/lint/model/resources.ts';

export default definePodRule({
  id: 'ephemeral-storage-set',
  category: 'resources',
  severity: 'info',
  summary: 'Containers request and limit ephemeral storage.',
  why: "A container that fills its node's disk with logs or temporary files has all pods of the node evicted.",
  fix: 'Set ephemeral-storage in requests and limits.',
  sources: ['kube-score:container-ephemeral-storage-request-and-limit'],
  since: '0.1.0',
  presets: ['strict', 'kube-score'],
  messages: {
    missing: '{container} has no ephemeral-storage {list}: set it in resources.{list}',
    empty: 'the pod has no containers, so nothing bounds its ephemeral storage: add them with requests and limits',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example/web:1.2.3
      resources:
        requests:
          ephemeral-storage: 100Mi
        limits:
          ephemeral-storage: 1Gi
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example/web:1.2.3
      resources:
        requests:
          ephemeral-storage: 100Mi
        limits: # want missing
          memory: 1Gi
`,
      },
    ],
  },
  checkPod: (pod, { report }) => {
    const containers = pod.containers.filter(({ role }) => role !== 'ephemeral');
    if (containers.length === 0) report({ path: child(pod.path, 'containers'), messageId: 'empty' });
    for (const container of containers) {
      for (const list of ['requests', 'limits'] as const) {
        const amount = amountOf(container, list, 'ephemeral-storage');
        if (amount !== undefined && amount.nanos !== 0n) continue;
        report({ path: child(container.path, `resources.${list}.ephemeral-storage`), messageId: 'missing', container: container.name, data: { container: container.label, list } });
      }
    }
  },
});
