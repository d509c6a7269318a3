import { defineBackendRule } from '../../src/lint/backend-rule.ts';

export default defineBackendRule({
  id: 'ingress-backend-exists',
  category: 'reference',
  severity: 'warning',
  severities: { port: 'error' },
  summary: 'The Services and ports that an Ingress sends traffic to exist.',
  why: 'An Ingress whose backend is missing answers with an error page, and nothing says so when it is applied.',
  fix: 'Correct the name or the port of the backend, or add the Service in the same namespace. If it is deployed elsewhere, declare it in the configuration under external.',
  sources: ['kube-linter:dangling-ingress', 'kube-score:ingress-targets-service'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-score'],
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - { name: http, port: 80 }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  defaultBackend:
    service: { name: web, port: { name: http } }
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
  ports:
    - { name: http, port: 80 }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  rules:
    - http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port: # want port
                  number: 8080
          - path: /shop
            pathType: Prefix
            backend:
              service:
                name: shop # want service
                port:
                  number: 80
`,
      },
    ],
  },
  target: ['Ingress'],
  // The AWS load balancer controller takes such a port from an annotation.
  allowsPort: (port) => port === 'use-annotation',
});
