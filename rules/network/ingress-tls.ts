import { listAt } from '../../src/lint/fields.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'ingress-tls',
  category: 'network',
  severity: 'info',
  summary: 'Ingresses use TLS.',
  why: 'Without TLS everyone on the way reads and changes what is sent, passwords and cookies included.',
  fix: 'Add spec.tls with the hosts and a Secret with the certificate. If TLS ends at a load balancer before it, ignore the rule with that reason.',
  sources: ['polaris:tlsSettingsMissing'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security', 'polaris'],
  messages: {
    none: 'Ingress "{name}" has no TLS: add spec.tls with its hosts and a certificate',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  tls:
    - hosts: [web.example]
      secretName: web-tls
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec: # want none
  ingressClassName: nginx
`,
      },
    ],
  },
  target: ['Ingress'],
  check: ({ object, report }) => {
    if (listAt(object.value, 'spec', 'tls').length === 0) report({ path: 'spec.tls', messageId: 'none', data: { name: object.name } });
  },
});
