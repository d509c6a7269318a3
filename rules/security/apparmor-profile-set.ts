import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { isSet, textAt } from '../../src/lint/fields.ts';
import { setField } from '../../src/lint/fix/fix-action.ts';

export default definePodRule({
  id: 'apparmor-profile-set',
  category: 'security',
  severity: 'info',
  summary: 'Containers run under an AppArmor profile.',
  why: 'AppArmor confines which files and capabilities a process may use, whatever its user.',
  fix: 'Set securityContext.appArmorProfile.type to RuntimeDefault on the pod.',
  sources: ['kubesec:ApparmorAny', 'trivy:KSV-0002'],
  since: '0.1.0',
  presets: ['security'],
  fixable: 'suggestion',
  messages: {
    unset: '{containers} name no AppArmor profile: set securityContext.appArmorProfile.type to RuntimeDefault on the pod',
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
  securityContext: # want unset
    runAsNonRoot: true
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkPod: (pod, { report }) => {
    if (textAt(pod.spec, 'os', 'name') === 'windows') return;
    const without = pod.containers.filter(({ securityContext, name }) => !isSet(securityContext, 'appArmorProfile') && pod.annotations[`${ANNOTATION}${name}`] === undefined);
    if (without.length === 0) return;
    const path = child(pod.path, 'securityContext.appArmorProfile.type');
    const containers = without.map((container) => container.label).join(', ');
    report({ path, messageId: 'unset', data: { containers }, fix: setField(path, 'RuntimeDefault', 'use the default profile of the runtime', false) });
  },
});

/** The annotation that came before the field, by container. */
const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';
