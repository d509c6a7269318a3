import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { mapAt, textAt } from '../../src/lint/fields.ts';

export default definePodRule({
  id: 'no-custom-selinux',
  category: 'security',
  severity: 'info',
  summary: 'SELinux options stay within what Pod Security allows.',
  why: 'A type of its own, a user or a role can lift the confinement of SELinux, which Pod Security baseline forbids.',
  fix: 'Use one of the container types, and set neither user nor role.',
  sources: ['trivy:KSV-0025'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security'],
  messages: {
    type: 'SELinux type "{value}" of {who} is none of {allowed}: remove it',
    identity: 'the SELinux {field} "{value}" of {who} is not allowed by Pod Security baseline: remove it',
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
    seLinuxOptions:
      type: container_t
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
    seLinuxOptions:
      type: spc_t # want type
      user: system_u # want identity
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkPod: (pod, { report }) => {
    const places = [{ value: pod.spec, path: pod.path, who: 'the pod', container: '' }, ...pod.containers.map(({ value, path, label, name }) => ({ value, path, who: label, container: name }))];
    for (const { value, path, who, container } of places) {
      const options = mapAt(value, 'securityContext', 'seLinuxOptions');
      const type = textAt(options, 'type') ?? '';
      if (!ALLOWED.includes(type)) {
        report({ path: child(path, 'securityContext.seLinuxOptions.type'), messageId: 'type', container, data: { who, value: type, allowed: ALLOWED.slice(1).join(', ') } });
      }
      for (const field of ['user', 'role']) {
        const identity = textAt(options, field) ?? '';
        if (identity !== '') report({ path: child(path, `securityContext.seLinuxOptions.${field}`), messageId: 'identity', container, data: { who, field, value: identity } });
      }
    }
  },
});

/** The Pod Security baseline (staging/src/k8s.io/pod-security-admission/policy/check_seLinuxOptions.go). */
const ALLOWED: readonly string[] = ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];
