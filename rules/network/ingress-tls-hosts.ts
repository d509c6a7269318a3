import { mapsAt, textAt, textsAt } from '../../src/lint/fields.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'ingress-tls-hosts',
  category: 'network',
  severity: 'warning',
  severities: { unused: 'info' },
  summary: 'The TLS hosts of an Ingress are those of its rules.',
  why: "A rule host that tls leaves out is served with the controller's own certificate, which browsers refuse; a TLS host without a rule serves nothing.",
  fix: 'List each rule host under tls.hosts, or one wildcard that covers it.',
  sources: [],
  since: '0.1.0',
  presets: ['recommended', 'strict', 'security'],
  messages: {
    uncovered: 'host "{host}" has no TLS though the Ingress uses it for others: add the host to tls',
    unused: 'TLS host "{host}" has no rule: correct it, or add a rule',
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
    - hosts: ['*.example']
  rules:
    - host: web.example
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  tls:
    - hosts:
        - www.example # want unused
  rules:
    - host: web.example # want uncovered
`,
      },
    ],
  },
  target: ['Ingress'],
  check: ({ object, report }) => {
    const tls = mapsAt(object.value, 'spec', 'tls').flatMap(([index, entry]) => textsAt(entry, 'hosts').map((host, position) => ({ host, path: `spec.tls[${index}].hosts[${position}]` })));
    // Entries without hosts are for every host of the controller's choice.
    if (tls.length === 0 || mapsAt(object.value, 'spec', 'tls').some(([, entry]) => textsAt(entry, 'hosts').length === 0)) return;
    const rules = mapsAt(object.value, 'spec', 'rules').flatMap(([index, rule]) => {
      const host = textAt(rule, 'host') ?? '';
      return host === '' ? [] : [{ host, path: `spec.rules[${index}].host` }];
    });
    for (const { host, path } of rules) if (!tls.some((entry) => covers(entry.host, host))) report({ path, messageId: 'uncovered', data: { host } });
    if (rules.length === 0) return;
    for (const { host, path } of tls) if (!rules.some((rule) => covers(host, rule.host) || covers(rule.host, host))) report({ path, messageId: 'unused', data: { host } });
  },
});

/** A wildcard stands for exactly one label. */
function covers(pattern: string, host: string): boolean {
  if (pattern === host) return true;
  return pattern.startsWith('*.') && host.slice(host.indexOf('.') + 1) === pattern.slice(2);
}
