import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { isSet, mapsAt, textAt } from '../../src/lint/fields.ts';
import { environmentOf } from '../../src/lint/model/environment.ts';

export default defineContainerRule({
  id: 'no-secret-env-ref',
  category: 'security',
  severity: 'info',
  summary: 'Secrets are mounted as files rather than set in the environment.',
  why: 'The environment of a process is inherited by its children, shown by debuggers and crash reports, and does not follow a change of the Secret.',
  fix: 'Mount the Secret as a volume and read the file.',
  sources: ['kube-linter:read-secret-from-env-var', 'kubesec:SecretsAsEnvironmentVariables', 'checkov:CKV_K8S_35'],
  since: '0.1.0',
  presets: [],
  messages: {
    key: '{container} takes {variable} from Secret "{secret}": mount the Secret as a file instead',
    all: '{container} takes its environment from Secret "{secret}": mount the Secret as files instead',
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
        - name: db
          mountPath: /secrets/db
  volumes:
    - name: db
      secret:
        secretName: db
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
      env:
        - name: DB_PASSWORD
          valueFrom:
            secretKeyRef: # want key
              name: db
              key: password
      envFrom:
        - secretRef: # want all
            name: db
`,
      },
    ],
  },
  checkContainer: (container, { report }) => {
    for (const { name, value, path } of environmentOf(container)) {
      if (!isSet(value, 'valueFrom', 'secretKeyRef')) continue;
      report({ path: child(path, 'valueFrom.secretKeyRef'), messageId: 'key', data: { variable: name, secret: textAt(value, 'valueFrom', 'secretKeyRef', 'name') ?? '' } });
    }
    for (const [index, source] of mapsAt(container.value, 'envFrom')) {
      if (!isSet(source, 'secretRef')) continue;
      report({ path: `${container.path}.envFrom[${index}].secretRef`, messageId: 'all', data: { secret: textAt(source, 'secretRef', 'name') ?? '' } });
    }
  },
});
