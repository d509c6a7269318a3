import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { isBelow, mountsOf, volumesOf } from '../../src/lint/model/volumes.ts';

export default definePodRule({
  id: 'no-sensitive-host-mount',
  category: 'security',
  severity: 'error',
  summary: 'Pods mount no sensitive folder of their node.',
  why: 'System folders hold the keys of the kubelet, the devices and the programs of the node; mounted into a container they are one step from owning it.',
  fix: 'Mount the one file that is needed, read-only, or use the API that offers it. Node agents that cannot do without keep it on purpose: ignore the rule for them with that reason.',
  sources: ['kube-linter:sensitive-host-mounts', 'kubesec:ProcMount', 'trivy:KSV-0121'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'minimal', 'kube-linter'],
  options: {
    folders: { type: 'array', items: { type: 'string' }, default: ['/', '/boot', '/dev', '/etc', '/lib', '/lib64', '/proc', '/root', '/sys', '/usr', '/var/lib/kubelet', '/var/lib/etcd', '/var/lib/docker', '/var/lib/containerd', '/var/lib/containers'], description: 'Folders that are sensitive, with all below them; of `/` only the root itself.' },
    harmless: { type: 'array', items: { type: 'string' }, default: ['/dev/shm', '/dev/null', '/etc/localtime', '/etc/timezone', '/etc/ssl', '/etc/pki', '/etc/ca-certificates', '/usr/share/zoneinfo', '/usr/share/ca-certificates', '/lib/modules', '/var/lib/docker/containers'], description: 'Exceptions below sensitive folders.' },
  },
  messages: {
    mounted: 'volume "{volume}" mounts {hostPath} of the node, which is or lies below the sensitive folder {folder}: mount only what is needed, read-only',
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
      volumeMounts:
        - name: data
          mountPath: /data
  volumes:
    - name: data
      hostPath:
        path: /srv/data
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
      volumeMounts:
        - name: keys
          mountPath: /keys
  volumes:
    - name: keys
      hostPath:
        path: /etc/kubernetes/pki # want mounted
`,
      },
    ],
  },
  checkPod: (pod, { options, report }) => {
    const folders = options['folders'] as readonly string[];
    const harmless = options['harmless'] as readonly string[];
    const mounted = new Set(pod.containers.flatMap((container) => mountsOf(container).map((mount) => mount.volume)));
    for (const { name, hostPath, path } of volumesOf(pod)) {
      if (hostPath === undefined || !mounted.has(name) || harmless.some((folder) => isBelow(hostPath, folder))) continue;
      const folder = folders.find((sensitive) => (sensitive === '/' ? hostPath === '/' : isBelow(hostPath, sensitive)));
      if (folder !== undefined) report({ path: child(path, 'hostPath.path'), messageId: 'mounted', data: { volume: name, hostPath, folder } });
    }
  },
});
