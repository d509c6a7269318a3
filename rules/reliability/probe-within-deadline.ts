import { numberAt } from '../../src/lint/fields.ts';
import { probeOf, secondsUntilFailure, secondsUntilSuccess } from '../../src/lint/model/probes.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'probe-within-deadline',
  category: 'reliability',
  severity: 'warning',
  summary: 'Pods can become ready before the rollout is given up.',
  why: 'When the probes need longer than progressDeadlineSeconds, each rollout is reported as failed although nothing is wrong, and pipelines roll it back.',
  fix: 'Raise progressDeadlineSeconds, or let the probes be satisfied sooner.',
  sources: [],
  since: '0.1.0',
  presets: ['recommended', 'strict'],
  messages: {
    late: 'the pods of Deployment "{name}" need up to {seconds} seconds to get ready, but the rollout is given up after {deadline}: raise progressDeadlineSeconds',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: registry.example/web:1.2.3
          startupProbe: { httpGet: { port: 8080 }, failureThreshold: 30 }
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  progressDeadlineSeconds: 120 # want late
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: registry.example/web:1.2.3
          startupProbe: { httpGet: { port: 8080 }, failureThreshold: 30 }
`,
      },
    ],
  },
  target: ['Deployment'],
  check: ({ object, report }) => {
    const deadline = numberAt(object.value, 'spec', 'progressDeadlineSeconds') ?? 600;
    let seconds = numberAt(object.value, 'spec', 'minReadySeconds') ?? 0;
    const waits = (object.pod?.containers ?? []).filter(({ role }) => role === 'regular').map((container) => {
      const startup = probeOf(container, 'startupProbe');
      const readiness = probeOf(container, 'readinessProbe');
      return (startup === undefined ? 0 : secondsUntilFailure(startup)) + (readiness === undefined ? 0 : secondsUntilSuccess(readiness));
    });
    seconds += Math.max(0, ...waits);
    if (seconds > deadline) report({ path: 'spec.progressDeadlineSeconds', messageId: 'late', data: { name: object.name, seconds, deadline } });
  },
});
