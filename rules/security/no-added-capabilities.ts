import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { capabilitiesOf } from '../../src/lint/model/capabilities.ts';

export default defineContainerRule({
  id: 'no-added-capabilities',
  category: 'security',
  severity: 'info',
  summary: 'Containers add no capability.',
  why: 'Each capability is a right that a process in a container does not need as a rule; Pod Security restricted allows NET_BIND_SERVICE alone.',
  fix: 'Remove the capability, or put it into the option allowed.',
  sources: ['trivy:KSV-0022', 'checkov:CKV_K8S_25'],
  since: '0.1.0',
  presets: [],
  options: {
    allowed: { type: 'array', items: { type: 'string' }, default: ['NET_BIND_SERVICE'], description: 'Capabilities that may be added, without the prefix CAP_.' },
  },
  messages: {
    added: '{container} adds the capability {name}: remove it unless it cannot do without',
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
      securityContext:
        capabilities:
          drop: [ALL]
          add: [NET_BIND_SERVICE]
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
      securityContext:
        capabilities:
          add:
            - SYS_TIME # want added
`,
      },
    ],
  },
  checkContainer: (container, { options, report }) => {
    const allowed = options['allowed'] as readonly string[];
    for (const { name, path } of capabilitiesOf(container, 'add')) if (!allowed.includes(name)) report({ path, messageId: 'added', data: { name } });
  },
});
