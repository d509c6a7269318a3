import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { isSet } from '../../src/lint/fields.ts';
import { volumesOf } from '../../src/lint/model/volumes.ts';

export default definePodRule({
  id: 'allowed-volume-types',
  category: 'security',
  severity: 'info',
  summary: 'Volumes are of the types that Pod Security restricted allows.',
  why: 'The drivers for other types were part of Kubernetes once and are removed or deprecated; their servers are reached from the node, past network policies.',
  fix: 'Use a PersistentVolumeClaim with a CSI driver.',
  sources: ['trivy:KSV-0028'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security'],
  messages: {
    type: 'volume "{volume}" is of type {type}: use a PersistentVolumeClaim with a CSI driver',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes:
    - name: data
      persistentVolumeClaim:
        claimName: data
  containers:
    - name: web
      image: registry.example/web:1.2.3
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
  volumes:
    - name: data
      nfs: # want type
        server: files.example
        path: /
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkPod: (pod, { report }) => {
    for (const { name, value, path } of volumesOf(pod)) {
      for (const type of Object.keys(value)) if (!ALLOWED.has(type) && isSet(value, type)) report({ path: child(path, type), messageId: 'type', data: { volume: name, type } });
    }
  },
});

/** The types of Pod Security restricted, and hostPath, which has rules of its own. */
const ALLOWED: ReadonlySet<string> = new Set(['name', 'hostPath', 'configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret']);
