import { PRESETS } from './rule.ts';
import type { Example, Rule } from './rule.ts';

/** The documentation of the rules: a table of contents by category, then a part for each rule. */
export function rulesMarkdown(rules: readonly Rule[]): string {
  const categories = [...new Set(rules.map((rule) => rule.category))];
  const parts = [
    '# Lint rules',
    '',
    `kubeplan has ${rules.length} rules. This page is made by \`kubeplan rules --format markdown\` from the rules themselves; do not edit it.`,
    '`kubeplan explain RULE` shows one of them.',
    '',
    ...INTRODUCTION,
  ];
  for (const category of categories) {
    parts.push(`## ${titleOf(category)}`, '', '| rule | severity | in `recommended` | fix | |', '|---|---|---|---|---|');
    for (const rule of rules.filter((other) => other.category === category)) {
      parts.push(`| [\`${rule.id}\`](#${rule.id}) | ${rule.severity} | ${rule.presets.includes('recommended') ? 'yes' : 'no'} | ${rule.fixable ?? ''} | ${cell(rule.summary)} |`);
    }
    parts.push('');
  }
  for (const rule of rules) parts.push(...ruleParts(rule));
  return `${parts.join('\n').trimEnd()}\n`;
}

const INTRODUCTION: readonly string[] = [
  '## Which rules run',
  '',
  'Without a configuration the rules of the preset `recommended` run with the severities below. `kubeplan.yaml`, found upward from the input, changes that:',
  '',
  '```yaml',
  'extends: [recommended]         # presets, files and npm packages; the later ones on top',
  'rules:',
  '  readiness-probe: error       # error, warning, info or off',
  '  min-replicas: { severity: warning, min: 3 }',
  'overrides:',
  '  - { file: dev/**, rules: { no-default-namespace: off } }',
  'locked: [no-privileged-container]   # nothing may switch these off',
  '```',
  '',
  `The presets are ${PRESETS.map((preset) => `\`${preset}\``).join(', ')}, \`all\` and \`none\`; those called after another tool run what that tool checks by default.`,
  '',
  '## Looking away',
  '',
  'An exception says why, and may have a last day after which it no longer counts. Those without use and those that have expired are reported.',
  '',
  '```yaml',
  '# kubeplan-ignore no-default-namespace until 2027-01-31: moves with the next release',
  'apiVersion: apps/v1',
  'kind: Deployment',
  'metadata:',
  '  name: web',
  '  annotations:',
  '    kubeplan.dev/ignore: "min-replicas: a single writer"',
  '    kubeplan.dev/ignore.backup: "readiness-probe: serves nothing"   # for the container backup alone',
  '```',
  '',
  'A comment above the object is about the object; one on a line is about what stands or begins there. Annotations of the pod template are about the pod. In `kubeplan.yaml` an entry of `ignore` names',
  'rules and may narrow them by `kind`, `name`, `namespace`, `labels`, `file`, `container` and `path`. The ignore annotations of kube-linter, kube-score, polaris and checkov count too, and so do',
  'the `# trivy:ignore:CHECK` comments and the ignore files of Trivy, unless `peerAnnotations` is false.',
  '',
  'The findings of the other stages (`plan/unschedulable`, `validate/server-warning`, `load/duplicate-object`; `kubeplan rules` lists them) are graded, ignored and locked in the same ways, by their ids.',
  'Two kinds of them say that there is nothing to look away from: what cannot be read (errors of `load`) is always reported, and what the API server refuses (errors of `validate`) is quiet or milder only',
  'where the configuration names the rule, under `ignore` or `rules`: neither a comment nor an annotation nor `*` makes the server accept an object. Each command judges the ignores of the stages that it runs,',
  'and `kubeplan check`, which runs all of them, also those of `*`.',
  '',
  '## Other linters',
  '',
  'Each rule names the checks of other tools that it stands for. Where those tools agree with one another kubeplan agrees with them, but for the',
  '[exceptions](../testdata/lint-exceptions.json), each with its reason.',
  '',
];

function ruleParts(rule: Rule): string[] {
  const parts = [`### ${rule.id}`, '', rule.summary, '', rule.why, '', `**Fix**: ${rule.fix}`, ''];
  const facts = [`severity ${rule.severity}`, `since ${rule.since}`];
  if (rule.presets.length > 0) facts.push(`presets ${rule.presets.join(', ')}`);
  if (rule.fixable !== undefined) facts.push(rule.fixable === 'safe' ? '`--fix` mends it' : '`--fix-suggestions` proposes a change');
  parts.push(`${facts.join(' · ')}`, '');
  const options = Object.entries(rule.options ?? {});
  if (options.length > 0) {
    parts.push('| option | default | |', '|---|---|---|');
    for (const [name, option] of options) parts.push(`| \`${name}\` | \`${cell(JSON.stringify(option.default))}\` | ${cell(option.description)} |`);
    parts.push('');
  }
  parts.push(...exampleParts('Flagged', rule.examples.invalid), ...exampleParts('Fine', rule.examples.valid));
  if (rule.sources.length > 0) parts.push(`Elsewhere: ${rule.sources.map((source) => `\`${source}\``).join(', ')}`, '');
  return parts;
}

function exampleParts(title: string, examples: readonly Example[]): string[] {
  const [first] = examples;
  if (first === undefined) return [];
  const options = first.options === undefined ? '' : `, with the options \`${JSON.stringify(first.options)}\``;
  return [`${title}${options}:`, '', '```yaml', first.yaml.trimEnd(), '```', ''];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function titleOf(category: string): string {
  const words = category.replaceAll('-', ' ');
  return category === 'rbac' || category === 'api' ? words.toUpperCase() : words.charAt(0).toUpperCase() + words.slice(1);
}
