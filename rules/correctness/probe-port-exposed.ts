import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { PROBES, portsOf, probeOf } from '../../src/lint/model/probes.ts';

export default defineContainerRule({
  id: 'probe-port-exposed',
  category: 'correctness',
  severity: 'warning',
  severities: { unknownName: 'error', undeclared: 'info' },
  summary: 'Probes ask ports that the container declares.',
  why: 'A probe of a port that has another name never succeeds; a number that is not declared is as a rule a slip.',
  fix: "Add the port to the container's ports, or correct the probe.",
  sources: ['kube-linter:liveness-port', 'kube-linter:readiness-port', 'kube-linter:startup-port'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-linter'],
  messages: {
    unknownName: 'the {probe} of {container} asks port "{port}", but the container declares no TCP port of that name: correct one of them',
    undeclared: 'the {probe} of {container} asks port {port}, which the container does not declare: correct it or add it to ports',
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
        - name: http
          containerPort: 8080
      readinessProbe:
        httpGet:
          port: http
      livenessProbe:
        tcpSocket:
          port: 8080
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
        - name: http
          containerPort: 8080
      readinessProbe:
        httpGet:
          port: web # want unknownName
      livenessProbe:
        tcpSocket:
          port: 9090 # want undeclared
`,
      },
    ],
  },
  roles: ['regular', 'sidecar'],
  checkContainer: (container, { report }) => {
    const ports = portsOf(container).filter(({ protocol }) => protocol === 'TCP' || protocol === '');
    for (const field of PROBES) {
      const probe = probeOf(container, field);
      if (probe?.port === undefined || probe.handler === undefined) continue;
      const { port } = probe;
      if (ports.some((declared) => (typeof port === 'string' ? declared.name === port : declared.number === port))) continue;
      const path = child(probe.path, `${probe.handler}.port`);
      report({ path, messageId: typeof port === 'string' ? 'unknownName' : 'undeclared', data: { probe: field, port } });
    }
  },
});
