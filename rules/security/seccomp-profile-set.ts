import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { isSet, textAt } from '../../src/lint/fields.ts';
import { setField } from '../../src/lint/fix/fix-action.ts';

export default definePodRule({
  id: 'seccomp-profile-set',
  category: 'security',
  severity: 'info',
  summary: 'Containers run under a seccomp profile.',
  why: 'Without one a process may use every call of the kernel, also those that only exploits use.',
  fix: 'Set securityContext.seccompProfile.type to RuntimeDefault on the pod.',
  sources: ['kube-score:container-seccomp-profile', 'kubesec:SeccompAny', 'trivy:KSV-0030', 'checkov:CKV_K8S_31'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security'],
  fixable: 'suggestion',
  messages: {
    unset: '{containers} run without a seccomp profile: set securityContext.seccompProfile.type to RuntimeDefault on the pod',
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
spec: # want unset
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkPod: (pod, { report }) => {
    if (textAt(pod.spec, 'os', 'name') === 'windows' || isSet(pod.spec, 'securityContext', 'seccompProfile')) return;
    const without = pod.containers.filter((container) => !isSet(container.securityContext, 'seccompProfile'));
    if (without.length === 0 && pod.containers.length > 0) return;
    const path = child(pod.path, 'securityContext.seccompProfile.type');
    const containers = without.map((container) => container.label).join(', ') || 'the containers';
    report({ path, messageId: 'unset', data: { containers }, fix: setField(path, 'RuntimeDefault', 'use the default profile of the runtime', false) });
  },
});
