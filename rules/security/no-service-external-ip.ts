import { at } from '../../src/diag/field-path.ts';
import { listAt } from '../../src/lint/fields.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'no-service-external-ip',
  category: 'security',
  severity: 'warning',
  summary: 'Services claim no external addresses.',
  why: 'Whoever may write externalIPs can take over traffic to any address, also to those of others (CVE-2020-8554).',
  fix: 'Use a load balancer, an Ingress or a Gateway.',
  sources: ['trivy:KSV-0108'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security'],
  messages: {
    claimed: 'Service "{name}" claims the address {address}, by which traffic of others can be taken over: use a load balancer, Ingress or Gateway',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  externalIPs:
    - 203.0.113.7 # want claimed
`,
      },
    ],
  },
  target: ['Service'],
  check: ({ object, report }) => {
    listAt(object.value, 'spec', 'externalIPs').forEach((address, index) => {
      report({ path: at('spec.externalIPs', index), messageId: 'claimed', data: { name: object.name, address: String(address) } });
    });
  },
});
