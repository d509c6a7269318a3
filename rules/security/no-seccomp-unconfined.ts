import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { textAt } from '../../src/lint/fields.ts';
import { setField } from '../../src/lint/fix/fix-action.ts';

export default definePodRule({
  id: 'no-seccomp-unconfined',
  category: 'security',
  severity: 'warning',
  summary: 'No seccomp profile is Unconfined.',
  why: 'Unconfined switches off the filter that cluster defaults may provide, so that every call of the kernel is open.',
  fix: 'Use RuntimeDefault, or a Localhost profile that allows what is needed.',
  sources: ['kubesec:SeccompUnconfined', 'trivy:KSV-0104'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security'],
  fixable: 'suggestion',
  messages: {
    unconfined: '{who} switches off seccomp: use RuntimeDefault or a Localhost profile',
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
    seccompProfile:
      type: RuntimeDefault
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
    seccompProfile:
      type: Unconfined # want unconfined
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
      if (textAt(value, 'securityContext', 'seccompProfile', 'type') !== 'Unconfined') continue;
      const field = child(path, 'securityContext.seccompProfile.type');
      report({ path: field, messageId: 'unconfined', container, data: { who }, fix: setField(field, 'RuntimeDefault', 'use the default profile of the runtime', false) });
    }
  },
});
