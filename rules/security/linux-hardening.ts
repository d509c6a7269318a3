import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { isSet, textAt } from '../../src/lint/fields.ts';
import { capabilitiesOf } from '../../src/lint/model/capabilities.ts';

export default defineContainerRule({
  id: 'linux-hardening',
  category: 'security',
  severity: 'info',
  summary: 'Containers use at least one of the hardenings of Linux.',
  why: 'Seccomp, AppArmor, SELinux and dropped capabilities each close ways out of a container; one without any of them was probably never looked at with that in mind.',
  fix: 'Set a seccomp profile and drop all capabilities; the finer rules seccomp-profile-set and drop-all-capabilities say where.',
  sources: ['polaris:linuxHardening'],
  since: '0.1.0',
  presets: ['polaris'],
  messages: {
    none: '{container} uses neither seccomp, AppArmor, SELinux nor dropped capabilities: set a seccompProfile and drop ALL',
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
      securityContext: # want none
        runAsNonRoot: true
`,
      },
    ],
  },
  roles: ['init', 'sidecar', 'regular'],
  checkContainer: (container, { object, report }) => {
    const { securityContext, name } = container;
    const seccomp = textAt(securityContext, 'seccompProfile', 'type') ?? 'Unconfined';
    const appArmor = textAt(securityContext, 'appArmorProfile', 'type') ?? 'Unconfined';
    const drops = capabilitiesOf(container, 'drop').length > 0 && !capabilitiesOf(container, 'add').some((added) => added.name === 'ALL');
    const annotated = object.pod?.annotations[`container.apparmor.security.beta.kubernetes.io/${name}`] !== undefined;
    if (seccomp !== 'Unconfined' || appArmor !== 'Unconfined' || isSet(securityContext, 'seLinuxOptions') || drops || annotated) return;
    report({ path: child(container.path, 'securityContext'), messageId: 'none' });
  },
});
