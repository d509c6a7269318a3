import type { ManifestSet } from '../load/manifest-set.ts';
import { lint } from './lint.ts';
import type { Example, Rule } from './rule.ts';

const WANT = /#\s*want\s+([A-Za-z0-9]+(?:\s*,\s*[A-Za-z0-9]+)*)\s*$/;

/**
 * What is wrong with the examples of a rule: valid ones must give no finding, invalid ones exactly those that `# want <messageId>` marks,
 * on the marked lines. `load` turns text into manifests.
 */
export function exampleProblems(rule: Rule, load: (yaml: string) => ManifestSet): string[] {
  const problems: string[] = [];
  const judge = (example: Example, label: string): void => {
    const wanted = wantedLines(example.yaml);
    const found = foundLines(rule, example, load);
    if (label.startsWith('invalid') && wanted.length === 0) problems.push(`${label}: no line is marked with "# want"`);
    for (const line of wanted) if (!found.includes(line)) problems.push(`${label}: nothing found at ${line}`);
    for (const line of found) if (!wanted.includes(line)) problems.push(`${label}: found ${line}, which is not marked`);
  };
  rule.examples.valid.forEach((example, index) => judge(example, `valid[${index}]`));
  rule.examples.invalid.forEach((example, index) => judge(example, `invalid[${index}]`));
  return problems;
}

function wantedLines(yaml: string): string[] {
  return yaml.split('\n').flatMap((text, index) => {
    const ids = WANT.exec(text)?.[1];
    return ids === undefined ? [] : ids.split(',').map((id) => `line ${index + 1}: ${id.trim()}`);
  });
}

/** The findings as `line: messageId`; each message is made to be its own id. */
function foundLines(rule: Rule, example: Example, load: (yaml: string) => ManifestSet): string[] {
  const named: Rule = { ...rule, messages: Object.fromEntries(Object.keys(rule.messages).map((id) => [id, id])) };
  const set = load(example.yaml);
  if (set.findings.length > 0) return set.findings.map((finding) => `line ${finding.line ?? 0}: the example cannot be read: ${finding.message}`);
  const config = { presets: ['none'], rules: { [rule.id]: { severity: rule.severity, ...example.options } }, peerAnnotations: false };
  const result = lint(set, { rules: [named], config });
  for (const failure of result.failures) throw failure.error;
  return result.findings.map((finding) => `line ${finding.line ?? 0}: ${finding.message}`);
}
