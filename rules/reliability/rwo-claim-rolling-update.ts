import { child } from '../../src/diag/field-path.ts';
import { textAt, textsAt } from '../../src/lint/fields.ts';
import { amountOfPodsAt } from '../../src/lint/model/amount-of-pods.ts';
import { volumesOf } from '../../src/lint/model/volumes.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'rwo-claim-rolling-update',
  category: 'reliability',
  severity: 'warning',
  summary: 'A volume for one node is not shared by rolling updates.',
  why: 'A ReadWriteOnce volume can be mounted on one node at a time: the new pod waits for the volume of the old one, which runs until the new one is ready.',
  fix: 'Use strategy Recreate, a StatefulSet with a claim template, or a volume that many nodes may mount.',
  sources: [],
  since: '0.1.0',
  presets: ['recommended', 'strict'],
  messages: {
    waits: 'Deployment "{name}" rolls over pods that share the claim "{claim}", which one node at a time may mount: use strategy Recreate or a StatefulSet',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  accessModes: [ReadWriteMany]
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
      volumes:
        - name: data
          persistentVolumeClaim: { claimName: data }
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  accessModes: [ReadWriteOnce]
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
      volumes:
        - name: data
          persistentVolumeClaim:
            claimName: data # want waits
`,
      },
    ],
  },
  target: ['Deployment'],
  check: ({ object, model, report }) => {
    const { pod } = object;
    if (pod === undefined || pod.replicas === 0) return;
    const rolling = (textAt(object.value, 'spec', 'strategy', 'type') ?? 'RollingUpdate') === 'RollingUpdate';
    // Without a surge and with one pod the old pod is gone before the new one starts.
    const surge = amountOfPodsAt(object.value, 'spec', 'strategy', 'rollingUpdate', 'maxSurge');
    if (!rolling || (surge?.value === 0 && pod.replicas === 1)) return;
    for (const { value, path } of volumesOf(pod)) {
      const name = textAt(value, 'persistentVolumeClaim', 'claimName') ?? '';
      const claim = name === '' ? undefined : model.find('PersistentVolumeClaim', pod.namespace, name);
      const modes = textsAt(claim?.value, 'spec', 'accessModes');
      if (modes.length === 0 || !modes.every((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod')) continue;
      report({ path: child(path, 'persistentVolumeClaim.claimName'), messageId: 'waits', data: { name: object.name, claim: name } });
    }
  },
});
