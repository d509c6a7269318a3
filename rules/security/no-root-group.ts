import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { listAt, numberAt } from '../../src/lint/fields.ts';

export default definePodRule({
  id: 'no-root-group',
  category: 'security',
  severity: 'info',
  summary: 'Groups of a pod are not the root group.',
  why: 'Files on the node and in images that belong to group 0 are open to every process in that group.',
  fix: 'Choose numbers above 0 for runAsGroup, fsGroup and supplementalGroups.',
  sources: ['trivy:KSV-0116'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security'],
  messages: {
    root: '{field} of the pod is the root group: choose another group',
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
    runAsGroup: 1000
    fsGroup: 1000
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
    runAsGroup: 0 # want root
    supplementalGroups:
      - 1000
      - 0 # want root
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkPod: (pod, { report }) => {
    for (const field of ['runAsGroup', 'fsGroup']) {
      if (numberAt(pod.spec, 'securityContext', field) === 0) report({ path: child(pod.path, `securityContext.${field}`), messageId: 'root', data: { field } });
    }
    listAt(pod.spec, 'securityContext', 'supplementalGroups').forEach((group, index) => {
      if (group === 0) report({ path: child(pod.path, `securityContext.supplementalGroups[${index}]`), messageId: 'root', data: { field: 'supplementalGroups' } });
    });
    for (const container of pod.containers) {
      if (numberAt(container.value, 'securityContext', 'runAsGroup') !== 0) continue;
      report({ path: child(container.path, 'securityContext.runAsGroup'), messageId: 'root', container: container.name, data: { field: 'runAsGroup' } });
    }
  },
});
