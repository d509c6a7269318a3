import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { capabilitiesOf } from '../../src/lint/model/capabilities.ts';

export default defineContainerRule({
  id: 'drop-some-capabilities',
  category: 'security',
  severity: 'info',
  summary: 'Containers drop at least one capability.',
  why: 'A container that drops nothing was probably never looked at with that in mind; drop-all-capabilities is the rule to aim for.',
  fix: 'Set securityContext.capabilities.drop.',
  sources: ['kubesec:CapDropAny', 'trivy:KSV-0004'],
  since: '0.1.0',
  presets: [],
  messages: {
    none: '{container} drops no capability: set capabilities.drop, best to [ALL]',
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
          drop: [NET_RAW]
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
      securityContext: # want none
        runAsNonRoot: true
`,
      },
    ],
  },
  checkContainer: (container, { report }) => {
    if (capabilitiesOf(container, 'drop').length === 0) report({ path: child(container.path, 'securityContext.capabilities.drop'), messageId: 'none' });
  },
});
