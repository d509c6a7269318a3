import type { Command } from 'commander';
import pc from 'picocolors';
import { UsageError } from '../../diag/usage-error.ts';
import type { Example, Rule } from '../../lint/rule.ts';
import type { CommandContext } from '../command-context.ts';
import type { CatalogueEntry } from '../rule-catalogue.ts';

export function addExplainCommand(program: Command, { terminal }: CommandContext): void {
  program
    .command('explain')
    .description('say why a rule exists, how to mend what it finds, and show examples')
    .argument('<rule>', 'the id that a finding ends with, or `assumptions`')
    .option('--color', 'colour even when the output is no terminal')
    .option('--no-color', 'no colour')
    .action(async (id: string, options: { color?: boolean }) => {
      const { findEntry, similarIds } = await import('../rule-catalogue.ts');
      const entry = findEntry(id);
      if (entry === undefined) {
        const similar = similarIds(id);
        throw new UsageError(`there is no rule '${id}'${similar.length === 0 ? '; `kubeplan rules` lists them' : `, did you mean ${similar.join(' or ')}?`}`);
      }
      terminal.write(explanation(entry, options.color ?? terminal.colour, terminal.width ?? 80));
    });
}

function explanation(entry: CatalogueEntry, colour: boolean, width: number): string {
  const style = pc.createColors(colour);
  const { rule } = entry;
  const lines = [`${style.bold(entry.id)}  ${style.dim([entry.source, entry.severity, rule?.category].filter((word) => word !== undefined).join(' · '))}`, '', ...wrap(entry.title, width)];
  const part = (title: string, text: string): void => void lines.push('', style.bold(title), ...wrap(text, width, '  '));
  part('Why', entry.why);
  if (entry.fix !== undefined) part('How to mend it', entry.fix);
  if (rule !== undefined) lines.push(...ruleParts(rule, width, style.bold, style.dim));
  return `${lines.join('\n')}\n`;
}

function ruleParts(rule: Rule, width: number, bold: (text: string) => string, dim: (text: string) => string): string[] {
  const lines: string[] = [];
  if (rule.fixable !== undefined) lines.push('', bold('Fix'), `  ${rule.fixable === 'safe' ? '`--fix` mends it' : '`--fix-suggestions` proposes a change to decide on'}`);
  const options = Object.entries(rule.options ?? {});
  if (options.length > 0) lines.push('', bold('Options'), ...options.flatMap(([name, option]) => wrap(`${name} (default ${JSON.stringify(option.default)}): ${option.description}`, width, '  ')));
  const shown = (title: string, example: Example | undefined): void => {
    if (example !== undefined) lines.push('', bold(title), ...example.yaml.trimEnd().split('\n').map((line) => `  ${dim('│')} ${line}`));
  };
  shown('Found', rule.examples.invalid[0]);
  shown('Good', rule.examples.valid[0]);
  if (rule.sources.length > 0) lines.push('', bold('Elsewhere'), ...wrap(rule.sources.join(', '), width, '  '));
  lines.push('', dim(`since ${rule.since} · in ${rule.presets.length === 0 ? 'no preset' : rule.presets.join(', ')}`));
  return lines;
}

/** Breaks a text at spaces so that no line is longer than the width, unless a word is. */
function wrap(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(/\s+/)) {
    if (line.length > indent.length && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
    }
    line += line.length > indent.length ? ` ${word}` : word;
  }
  lines.push(line);
  return lines;
}
