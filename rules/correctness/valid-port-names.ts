import { child } from '../../src/diag/field-path.ts';
import { isSet, mapsAt, numberAt } from '../../src/lint/fields.ts';
import { portAt, portsOf } from '../../src/lint/model/probes.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'valid-port-names',
  category: 'correctness',
  severity: 'error',
  summary: 'Port names and numbers are such as the API accepts.',
  why: 'A port with a name that is too long or occurs twice is refused, and a Service that names it finds nothing.',
  fix: 'Use up to 15 lower-case letters, digits and single hyphens with at least one letter, each name once a pod.',
  sources: ['kube-linter:invalid-target-ports', 'kube-score:container-ports-check'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'minimal', 'kube-linter'],
  messages: {
    name: 'port name "{name}" {problem}',
    twice: 'port name "{name}" occurs twice in {container}: give each port a name of its own',
    number: '{field} is {value}: use a number from 1 to 65535',
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
        - name: HTTP_admin # want name
          containerPort: 8080
        - name: http
          containerPort: 8081
        - name: http # want twice
          containerPort: 8082
`,
      },
      {
        yaml: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - port: 80
      targetPort: 70000 # want number
`,
      },
    ],
  },
  target: ['pod', 'Service'],
  check: ({ object, report }) => {
    for (const container of object.pod?.containers ?? []) {
      const names = new Set<string>();
      for (const { name, value, path } of portsOf(container)) {
        const number = numberAt(value, 'containerPort');
        if (isSet(value, 'containerPort') && number !== undefined && !isPort(number)) report({ path: child(path, 'containerPort'), messageId: 'number', container: container.name, data: { field: 'containerPort', value: number } });
        if (name === '') continue;
        const problem = nameProblem(name);
        if (problem !== undefined) report({ path: child(path, 'name'), messageId: 'name', container: container.name, data: { name, problem } });
        else if (names.has(name)) report({ path: child(path, 'name'), messageId: 'twice', container: container.name, data: { name, container: container.label } });
        names.add(name);
      }
    }
    if (object.kindKey !== 'Service') return;
    for (const [index, port] of mapsAt(object.value, 'spec', 'ports')) {
      const target = portAt(port, 'targetPort');
      const path = `spec.ports[${index}].targetPort`;
      if (typeof target === 'string') {
        const problem = nameProblem(target);
        if (problem !== undefined) report({ path, messageId: 'name', data: { name: target, problem } });
      } else if (target !== undefined && target !== 0 && !isPort(target)) report({ path, messageId: 'number', data: { field: 'targetPort', value: target } });
    }
  },
});

function isPort(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= 65535;
}

/** IANA service names (k8s.io/apimachinery/pkg/util/validation/validation.go, IsValidPortName). */
function nameProblem(name: string): string | undefined {
  if (name.length > 15) return `has ${name.length} characters: use at most 15`;
  if (!/^[a-z0-9-]+$/.test(name)) return 'holds other characters than lower-case letters, digits and hyphens';
  if (!/[a-z]/.test(name)) return 'holds no letter';
  if (name.includes('--')) return 'holds two hyphens in a row';
  return name.startsWith('-') || name.endsWith('-') ? 'begins or ends with a hyphen' : undefined;
}
