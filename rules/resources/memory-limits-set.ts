import { defineRequiredAmountRule } from '../../src/lint/required-amount-rule.ts';

export default defineRequiredAmountRule({
  id: 'memory-limits-set',
  category: 'resources',
  severity: 'warning',
  summary: 'Containers have a memory limit.',
  why: 'A container without a limit that leaks takes the memory of its whole node, and the kernel then kills whatever it finds.',
  fix: 'Set resources.limits.memory above what the container needs at its peak.',
  sources: [
    'kube-linter:unset-memory-requirements',
    'kube-score:container-resources',
    'polaris:memoryLimitsMissing',
    'kubesec:LimitsMemory',
    'trivy:KSV-0018',
    'checkov:CKV_K8S_13',
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
        limits:
          memory: 256Mi
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
      resources: # want missing
        requests:
          memory: 128Mi
`,
      },
    ],
  },
  amount: { list: 'limits', resource: 'memory' },
});
