import { backendsOf } from '../../src/lint/model/backends.ts';
import { servicePortsOf } from '../../src/lint/model/service-ports.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
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
  check: ({ object, model, report }) => {
    for (const { service, namespace, port, path, portPath } of backendsOf(object)) {
      // Custom resources without their definition name no namespace until they are applied.
      const home = namespace === '' ? 'default' : namespace;
      const found = model.find('Service', home, service);
      if (found === undefined) {
        if (!model.isExternal('Service', home, service)) report({ path, messageId: 'service', data: { service, namespace: home } });
        continue;
      }
      const ports = servicePortsOf(found).map((entry) => entry.port);
      if (typeof port === 'number' && !ports.includes(port)) report({ path: portPath, messageId: 'port', data: { service, port, ports: ports.join(', ') } });
    }
  },
});
