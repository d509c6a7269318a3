import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { capabilitiesOf } from '../../src/lint/model/capabilities.ts';

export default defineContainerRule({
  id: 'no-dangerous-capabilities',
  category: 'security',
  severity: 'error',
  summary: 'Containers add no capability that amounts to owning the node.',
  why: "With SYS_ADMIN, SYS_MODULE and the like a process can mount the node's disks, load kernel modules or read any process.",
  fix: 'Remove the capability, and ask for what the program really does with it.',
  sources: ['polaris:dangerousCapabilities', 'kubesec:CapSysAdmin', 'trivy:KSV-0005', 'trivy:KSV-0120', 'checkov:CKV_K8S_39'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'minimal', 'polaris'],
  options: {
    capabilities: { type: 'array', items: { type: 'string' }, default: ['ALL', 'SYS_ADMIN', 'NET_ADMIN', 'SYS_MODULE', 'SYS_PTRACE', 'SYS_RAWIO', 'SYS_BOOT', 'DAC_READ_SEARCH', 'BPF', 'MAC_ADMIN', 'MAC_OVERRIDE'], description: 'The capabilities that are dangerous, without the prefix CAP_.' },
  },
  messages: {
    dangerous: '{container} adds the capability {name}, which is as good as owning the node: remove it',
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
          add: [NET_BIND_SERVICE]
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
          add:
            - CAP_SYS_ADMIN # want dangerous
`,
      },
    ],
  },
  checkContainer: (container, { options, report }) => {
    const dangerous = options['capabilities'] as readonly string[];
    for (const { name, path } of capabilitiesOf(container, 'add')) if (dangerous.includes(name)) report({ path, messageId: 'dangerous', data: { name } });
  },
});
