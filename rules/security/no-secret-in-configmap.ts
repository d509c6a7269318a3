import { at } from '../../src/diag/field-path.ts';
import { mapAt } from '../../src/lint/fields.ts';
import { defineRule } from '../../src/lint/rule.ts';
import { couldBeSecret, isSecretName, secretProblemOf } from '../../src/lint/secret-text.ts';

export default defineRule({
  id: 'no-secret-in-configmap',
  category: 'security',
  severity: 'warning',
  severities: { format: 'error' },
  summary: 'ConfigMaps hold no credentials.',
  why: 'ConfigMaps are neither encrypted at rest nor guarded by the access rules that Secrets have, and whole teams may read them.',
  fix: 'Move the entry into a Secret. Change the credential: it has been seen.',
  sources: ['polaris:sensitiveConfigmapContent', 'trivy:KSV-01010', 'trivy:KSV-0109'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'polaris'],
  messages: {
    named: 'the name of entry "{key}" says it is a credential: move it into a Secret',
    format: 'entry "{key}" holds {what}: move it into a Secret, and change it, since it has been seen',
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
  DB_PASSWORD: hunter2-and-more # want named
  settings.ini: | # want format
    [db]
    url = postgres://shop:hunter2@db:5432/shop
`,
      },
    ],
  },
  target: ['ConfigMap'],
  check: ({ object, report }) => {
    for (const [key, value] of Object.entries(mapAt(object.value, 'data') ?? {})) {
      if (typeof value !== 'string') continue;
      const path = at('data', key);
      const what = secretProblemOf(value);
      if (what !== undefined) report({ path, messageId: 'format', data: { key, what } });
      // A file whose name speaks of tokens or secrets is as a rule about them; a short value is one.
      else if (isSecretName(key) && couldBeSecret(value)) report({ path, messageId: 'named', data: { key } });
    }
  },
});
