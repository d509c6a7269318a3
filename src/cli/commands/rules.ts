import { Option } from 'commander';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import type { CatalogueEntry } from '../rule-catalogue.ts';

export function addRulesCommand(program: Command, { terminal }: CommandContext): void {
  program
    .command('rules')
    .description('list everything that kubeplan can say')
    .addOption(new Option('-f, --format <format>', 'text, json, or the documentation of the lint rules as markdown').choices(['text', 'json', 'markdown']).default('text'))
    .addOption(new Option('--source <source>', 'only the rules of one stage').choices(['load', 'validate', 'lint', 'plan']))
    .action(async (options: { format: string; source?: string }) => {
      if (options.format === 'markdown') {
        const [{ rulesMarkdown }, { RULES }] = await Promise.all([import('../../lint/rules-markdown.ts'), import('../../../rules/index.ts')]);
        terminal.write(rulesMarkdown(RULES));
        return;
      }
      const { catalogue } = await import('../rule-catalogue.ts');
      const entries = catalogue().filter((entry) => options.source === undefined || entry.source === options.source);
      terminal.write(options.format === 'json' ? jsonOf(entries) : textOf(entries));
    });
}

function jsonOf(entries: readonly CatalogueEntry[]): string {
  const rules = entries.map(({ rule, ...entry }) => ({
    ...entry,
    ...(rule === undefined ? {} : { category: rule.category, fixable: rule.fixable, presets: rule.presets, sources: rule.sources, since: rule.since, options: rule.options }),
  }));
  return `${JSON.stringify(rules, undefined, 2)}\n`;
}

function textOf(entries: readonly CatalogueEntry[]): string {
  const width = Math.max(0, ...entries.map(({ id }) => id.length));
  let text = '';
  let source = '';
  for (const entry of entries) {
    if (entry.source !== source) text += `${source === '' ? '' : '\n'}${entry.source}\n`;
    source = entry.source;
    text += `  ${entry.id.padEnd(width)}  ${(entry.severity ?? '').padEnd(7)}  ${entry.title}\n`;
  }
  return `${text}\n${entries.length} rules. kubeplan explain RULE says more about one.\n`;
}
