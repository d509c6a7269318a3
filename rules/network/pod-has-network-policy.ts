import { definePodRule } from '../../src/lint/container-rule.ts';
import { isSet, textsAt } from '../../src/lint/fields.ts';
import type { LintObject } from '../../src/lint/model/lint-object.ts';

export default definePodRule({
  id: 'pod-has-network-policy',
  category: 'network',
  severity: 'info',
  summary: 'Pods are covered by network policies in both directions.',
  why: 'A pod that no policy selects can be reached from every pod of the cluster and can reach everything, the internet included.',
  fix: 'Add a NetworkPolicy that denies by default in the namespace, and one for what each workload needs.',
  sources: ['kube-linter:non-isolated-pod', 'kube-score:pod-networkpolicy', 'polaris:missingNetworkPolicy', 'checkov:CKV2_K8S_6'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'kube-score', 'polaris'],
  messages: {
    none: 'no NetworkPolicy selects the pods of {kind} "{name}", so anyone reaches them and they reach anyone: add one',
    oneWay: 'no NetworkPolicy limits the {direction} traffic of the pods of {kind} "{name}": add a policy for it',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: deny
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers: []
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata: # want none
  name: web
spec:
  containers: []
`,
      },
      {
        yaml: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: deny
spec:
  podSelector: {}
---
apiVersion: v1
kind: Pod
metadata: # want oneWay
  name: web
spec:
  containers: []
`,
      },
    ],
  },
  checkPod: (pod, { object, model, report }) => {
    const policies = model.selecting('NetworkPolicy', pod);
    const data = { kind: object.kind, name: object.name };
    if (policies.length === 0) {
      report({ path: 'metadata', messageId: 'none', data });
      return;
    }
    for (const direction of ['Ingress', 'Egress'] as const) {
      if (!policies.some((policy) => limits(policy, direction))) report({ path: 'metadata', messageId: 'oneWay', data: { ...data, direction: direction.toLowerCase() } });
    }
  },
});

/** Without policyTypes a policy is about ingress, and about egress when it has such rules (pkg/apis/networking/v1/defaults.go). */
function limits(policy: LintObject, direction: 'Ingress' | 'Egress'): boolean {
  if (isSet(policy.value, 'spec', 'policyTypes')) return textsAt(policy.value, 'spec', 'policyTypes').includes(direction);
  return direction === 'Ingress' || isSet(policy.value, 'spec', 'egress');
}
