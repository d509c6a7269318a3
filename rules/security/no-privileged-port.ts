import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { portsOf } from '../../src/lint/model/probes.ts';

export default defineContainerRule({
  id: 'no-privileged-port',
  category: 'security',
  severity: 'info',
  summary: 'Containers listen on ports above 1023.',
  why: 'Lower ports need root or NET_BIND_SERVICE, or a sysctl; a Service can offer port 80 whatever the container listens on.',
  fix: "Listen on a port above 1023 and map it with the Service's targetPort.",
  sources: ['kube-linter:privileged-ports', 'trivy:KSV-0117'],
  since: '0.1.0',
  presets: ['strict', 'security'],
  messages: {
    low: "{container} listens on port {port}: use one above 1023, and map it with the Service's targetPort",
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
      ports:
        - containerPort: 8080
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
      ports:
        - containerPort: 80 # want low
`,
      },
    ],
  },
  checkContainer: (container, { report }) => {
    for (const { number, path } of portsOf(container)) {
      if (number !== undefined && number > 0 && number < 1024) report({ path: child(path, 'containerPort'), messageId: 'low', data: { port: number } });
    }
  },
});
