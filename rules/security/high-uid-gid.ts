import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { numberAt } from '../../src/lint/fields.ts';

export default defineContainerRule({
  id: 'high-uid-gid',
  category: 'security',
  severity: 'info',
  summary: 'Users and groups of containers are numbered above those of the node.',
  why: "A container's user 1000 is also user 1000 of the node, with the rights of whoever that is there, should it get out.",
  fix: 'Set runAsUser and runAsGroup to 10000 or more.',
  sources: [
    'kube-score:container-security-context-user-group-id',
    'kubesec:RunAsUser',
    'kubesec:RunAsGroup',
    'trivy:KSV-0020',
    'trivy:KSV-0021',
    'checkov:CKV_K8S_40',
  ],
  since: '0.1.0',
  presets: ['strict', 'security', 'kube-score'],
  options: {
    min: { type: 'integer', minimum: 1, default: 10000, description: 'The lowest number that is accepted.' },
  },
  messages: {
    low: '{field} of {container} is {value}: choose one of at least {min}',
    unset: '{container} has no {field}: set one of at least {min}',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsUser: 10001
    runAsGroup: 10001
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
  securityContext:
    runAsUser: 10001
  containers:
    - name: web
      image: registry.example/web:1.2.3
      securityContext: # want unset
        runAsUser: 1000 # want low
`,
      },
    ],
  },
  roles: ['init', 'sidecar', 'regular'],
  checkContainer: (container, { options, report }) => {
    const min = Number(options['min']);
    for (const field of ['runAsUser', 'runAsGroup']) {
      const value = numberAt(container.securityContext, field);
      if (value !== undefined && value >= min) continue;
      const path = child(container.path, `securityContext.${field}`);
      report(value === undefined ? { path, messageId: 'unset', data: { field, min } } : { path, messageId: 'low', data: { field, value, min } });
    }
  },
});
