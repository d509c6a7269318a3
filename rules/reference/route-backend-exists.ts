import { defineBackendRule } from '../../src/lint/backend-rule.ts';

export default defineBackendRule({
  id: 'route-backend-exists',
  category: 'reference',
  severity: 'warning',
  severities: { port: 'error' },
  summary: 'The Services and ports that a Gateway route sends traffic to exist.',
  why: 'A route to a missing backend answers with status 500.',
  fix: 'Correct the name or the port, or add the Service. If it is deployed elsewhere, declare it in the configuration under external.',
  sources: [],
  since: '0.1.0',
  presets: ['recommended', 'strict'],
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - port: 80
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: web
spec:
  rules:
    - backendRefs:
        - { name: web, port: 80 }
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: web
spec:
  rules:
    - backendRefs:
        - name: web # want service
          port: 80
`,
      },
    ],
  },
  target: ['HTTPRoute', 'GRPCRoute', 'gateway.networking.k8s.io/TLSRoute', 'gateway.networking.k8s.io/TCPRoute', 'gateway.networking.k8s.io/UDPRoute'],
});
