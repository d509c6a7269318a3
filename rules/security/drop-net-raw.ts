import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { textAt } from '../../src/lint/fields.ts';
import { setField } from '../../src/lint/fix/fix-action.ts';
import { capabilitiesOf, dropsCapability } from '../../src/lint/model/capabilities.ts';

export default defineContainerRule({
  id: 'drop-net-raw',
  category: 'security',
  severity: 'warning',
  severities: { added: 'error' },
  summary: 'Containers cannot forge network packets.',
  why: 'NET_RAW, which runtimes grant by default, lets a container spoof addresses inside the cluster and intercept the traffic of its neighbours.',
  fix: 'Drop ALL, or at least NET_RAW.',
  sources: ['kube-linter:drop-net-raw-capability', 'trivy:KSV-0119', 'checkov:CKV_K8S_28'],
  since: '0.1.0',
  presets: ['strict', 'security', 'kube-linter'],
  fixable: 'suggestion',
  messages: {
    added: '{container} adds {name}, with which it can forge packets: remove it',
    kept: '{container} keeps NET_RAW, with which it can forge packets: drop ALL, or at least NET_RAW',
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
          drop: [NET_RAW]
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
          drop: [ALL]
          add:
            - NET_RAW # want added
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
        capabilities:
          drop: # want kept
            - MKNOD
`,
      },
    ],
  },
  checkContainer: (container, { object, report }) => {
    if (textAt(object.pod?.spec, 'os', 'name') === 'windows') return;
    for (const { name, path } of capabilitiesOf(container, 'add')) {
      if (name === 'NET_RAW' || name === 'ALL') report({ path, messageId: 'added', data: { name } });
    }
    if (dropsCapability(container, 'NET_RAW')) return;
    const path = child(container.path, 'securityContext.capabilities.drop');
    report({ path, messageId: 'kept', fix: setField(path, ['ALL'], 'drop all capabilities', false) });
  },
});
