import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { booleanAt } from '../../src/lint/fields.ts';
import { removeField } from '../../src/lint/fix/fix-action.ts';

export default definePodRule({
  id: 'no-windows-host-process',
  category: 'security',
  severity: 'error',
  summary: 'Windows pods do not run as host processes.',
  why: 'A HostProcess container runs directly on its Windows node, with all of its rights.',
  fix: 'Remove windowsOptions.hostProcess.',
  sources: ['polaris:hostProcess', 'trivy:KSV-0103'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'minimal', 'polaris'],
  fixable: 'suggestion',
  messages: {
    host: '{who} runs as a process of its Windows node: remove hostProcess',
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
    windowsOptions:
      hostProcess: false
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
    windowsOptions:
      hostProcess: true # want host
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkPod: (pod, { report }) => {
    const places = [
      { value: pod.spec, path: pod.path, who: 'the pod', container: undefined },
      ...pod.containers.map(({ value, path, label, name }) => ({ value, path, who: label, container: name })),
    ];
    for (const { value, path, who, container } of places) {
      if (booleanAt(value, 'securityContext', 'windowsOptions', 'hostProcess') !== true) continue;
      const field = child(path, 'securityContext.windowsOptions.hostProcess');
      report({ path: field, messageId: 'host', data: { who }, ...(container === undefined ? {} : { container }), fix: removeField(field, 'not a host process', false) });
    }
  },
});
