import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { listAt } from '../../src/lint/fields.ts';

export default definePodRule({
  id: 'no-host-aliases',
  category: 'security',
  severity: 'info',
  summary: 'Pods do not rewrite their hosts file.',
  why: "Entries of hostAliases bypass DNS, so nobody sees when they point to the wrong place or to somebody else's machine.",
  fix: 'Use a Service, an ExternalName Service or DNS.',
  sources: ['kubesec:HostAliases', 'trivy:KSV-0007'],
  since: '0.1.0',
  presets: [],
  messages: {
    alias: 'the pod adds {count} entries to its hosts file: use DNS or a Service',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostAliases: []
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
  hostAliases: # want alias
    - ip: 10.0.0.1
      hostnames: [db]
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkPod: (pod, { report }) => {
    const count = listAt(pod.spec, 'hostAliases').length;
    if (count > 0) report({ path: child(pod.path, 'hostAliases'), messageId: 'alias', data: { count } });
  },
});
