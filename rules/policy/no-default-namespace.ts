import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'no-default-namespace',
  category: 'policy',
  severity: 'warning',
  severities: { unset: 'info' },
  summary: 'Workloads and Services are in a namespace of their own.',
  why: 'The default namespace is shared by everyone who forgets to name one: quotas, network policies and access rules cannot tell its inhabitants apart, and a forgotten -n puts things in the wrong place.',
  fix: 'Set metadata.namespace, or the namespace of your kustomization or Helm release.',
  sources: ['kube-linter:use-namespace', 'trivy:KSV-0110', 'checkov:CKV_K8S_21'],
  since: '0.1.0',
  presets: ['recommended', 'strict'],
  messages: {
    unset: '{kind} "{name}" names no namespace and goes to "{namespace}": set metadata.namespace',
    default: '{kind} "{name}" is in the default namespace: give it a namespace of its own',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  selector:
    app: web
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: default # want default
spec:
  selector:
    app: web
`,
      },
      {
        yaml: `apiVersion: v1
kind: Service
metadata: # want unset
  name: web
spec:
  selector:
    app: web
`,
      },
    ],
  },
  target: ['Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job', 'CronJob', 'DeploymentConfig', 'Service', 'Rollout', 'serving.knative.dev/Service'],
  check: ({ object, report }) => {
    if (object.namespace !== 'default') return;
    const data = { kind: object.kind, name: object.name, namespace: object.namespace };
    report({ path: 'metadata.namespace', messageId: object.document.namespace === '' ? 'unset' : 'default', data });
  },
});
