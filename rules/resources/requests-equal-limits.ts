import { formatQuantity } from '../../src/api/quantity.ts';
import type { Quantity } from '../../src/api/quantity.ts';
import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { setField } from '../../src/lint/fix/fix-action.ts';
import { amountOf } from '../../src/lint/model/resources.ts';

export default defineContainerRule({
  id: 'requests-equal-limits',
  category: 'resources',
  severity: 'info',
  summary: 'Requests equal limits.',
  why: 'Only pods whose requests equal their limits are of the class Guaranteed: they are evicted last, and may get CPUs of their own.',
  fix: 'Set requests and limits to the same amounts.',
  sources: [
    'kube-score:container-resource-requests-equal-limits',
    'kube-score:container-cpu-requests-equal-limits',
    'kube-score:container-memory-requests-equal-limits',
    'kube-score:container-ephemeral-storage-request-equals-limit',
  ],
  since: '0.1.0',
  presets: ['strict'],
  fixable: 'suggestion',
  options: {
    resources: { type: 'array', items: { type: 'string' }, default: ['cpu', 'memory', 'ephemeral-storage'], description: 'The resources that are compared.' },
  },
  messages: {
    differ: '{container} requests {request} of {resource} and is limited to {limit}: set both to the same',
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
          memory: 1Gi
        limits:
          memory: 1024Mi
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
          memory: 512Mi # want differ
        limits:
          memory: 1Gi
`,
      },
    ],
  },
  roles: ['init', 'sidecar', 'regular'],
  checkContainer: (container, { options, report }) => {
    for (const resource of options['resources'] as readonly string[]) {
      const request = amountOf(container, 'requests', resource);
      const limit = amountOf(container, 'limits', resource);
      if ((request?.nanos ?? 0n) === (limit?.nanos ?? 0n)) continue;
      // Few set both for storage, where only two different amounts are worth a word.
      if (resource === 'ephemeral-storage' && (request === undefined || limit === undefined)) continue;
      const shown = (amount: Quantity | undefined): string => (amount === undefined ? 'nothing' : formatQuantity(amount));
      const path = child(container.path, `resources.requests.${resource}`);
      const fix = limit === undefined ? {} : { fix: setField(path, formatQuantity(limit), 'request the limit', false) };
      report({ path, messageId: 'differ', data: { resource, request: shown(request), limit: shown(limit) }, ...fix });
    }
  },
});
