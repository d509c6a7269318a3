import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { textAt } from '../../src/lint/fields.ts';
import { setField } from '../../src/lint/fix/fix-action.ts';
import { capabilitiesOf } from '../../src/lint/model/capabilities.ts';

export default defineContainerRule({
  id: 'drop-all-capabilities',
  category: 'security',
  severity: 'warning',
  summary: 'Containers drop all capabilities and add back what they need.',
  why: 'The default capabilities let a process forge packets, change owners and bypass file rights; nearly no application uses them.',
  fix: 'Set securityContext.capabilities.drop to [ALL], and add single ones where needed.',
  sources: ['polaris:insecureCapabilities', 'kubesec:CapDropAll', 'trivy:KSV-0003', 'trivy:KSV-0106', 'checkov:CKV_K8S_37'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'polaris'],
  fixable: 'suggestion',
  messages: {
    kept: '{container} keeps the default capabilities: set capabilities.drop to [ALL], and add what it needs',
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
          drop: # want kept
            - NET_RAW
`,
      },
    ],
  },
  roles: ['init', 'sidecar', 'regular'],
  checkContainer: (container, { object, report }) => {
    if (textAt(object.pod?.spec, 'os', 'name') === 'windows') return;
    const dropped = new Set(capabilitiesOf(container, 'drop').map(({ name }) => name));
    if (dropped.has('ALL') || DEFAULT_CAPABILITIES.every((name) => dropped.has(name))) return;
    const path = child(container.path, 'securityContext.capabilities.drop');
    report({ path, messageId: 'kept', fix: setField(path, ['ALL'], 'drop all capabilities', false) });
  },
});

/** What container runtimes grant by default; dropping each of them is as good as dropping all. */
const DEFAULT_CAPABILITIES = [
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'NET_RAW', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID',
  'SYS_CHROOT',
] as const;
