import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { booleanAt, textAt } from '../../src/lint/fields.ts';
import { setField } from '../../src/lint/fix/fix-action.ts';
import { capabilitiesOf } from '../../src/lint/model/capabilities.ts';
import type { ContainerView } from '../../src/lint/model/container-view.ts';

export default defineContainerRule({
  id: 'no-privilege-escalation',
  category: 'security',
  severity: 'warning',
  severities: { allowed: 'error', implied: 'error' },
  summary: 'Containers forbid privilege escalation.',
  why: 'Unless allowPrivilegeEscalation is false, a process may gain more rights than its parent, through a setuid program for instance.',
  fix: 'Set securityContext.allowPrivilegeEscalation to false on each container.',
  sources: [
    'kube-linter:privilege-escalation-container',
    'polaris:privilegeEscalationAllowed',
    'kubesec:AllowPrivilegeEscalation',
    'trivy:KSV-0001',
    'checkov:CKV_K8S_20',
  ],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'kube-linter', 'polaris'],
  fixable: 'suggestion',
  messages: {
    allowed: '{container} allows privilege escalation: set allowPrivilegeEscalation to false',
    implied: '{container} allows privilege escalation, since it is privileged or has SYS_ADMIN: remove that and set allowPrivilegeEscalation to false',
    unset: '{container} does not forbid privilege escalation: set securityContext.allowPrivilegeEscalation to false',
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
        allowPrivilegeEscalation: false
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
        allowPrivilegeEscalation: true # want allowed
`,
      },
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example/web:1.2.3
      securityContext: # want unset
        runAsNonRoot: true
`,
      },
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example/web:1.2.3
      securityContext: # want implied
        capabilities:
          add: [SYS_ADMIN]
`,
      },
    ],
  },
  roles: ['init', 'sidecar', 'regular', 'ephemeral'],
  checkContainer: (container, { object, report }) => {
    if (textAt(object.pod?.spec, 'os', 'name') === 'windows') return;
    const path = child(container.path, 'securityContext.allowPrivilegeEscalation');
    const own = booleanAt(container.value, 'securityContext', 'allowPrivilegeEscalation');
    const fix = setField(path, false, 'forbid privilege escalation', false);
    if (own === true) report({ path, messageId: 'allowed', ...(isPowerful(container) ? {} : { fix }) });
    else if (isPowerful(container)) report({ path, messageId: 'implied' });
    else if (own === undefined) report({ path, messageId: 'unset', fix });
  },
});

/** Privileged containers and those with SYS_ADMIN can always escalate (pkg/securitycontext/util.go, AddNoNewPrivileges). */
function isPowerful(container: ContainerView): boolean {
  const privileged = booleanAt(container.value, 'securityContext', 'privileged') === true;
  return privileged || capabilitiesOf(container, 'add').some(({ name }) => name === 'SYS_ADMIN');
}
