import { child } from '../../src/diag/field-path.ts';
import { podSelectorOf } from '../../src/lint/model/lint-model.ts';
import { portsOf } from '../../src/lint/model/probes.ts';
import type { PortView } from '../../src/lint/model/probes.ts';
import { servicePortsOf } from '../../src/lint/model/service-ports.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'service-target-port-exists',
  category: 'reference',
  severity: 'warning',
  severities: { name: 'error', number: 'info' },
  summary: 'The target ports of a Service exist in the pods that it selects.',
  why: 'A named targetPort that no container declares gives no endpoint, and a number that nothing listens on gives refused connections.',
  fix: "Correct targetPort, or name the container's port.",
  sources: [],
  since: '0.1.0',
  presets: ['recommended', 'strict'],
  messages: {
    name: 'no container of {workload} declares a port named "{port}", so Service "{name}" sends traffic nowhere: correct targetPort or name the port',
    number: 'no container of {workload} declares port {port}, the target of Service "{name}": correct targetPort, or declare the port',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: { app: web }
  ports:
    - port: 80
      targetPort: http
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: { app: web }
spec:
  containers:
    - name: web
      image: registry.example/web:1.2.3
      ports:
        - { name: http, containerPort: 8080 }
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
  selector: { app: web }
  ports:
    - port: 80
      targetPort: web # want name
    - port: 81
      targetPort: 9090 # want number
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: { app: web }
spec:
  containers:
    - name: web
      image: registry.example/web:1.2.3
      ports:
        - { name: http, containerPort: 8080 }
`,
      },
    ],
  },
  target: ['Service'],
  check: ({ object, model, report }) => {
    const selector = podSelectorOf(object, 'Service');
    if (selector === undefined) return;
    const selected = model.podsMatching(object.namespace, selector);
    // Jobs and the test pods of charts often carry the same labels, and serve nothing.
    const serving = selected.filter((workload) => workload.pod?.longRunning === true && workload.annotations['helm.sh/hook'] === undefined);
    const workloads = serving.length > 0 ? serving : selected;
    if (workloads.length === 0) return;
    const declared = workloads.map((workload) => (workload.pod?.containers ?? []).filter(({ role }) => role === 'regular' || role === 'sidecar').flatMap((container) => portsOf(container)));
    for (const { targetPort, path } of servicePortsOf(object)) {
      if (targetPort === undefined) continue;
      // Declaring ports is optional: pods that declare none are given the benefit of the doubt for numbers.
      const offers = (ports: readonly PortView[]): boolean =>
        typeof targetPort === 'number' ? ports.length === 0 || ports.some((port) => port.number === targetPort) : ports.some((port) => port.name === targetPort);
      if (declared.some(offers)) continue;
      const data = { name: object.name, port: targetPort, workload: workloads.slice(0, 3).map((workload) => `${workload.kind} "${workload.name}"`).join(', ') };
      report({ path: child(path, 'targetPort'), messageId: typeof targetPort === 'string' ? 'name' : 'number', data });
    }
  },
});
