import { textAt } from '../../src/lint/fields.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'no-exposed-service-type',
  category: 'network',
  severity: 'info',
  severities: { nodePort: 'warning' },
  summary: 'Services are reachable from outside the cluster only on purpose.',
  why: 'A NodePort opens a port on every node, past Ingress, TLS and access rules; a LoadBalancer usually gets a public address.',
  fix: 'Use type ClusterIP and an Ingress or a Gateway route. Keep the type where the exposure is wanted, and ignore the rule there with that reason.',
  sources: ['kube-linter:exposed-services', 'kube-score:service-type'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'kube-score'],
  options: {
    types: { type: 'array', items: { type: 'string' }, default: ['NodePort', 'LoadBalancer'], description: 'The types that are reported.' },
  },
  messages: {
    nodePort: 'Service "{name}" of type NodePort opens a port on every node: use ClusterIP behind an Ingress or Gateway',
    exposed: 'Service "{name}" of type {type} is reachable from outside the cluster: use ClusterIP behind an Ingress or Gateway, unless that is wanted',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: ClusterIP
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
spec:
  type: NodePort # want nodePort
  selector:
    app: web
`,
      },
      {
        yaml: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: LoadBalancer # want exposed
  selector:
    app: web
`,
      },
    ],
  },
  target: ['Service'],
  check: ({ object, options, report }) => {
    const type = textAt(object.value, 'spec', 'type') ?? 'ClusterIP';
    if (!(options['types'] as readonly string[]).includes(type)) return;
    report({ path: 'spec.type', messageId: type === 'NodePort' ? 'nodePort' : 'exposed', data: { name: object.name, type } });
  },
});
