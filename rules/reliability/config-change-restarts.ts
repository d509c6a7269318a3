import type { Labels } from '../../src/api/label-selector.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { booleanAt } from '../../src/lint/fields.ts';
import { podReferencesOf } from '../../src/lint/model/references.ts';

export default definePodRule({
  id: 'config-change-restarts',
  category: 'reliability',
  severity: 'info',
  summary: 'A change of a ConfigMap reaches the pods that read it at their start.',
  why: 'The environment and subPath mounts are read once: after a change of the ConfigMap the running pods go on with the old values, until something else restarts them, often in the night.',
  fix: 'Put a checksum of the ConfigMap into an annotation of the pod template, give it a new name with each change (kustomize does), or use a controller that restarts pods.',
  sources: [],
  since: '0.1.0',
  presets: ['strict'],
  messages: {
    stale: '{container} reads ConfigMap "{name}" at its start only, and nothing restarts the pods when it changes: add a checksum annotation to the pod template, or a name with a hash',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: ConfigMap
metadata:
  name: web-6g8bc2f9hm
data: { A: '1' }
---
apiVersion: apps/v1
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
          envFrom:
            - configMapRef: { name: web-6g8bc2f9hm }
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
data: { A: '1' }
---
apiVersion: apps/v1
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
          envFrom:
            - configMapRef:
                name: web # want stale
`,
      },
    ],
  },
  checkPod: (pod, { object, model, report }) => {
    if (!pod.longRunning || pod.metadataPath === 'metadata' || isReloaded(pod.annotations) || isReloaded(object.annotations)) return;
    const told = new Set<string>();
    for (const { kind, name, how, path, container } of podReferencesOf(pod)) {
      if (kind !== 'ConfigMap' || how !== 'env' || HASHED.test(name) || told.has(name)) continue;
      const config = model.find('ConfigMap', pod.namespace, name);
      if (config === undefined || booleanAt(config.value, 'immutable') === true) continue;
      told.add(name);
      const view = pod.containers.find((entry) => entry.name === container);
      report({ path, messageId: 'stale', data: { container: view?.label ?? 'a container', name }, ...(container === undefined ? {} : { container }) });
    }
  },
});

/** The suffix that kustomize gives to generated ConfigMaps. */
const HASHED = /-[bcdfghkmt2456789]{10}$/;

/** Annotations that change with the ConfigMap, and those of controllers that restart pods. */
function isReloaded(annotations: Labels): boolean {
  return Object.keys(annotations).some((key) => /checksum|sha256|config-?hash|^reloader\.stakater\.com\/|^configmap\.reloader|^wave\.pusher\.com\//i.test(key));
}
