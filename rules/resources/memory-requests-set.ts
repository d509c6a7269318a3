import { defineRequiredAmountRule } from '../../src/lint/required-amount-rule.ts';

export default defineRequiredAmountRule({
  id: 'memory-requests-set',
  category: 'resources',
  severity: 'warning',
  summary: 'Containers request memory.',
  why: 'The scheduler places a pod by its requests, and a node that runs out of memory evicts first the pods that use more than they asked for.',
  fix: 'Set resources.requests.memory to what the container uses on an ordinary day.',
  sources: ['kube-score:container-resources', 'polaris:memoryRequestsMissing', 'kubesec:RequestsMemory', 'trivy:KSV-0016', 'checkov:CKV_K8S_12'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-score', 'polaris'],
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
          memory: 128Mi
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
        requests: # want missing
          cpu: 100m
`,
      },
    ],
  },
  amount: { list: 'requests', resource: 'memory' },
});
