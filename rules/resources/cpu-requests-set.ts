import { defineRequiredAmountRule } from '../../src/lint/required-amount-rule.ts';

export default defineRequiredAmountRule({
  id: 'cpu-requests-set',
  category: 'resources',
  severity: 'warning',
  summary: 'Containers request CPU.',
  why: 'The scheduler places a pod by its requests: without one it counts as needing nothing, lands on full nodes, and gets the least CPU when they are busy. A HorizontalPodAutoscaler on CPU does nothing without it.',
  fix: 'Set resources.requests.cpu to what the container uses on an ordinary day.',
  sources: [
    'kube-linter:unset-cpu-requirements',
    'kube-score:container-resources',
    'polaris:cpuRequestsMissing',
    'kubesec:RequestsCPU',
    'trivy:KSV-0015',
    'checkov:CKV_K8S_10',
  ],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-linter', 'kube-score', 'polaris'],
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
          cpu: 100m
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
    - name: web # want missing
      image: registry.example/web:1.2.3
`,
      },
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
          cpu: 0 # want zero
`,
      },
    ],
  },
  amount: { list: 'requests', resource: 'cpu' },
});
