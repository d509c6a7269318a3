import { describe, expect, it } from 'vitest';
import { applyFixes } from '../src/lint/fix/apply-fixes.ts';
import { lint } from '../src/lint/lint.ts';
import type { LintConfig } from '../src/lint/config/lint-config.ts';
import { loadText } from '../src/load/load.ts';
import { RULES } from './index.ts';

/** The ways in which the same manifests may be written. */
const SPELLINGS: Readonly<Record<string, (yaml: string) => string>> = {
  'with CRLF': (yaml) => yaml.replaceAll('\n', '\r\n'),
  'without a line end': (yaml) => yaml.trimEnd(),
  'behind another document': (yaml) => `# first\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: before # kept\n---\n${yaml}---\n# last\n`,
  'with marks around documents': (yaml) => `---\n${yaml}...\n`,
  'with comments': (yaml) => yaml.replaceAll(/^(\s*)(\S.*)$/gm, (line, indent: string) => (line.startsWith('---') ? line : `${indent}# above\n${line}`)),
  'as JSON': (yaml) => loadText(yaml).documents.map(({ object }) => `${JSON.stringify(object, null, '\t')}\n`).join(''),
  'as a list': (yaml) => `apiVersion: v1\nkind: List\nitems:\n${loadText(yaml).documents.map(({ object }) => `  - ${JSON.stringify(object, null, 2).replaceAll('\n', '\n    ')}\n`).join('')}`,
};

describe.each(Object.entries(SPELLINGS))('mends of manifests %s', (_, spell) => {
  it('are made for every rule that has any, and keep everything else', async () => {
    for (const rule of RULES.filter(({ fixable }) => fixable !== undefined)) {
      for (const { yaml, options } of rule.examples.invalid) {
        const config: LintConfig = { presets: ['none'], rules: { [rule.id]: { severity: rule.severity, ...options } } };
        const run = (text: string) => lint(loadText(text, 'example.yaml'), { rules: [rule], config });
        const text = spell(yaml);
        const before = run(text);
        const fixed = await applyFixes(text, before.fixable, (source) => loadText(source, 'example.yaml'));
        const after = run(fixed.text);
        expect(fixed.skipped.map(({ reason }) => reason), `${rule.id}\n${text}`).toEqual([]);
        expect(after.fixable.map(({ finding }) => finding.path), `${rule.id}\n${fixed.text}`).toEqual([]);
        expect(after.findings.length, rule.id).toBe(before.findings.length - before.fixable.length);
        expect(fixed.text.endsWith('\n'), rule.id).toBe(text.endsWith('\n'));
        if (text.includes('\r\n')) expect(fixed.text.replaceAll('\r\n', ''), rule.id).not.toContain('\n');
        for (const comment of ['# first', '# kept', '# last']) expect(fixed.text.includes(comment), rule.id).toBe(text.includes(comment));
      }
    }
  });
});
