import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { parseImage } from '../../src/lint/image.ts';
import { fitsWildcard } from '../../src/lint/wildcard.ts';

export default defineContainerRule({
  id: 'trusted-registry',
  category: 'security',
  severity: 'warning',
  summary: 'Images come from registries that you trust.',
  why: 'An image from anywhere is a program from anywhere.',
  fix: 'Mirror the image into a registry of yours, or add its registry to the option registries.',
  sources: ['trivy:KSV-0032', 'trivy:KSV-0033', 'trivy:KSV-0034', 'trivy:KSV-0035', 'trivy:KSV-0125'],
  since: '0.1.0',
  presets: [],
  options: {
    registries: { type: 'array', items: { type: 'string' }, default: [], description: 'Registries and prefixes that are trusted (`registry.example`, `ghcr.io/acme`); `*` stands for any text. Nothing is checked while the list is empty.' },
  },
  messages: {
    unknown: 'image "{image}" of {container} comes from "{registry}", which is not among the trusted registries: mirror it, or trust that registry',
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
`,
        options: { registries: ['registry.example'] },
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
      image: somebody/web:1.2.3 # want unknown
`,
        options: { registries: ['registry.example'] },
      },
    ],
  },
  checkContainer: (container, { options, report }) => {
    const trusted = options['registries'] as readonly string[];
    if (trusted.length === 0 || container.image === '') return;
    const { registry, repository } = parseImage(container.image);
    const host = registry === '' ? 'docker.io' : registry;
    const full = `${host}/${repository}`;
    if (trusted.some((prefix) => fitsWildcard(prefix, host) || fitsWildcard(`${prefix}/*`, full))) return;
    report({ path: child(container.path, 'image'), messageId: 'unknown', data: { image: container.image, registry: host } });
  },
});
