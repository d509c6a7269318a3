import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { setField } from '../../src/lint/fix/fix-action.ts';
import { mountsOf, volumesOf } from '../../src/lint/model/volumes.ts';

export default defineContainerRule({
  id: 'no-writable-host-mount',
  category: 'security',
  severity: 'info',
  summary: 'Folders of the node are mounted read-only.',
  why: "A container that can write to its node's files can change what runs there.",
  fix: 'Set readOnly on the mount.',
  sources: ['kube-linter:writable-host-mount'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security'],
  fixable: 'suggestion',
  messages: {
    writable: '{container} can write to {hostPath} of its node: set readOnly on the mount',
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
      volumeMounts:
        - name: logs
          mountPath: /logs
          readOnly: true
  volumes:
    - name: logs
      hostPath:
        path: /var/log/web
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
      volumeMounts:
        - name: logs # want writable
          mountPath: /logs
  volumes:
    - name: logs
      hostPath:
        path: /var/log/web
`,
      },
    ],
  },
  checkContainer: (container, { object, report }) => {
    const hostPaths = new Map(object.pod === undefined ? [] : volumesOf(object.pod).map((volume) => [volume.name, volume.hostPath]));
    for (const mount of mountsOf(container)) {
      const hostPath = hostPaths.get(mount.volume);
      if (hostPath === undefined || mount.readOnly) continue;
      const path = child(mount.path, 'readOnly');
      report({ path, messageId: 'writable', data: { hostPath }, fix: setField(path, true, 'mount read-only', false) });
    }
  },
});
