import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { environmentOf } from '../../src/lint/model/environment.ts';
import { couldBeSecret, isSecretName, looksRandom, secretProblemOf } from '../../src/lint/secret-text.ts';

export default defineContainerRule({
  id: 'no-secret-in-env-value',
  category: 'security',
  severity: 'warning',
  severities: { format: 'error' },
  summary: 'Environment variables hold no literal credentials.',
  why: "A manifest is read by everyone with access to the repository, the pipeline and the cluster's read-only role; it is no place for passwords.",
  fix: 'Put the value into a Secret (from a store or sealed) and refer to it with valueFrom.secretKeyRef, or mount it as a file. Change the credential: it has been seen.',
  sources: ['kube-linter:env-var-secret', 'polaris:sensitiveContainerEnvVar'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'kube-linter', 'polaris'],
  messages: {
    named: '{container} sets {variable} to a literal value though its name says it is a credential: take it from a Secret',
    format: 'the value of {variable} in {container} looks like {what}: take it from a Secret, and change it, since it has been seen',
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
      env:
        - name: DB_PASSWORD
          valueFrom:
            secretKeyRef:
              name: db
              key: password
        - name: TOKEN_FILE
          value: /var/run/secrets/token
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
          value: hunter2-and-more # want named
        - name: DATABASE
          value: postgres://shop:hunter2@db:5432/shop # want format
`,
      },
    ],
  },
  checkContainer: (container, { report }) => {
    for (const { name, text, path } of environmentOf(container)) {
      if (text === undefined || text === '') continue;
      const what = secretProblemOf(text);
      if (what !== undefined) report({ path: child(path, 'value'), messageId: 'format', data: { variable: name, what } });
      else if ((isSecretName(name) && couldBeSecret(text)) || (SECRET.test(name) && looksRandom(text))) report({ path: child(path, 'value'), messageId: 'named', data: { variable: name } });
    }
  },
});

/** Names that are no proof alone, but are together with a value that looks random. */
const SECRET = /key|auth|salt|signature|cert|pass|pwd/i;
