import { listAt } from '../../src/lint/fields.ts';
import { defineRule } from '../../src/lint/rule.ts';

export default defineRule({
  id: 'gatekeeper-repo-prefix',
  category: 'policy',
  severity: 'warning',
  summary: 'Allowed image repositories of Gatekeeper end at a boundary.',
  why: 'The prefix "registry.example/shop" also allows "registry.example/shop-of-somebody-else".',
  fix: 'End each prefix with a slash.',
  sources: ['trivy:KSV-0124'],
  since: '0.1.0',
  presets: [],
  messages: {
    open: '"{repo}" also allows every repository that merely begins so: end it with a slash',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sAllowedRepos
metadata:
  name: ours
spec:
  parameters:
    repos: [registry.example/shop/]
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sAllowedRepos
metadata:
  name: ours
spec:
  parameters:
    repos:
      - registry.example/shop # want open
`,
      },
    ],
  },
  target: ['constraints.gatekeeper.sh/K8sAllowedRepos'],
  check: ({ object, report }) => {
    listAt(object.value, 'spec', 'parameters', 'repos').forEach((repo, index) => {
      if (typeof repo === 'string' && !repo.endsWith('/') && !repo.includes('@') && !repo.includes(':')) report({ path: `spec.parameters.repos[${index}]`, messageId: 'open', data: { repo } });
    });
  },
});
