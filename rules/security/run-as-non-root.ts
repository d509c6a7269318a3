import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { booleanAt, numberAt, textAt } from '../../src/lint/fields.ts';
import { setField } from '../../src/lint/fix/fix-action.ts';

export default defineContainerRule({
  id: 'run-as-non-root',
  category: 'security',
  severity: 'warning',
  severities: { root: 'error', contradiction: 'error' },
  summary: 'Containers run as a user other than root.',
  why: 'Root in a container is root on the node as soon as a hole in the kernel or a mounted host path lets it out.',
  fix: 'Set runAsNonRoot to true, or runAsUser to a number above 0, on the pod or the container.',
  sources: [
    'kube-linter:run-as-non-root',
    'polaris:runAsRootAllowed',
    'kubesec:RunAsNonRoot',
    'trivy:KSV-0012',
    'trivy:KSV-0105',
    'checkov:CKV_K8S_23',
  ],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'kube-linter', 'polaris'],
  fixable: 'suggestion',
  messages: {
    root: '{container} runs as user 0: choose another user, or build the image for one',
    contradiction: '{container} demands a non-root user and names user 0, so the kubelet refuses to start it: choose another runAsUser',
    unset: '{container} may run as root: set runAsNonRoot to true, or runAsUser above 0',
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
    runAsNonRoot: true
  containers:
    - name: web
      image: registry.example/web:1.2.3
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
      securityContext:
        runAsUser: 1000
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
    runAsNonRoot: true
  containers:
    - name: web
      image: registry.example/web:1.2.3
      securityContext:
        runAsUser: 0 # want contradiction
`,
      },
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web # want unset
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkContainer: (container, { object, report }) => {
    if (textAt(object.pod?.spec, 'os', 'name') === 'windows') return;
    const user = numberAt(container.securityContext, 'runAsUser');
    const demanded = booleanAt(container.securityContext, 'runAsNonRoot') === true;
    const own = child(container.path, 'securityContext');
    if (user === 0) {
      const inherited = numberAt(container.value, 'securityContext', 'runAsUser') === undefined;
      const path = inherited && object.pod !== undefined ? child(object.pod.path, 'securityContext.runAsUser') : child(own, 'runAsUser');
      report({ path, messageId: demanded ? 'contradiction' : 'root' });
    } else if (user === undefined && !demanded) {
      const path = child(own, 'runAsNonRoot');
      report({ path, messageId: 'unset', fix: setField(path, true, 'refuse to run as root', false) });
    }
  },
});
