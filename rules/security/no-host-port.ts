import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { numberAt } from '../../src/lint/fields.ts';
import { removeField } from '../../src/lint/fix/fix-action.ts';
import { portsOf } from '../../src/lint/model/probes.ts';

export default defineContainerRule({
  id: 'no-host-port',
  category: 'security',
  severity: 'warning',
  summary: 'Containers take no port of their node.',
  why: 'A hostPort limits the pod to one a node, collides with others, and is reachable past Services and often past network policies.',
  fix: 'Remove hostPort, and expose the pod with a Service.',
  sources: ['polaris:hostPortSet', 'trivy:KSV-0024', 'checkov:CKV_K8S_26'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'polaris'],
  fixable: 'suggestion',
  messages: {
    taken: '{container} takes port {port} of its node: remove hostPort and use a Service',
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
        - containerPort: 8080
          hostPort: 80 # want taken
`,
      },
    ],
  },
  checkContainer: (container, { report }) => {
    for (const port of portsOf(container)) {
      const hostPort = numberAt(port.value, 'hostPort') ?? 0;
      if (hostPort === 0) continue;
      const path = child(port.path, 'hostPort');
      report({ path, messageId: 'taken', data: { port: hostPort }, fix: removeField(path, 'take no port of the node', false) });
    }
  },
});
