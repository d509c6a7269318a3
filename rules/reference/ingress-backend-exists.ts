import { backendsOf } from '../../src/lint/model/backends.ts';
import { servicePortsOf } from '../../src/lint/model/service-ports.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
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
  messages: {
    service: 'Service "{service}" is not in namespace "{namespace}" of the input: correct the backend, or declare it as external',
    port: 'Service "{service}" has no port {port}: use one of {ports}',
  },
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
  check: ({ object, model, report }) => {
    for (const { service, namespace, port, path, portPath } of backendsOf(object)) {
      const found = model.find('Service', namespace, service);
      if (found === undefined) {
        if (!model.isExternal('Service', namespace, service)) report({ path, messageId: 'service', data: { service, namespace } });
        continue;
      }
      const ports = servicePortsOf(found);
      // The AWS load balancer controller takes such a port from an annotation.
      if (port === undefined || port === 'use-annotation' || ports.some((known) => (typeof port === 'string' ? known.name === port : known.port === port))) continue;
      const known = ports.map((entry) => (entry.name === '' ? `${entry.port ?? '?'}` : `${entry.port ?? '?'} (${entry.name})`)).join(', ') || 'none that it has';
      report({ path: portPath, messageId: 'port', data: { service, port, ports: known } });
    }
  },
});
