import type { Example, Rule } from './rule.ts';

/** The documentation of the rules: a table of contents by category, then a part for each rule. */
export function rulesMarkdown(rules: readonly Rule[]): string {
  const categories = [...new Set(rules.map((rule) => rule.category))];
  const parts = [
    '# Lint rules',
    '',
    `kubeplan has ${rules.length} rules. This page is made by \`kubeplan rules --format markdown\` from the rules themselves; do not edit it.`,
    '`kubeplan explain RULE` shows one of them. Severities are those without a configuration; a dash means that no severity applies until the rule is switched on.',
    '',
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
