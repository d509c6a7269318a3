import { child } from '../../src/diag/field-path.ts';
import { definePodRule } from '../../src/lint/container-rule.ts';
import { mapsAt, textAt } from '../../src/lint/fields.ts';

export default definePodRule({
  id: 'no-unsafe-sysctls',
  category: 'security',
  severity: 'error',
  summary: 'Pods set only sysctls that are safe.',
  why: 'Unsafe sysctls change the node for every pod on it; the kubelet refuses pods that ask for them unless its administrator allowed it.',
  fix: 'Remove the sysctl, or have it allowed on the nodes that need it.',
  sources: ['kube-linter:unsafe-sysctls', 'trivy:KSV-0026'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'minimal', 'kube-linter'],
  messages: {
    unsafe: 'sysctl "{name}" is not one of those that Kubernetes takes as safe: remove it, or have it allowed on the nodes',
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
    sysctls:
      - name: net.ipv4.ip_unprivileged_port_start
        value: '0'
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
    sysctls:
      - name: kernel.msgmax # want unsafe
        value: '65536'
  containers:
    - name: web
      image: registry.example/web:1.2.3
`,
      },
    ],
  },
  checkPod: (pod, { report }) => {
    for (const [index, sysctl] of mapsAt(pod.spec, 'securityContext', 'sysctls')) {
      const name = textAt(sysctl, 'name') ?? '';
      if (name !== '' && !SAFE.has(name.replaceAll('/', '.'))) report({ path: child(pod.path, `securityContext.sysctls[${index}].name`), messageId: 'unsafe', data: { name } });
    }
  },
});

/** The safe list (pkg/kubelet/sysctl/safe_sysctls.go); all of them since Kubernetes 1.32 at the latest. */
const SAFE: ReadonlySet<string> = new Set([
  'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range', 'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem',
]);
