import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { volumesOf } from '../../src/lint/model/volumes.ts';

export default definePodRule({
  id: 'no-host-path',
  category: 'security',
  severity: 'info',
  summary: 'Pods mount no folder of their node.',
  why: "A hostPath ties the pod to what one node happens to hold, and opens the node's files to the pod.",
  fix: 'Use a persistentVolumeClaim, an emptyDir, a ConfigMap or a CSI driver. Node agents need host paths: ignore the rule for them with that reason.',
  sources: ['polaris:hostPathSet', 'trivy:KSV-0023'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'polaris'],
  messages: {
    mounted: 'volume "{volume}" is the folder {hostPath} of the node: use a claim, an emptyDir or a CSI driver',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes:
    - name: cache
      emptyDir: {}
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
  volumes:
    - name: logs
      hostPath: # want mounted
        path: /var/log/web
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkPod: (pod, { report }) => {
    for (const { name, hostPath, path } of volumesOf(pod)) {
      if (hostPath !== undefined) report({ path: child(path, 'hostPath'), messageId: 'mounted', data: { volume: name, hostPath } });
    }
  },
});
