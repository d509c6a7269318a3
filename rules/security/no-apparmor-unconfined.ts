import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { textAt } from '../../src/lint/fields.ts';
import { setField } from '../../src/lint/fix/fix-action.ts';

export default definePodRule({
  id: 'no-apparmor-unconfined',
  category: 'security',
  severity: 'warning',
  summary: 'No AppArmor profile is Unconfined.',
  why: 'Unconfined switches off the profile that the runtime would apply.',
  fix: 'Use RuntimeDefault, or a Localhost profile that allows what is needed.',
  sources: ['kubesec:ApparmorUnconfined'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security'],
  fixable: 'suggestion',
  messages: {
    unconfined: '{who} switches off AppArmor: use RuntimeDefault or a Localhost profile',
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
    appArmorProfile:
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
  containers:
    - name: web
      image: registry.example/web:1.2.3
      securityContext:
        appArmorProfile:
          type: Unconfined # want unconfined
`,
      },
    ],
  },
  checkPod: (pod, { report }) => {
    const places = [{ value: pod.spec, path: pod.path, who: 'the pod', container: '' }, ...pod.containers.map(({ value, path, label, name }) => ({ value, path, who: label, container: name }))];
    for (const { value, path, who, container } of places) {
      if (textAt(value, 'securityContext', 'appArmorProfile', 'type') !== 'Unconfined') continue;
      const field = child(path, 'securityContext.appArmorProfile.type');
      report({ path: field, messageId: 'unconfined', container, data: { who }, fix: setField(field, 'RuntimeDefault', 'use the default profile of the runtime', false) });
    }
  },
});
