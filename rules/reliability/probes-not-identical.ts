import { equalJson, isJsonObject } from '../../src/api/json.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { probeOf } from '../../src/lint/model/probes.ts';

export default defineContainerRule({
  id: 'probes-not-identical',
  category: 'reliability',
  severity: 'info',
  summary: 'Liveness and readiness probes differ.',
  why: 'A container that is briefly overloaded should get no traffic, not be killed: with equal probes the kubelet restarts it under exactly the load that the others must then take.',
  fix: 'Let the liveness probe ask something cheaper and be more patient, or leave it out.',
  sources: ['kube-score:pod-probes-identical'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'kube-score'],
  messages: {
    identical: 'the liveness probe of {container} asks the same as its readiness probe: ask something cheaper, more patiently, or leave it out',
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
      readinessProbe:
        httpGet:
          path: /ready
          port: 8080
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
      readinessProbe:
        httpGet:
          path: /health
          port: 8080
      livenessProbe: # want identical
        httpGet:
          path: /health
          port: 8080
`,
      },
    ],
  },
  roles: ['regular', 'sidecar'],
  checkContainer: (container, { object, report }) => {
    if (object.pod?.longRunning !== true) return;
    const readiness = probeOf(container, 'readinessProbe');
    const liveness = probeOf(container, 'livenessProbe');
    if (readiness?.handler === undefined || liveness === undefined || readiness.handler !== liveness.handler) return;
    if (sameHandler(readiness.value[readiness.handler], liveness.value[readiness.handler])) report({ path: liveness.path, messageId: 'identical' });
  },
});

/** Paths that are left out are `/`, schemes HTTP; everything else has to be spelled the same. */
function sameHandler(a: unknown, b: unknown): boolean {
  const filled = (handler: unknown): unknown => (isJsonObject(handler) ? { path: '/', scheme: 'HTTP', ...handler } : handler);
  return equalJson(filled(a), filled(b));
}
