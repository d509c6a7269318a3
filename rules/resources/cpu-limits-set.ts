import { defineRequiredAmountRule } from '../../src/lint/required-amount-rule.ts';

export default defineRequiredAmountRule({
  id: 'cpu-limits-set',
  category: 'resources',
  severity: 'info',
  summary: 'Containers have a CPU limit.',
  why: 'A limit keeps a busy container from crowding out its neighbours. It is contested: requests already share CPU fairly, and a limit throttles even on an idle node.',
  fix: 'Set resources.limits.cpu where fair shares are not enough (batch work beside services, or billing by use).',
  sources: ['kube-score:container-resources', 'polaris:cpuLimitsMissing', 'kubesec:LimitsCPU', 'trivy:KSV-0011', 'checkov:CKV_K8S_11'],
  since: '0.1.0',
  presets: ['kube-score', 'polaris'],
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
          cpu: '1'
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
          cpu: 100m
`,
      },
    ],
  },
  amount: { list: 'limits', resource: 'cpu' },
});
