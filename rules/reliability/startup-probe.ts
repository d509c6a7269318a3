import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { isSet, numberAt } from '../../src/lint/fields.ts';

export default defineContainerRule({
  id: 'startup-probe',
  category: 'reliability',
  severity: 'info',
  summary: 'Slow starters have a startup probe instead of a long initial delay.',
  why: 'An initialDelaySeconds of the liveness probe is a guess: too short and a slow start is killed, too long and every hang after a quick start lasts that much longer.',
  fix: 'Move the patience into a startupProbe with the same handler (failureThreshold times periodSeconds), and drop the delay of the liveness probe.',
  sources: [],
  since: '0.1.0',
  presets: ['recommended', 'strict'],
  options: {
    maxDelaySeconds: { type: 'integer', minimum: 0, default: 30, description: 'The longest initial delay of a liveness probe that needs no startup probe, in seconds.' },
  },
  messages: {
    delay: 'the liveness probe of {container} waits {delay} seconds before it begins: use a startupProbe, which ends as soon as the container has started',
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
      startupProbe:
        httpGet:
          path: /live
          port: 8080
        failureThreshold: 30
      livenessProbe:
        httpGet:
          path: /live
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
      livenessProbe:
        initialDelaySeconds: 120 # want delay
        httpGet:
          path: /live
          port: 8080
`,
      },
    ],
  },
  roles: ['regular', 'sidecar'],
  checkContainer: (container, { options, report }) => {
    const delay = numberAt(container.value, 'livenessProbe', 'initialDelaySeconds') ?? 0;
    if (isSet(container.value, 'startupProbe') || delay <= Number(options['maxDelaySeconds'])) return;
    report({ path: child(container.path, 'livenessProbe.initialDelaySeconds'), messageId: 'delay', data: { delay } });
  },
});
