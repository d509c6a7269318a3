import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { portsOf } from '../../src/lint/model/probes.ts';

export default defineContainerRule({
  id: 'no-ssh-port',
  category: 'security',
  severity: 'info',
  summary: 'Containers do not listen for SSH.',
  why: "A shell server in a container is a second way in that neither the API server's access rules nor its audit log sees.",
  fix: 'Remove the SSH server, and use kubectl exec or debug.',
  sources: ['kube-linter:ssh-port'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'kube-linter'],
  messages: {
    ssh: '{container} exposes port 22, the port of SSH: remove the SSH server and use kubectl exec',
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
        - containerPort: 22 # want ssh
`,
      },
    ],
  },
  checkContainer: (container, { report }) => {
    for (const port of portsOf(container)) if (port.number === 22 && port.protocol === 'TCP') report({ path: child(port.path, 'containerPort'), messageId: 'ssh' });
  },
});
