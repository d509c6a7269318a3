import { definePodRule } from '../../src/lint/container-rule.ts';
import { mapAt } from '../../src/lint/fields.ts';
import { isProducedSecret } from '../../src/lint/model/produced-secrets.ts';
import { podReferencesOf } from '../../src/lint/model/references.ts';

export default definePodRule({
  id: 'env-ref-exists',
  category: 'reference',
  severity: 'warning',
  severities: { secret: 'info', key: 'error' },
  summary: 'The ConfigMaps and Secrets that a pod uses exist, with the keys that it asks for.',
  why: 'A container whose ConfigMap, Secret or key is missing does not start; its pod waits in CreateContainerConfigError or ContainerCreating.',
  fix: 'Add the object or the key, correct the name, or set optional. What is made elsewhere is declared in the configuration under external.',
  sources: ['kube-linter:env-value-from'],
  since: '0.1.0',
  presets: ['recommended', 'strict'],
  messages: {
    configMap: 'ConfigMap "{name}" is not in namespace "{namespace}" of the input: add it, correct the name, or declare it as external',
    secret: 'Secret "{name}" is not in namespace "{namespace}" of the input: make sure that it exists before the pods start, or declare it as external',
    key: '{kind} "{name}" has no entry "{key}": add it, or use one of {keys}',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
data:
  LOG_LEVEL: info
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example/web:1.2.3
      envFrom:
        - configMapRef: { name: web }
        - secretRef: { name: web, optional: true }
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
data:
  LOG_LEVEL: info
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example/web:1.2.3
      env:
        - name: LEVEL
          valueFrom:
            configMapKeyRef:
              name: web
              key: LEVEL # want key
  volumes:
    - name: files
      configMap:
        name: files # want configMap
    - name: keys
      secret:
        secretName: keys # want secret
`,
      },
    ],
  },
  checkPod: (pod, { model, report }) => {
    const { namespace } = pod;
    for (const { kind, name, path, keys, optional, container } of podReferencesOf(pod)) {
      const where = container === undefined ? {} : { container };
      const found = model.find(kind, namespace, name);
      if (found === undefined) {
        if (optional || model.isExternal(kind, namespace, name) || isMadeByCluster(kind, name) || (kind === 'Secret' && isProducedSecret(model, namespace, name))) continue;
        report({ path, messageId: kind === 'Secret' ? 'secret' : 'configMap', data: { name, namespace }, ...where });
        continue;
      }
      const entries = ['data', 'stringData', 'binaryData'].flatMap((field) => Object.keys(mapAt(found.value, field) ?? {}));
      // One without any entries is as a rule filled by something else.
      if (entries.length === 0) continue;
      for (const wanted of optional ? [] : keys) {
        if (entries.includes(wanted.key)) continue;
        report({ path: wanted.path, messageId: 'key', data: { kind, name, key: wanted.key, keys: entries.slice(0, 10).join(', ') }, ...where });
      }
    }
  },
});

/** The root certificates are put into every namespace by the controller manager. */
function isMadeByCluster(kind: string, name: string): boolean {
  return kind === 'ConfigMap' && (name === 'kube-root-ca.crt' || name === 'openshift-service-ca.crt');
}
