import { at } from '../../src/diag/field-path.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'no-nginx-snippet',
  category: 'security',
  severity: 'info',
  summary: 'Ingresses carry no snippets of nginx configuration.',
  why: 'A snippet runs inside the ingress controller: whoever may write one can read the Secrets of every namespace (CVE-2021-25742).',
  fix: 'Use the annotation made for the purpose, and switch snippets off in the controller.',
  sources: ['checkov:CKV_K8S_152', 'checkov:CKV_K8S_153', 'checkov:CKV_K8S_154'],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security'],
  messages: {
    snippet: 'annotation "{key}" puts text into the configuration of nginx: use a purpose-made annotation',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
    nginx.ingress.kubernetes.io/proxy-body-size: 8m
spec: {}
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
    nginx.ingress.kubernetes.io/server-snippet: deny all; # want snippet
spec: {}
`,
      },
    ],
  },
  target: ['Ingress'],
  check: ({ object, report }) => {
    for (const key of Object.keys(object.annotations)) {
      if (key.startsWith('nginx.') && key.endsWith('-snippet')) report({ path: at('metadata.annotations', key), messageId: 'snippet', data: { key } });
    }
  },
});
