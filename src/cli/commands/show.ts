import { Option } from 'commander';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { EXIT } from '../exit-code.ts';
import { parseOutputs, writeReport } from '../output.ts';
import { repeatable } from '../report-flags.ts';
import { readSavedReport } from '../saved-report.ts';
import { repositoryFolderOf, sourceUrlOf } from '../source-url.ts';

interface ShowFlags {
  readonly format: readonly string[];
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly showIgnored?: boolean;
}

export function addShowCommand(program: Command, { terminal, exitWith }: CommandContext): void {
  program
    .command('show')
    .description('draw a saved plan again, in any format')
    .argument('<plan>', 'a file that --save or --format json wrote')
    .addOption(repeatable('-f, --format <name[=file]>', 'text, json, sarif, junit, github, gitlab, markdown or html, to a file with =FILE (repeatable)'))
    .addOption(new Option('--show-ignored', 'also tell what is ignored, in text and as suppressions in SARIF'))
    .addOption(new Option('--color', 'colour even when the output is no terminal'))
    .addOption(new Option('--no-color', 'no colour'))
    .addOption(new Option('-q, --quiet', 'only what fails the run, and the summary'))
    .addOption(new Option('-v, --verbose', 'everything, also what is fine'))
    .action(async (file: string, flags: ShowFlags) => {
      const { describeRule } = await import('../rule-catalogue.ts');
      const outputs = parseOutputs(flags.format);
      const sourceUrl = sourceUrlOf(terminal.env, terminal.cwd);
      writeReport(
        await readSavedReport(file),
        outputs,
        {
          colour: flags.color ?? terminal.colour,
          width: terminal.width ?? 80,
          verbosity: flags.quiet === true ? 'quiet' : flags.verbose === true ? 'verbose' : 'normal',
          describeRule,
          ...(sourceUrl === undefined ? {} : { sourceUrl }),
          showIgnored: flags.showIgnored ?? false,
          folder: repositoryFolderOf(terminal.env, terminal.cwd),
          command: `kubeplan show ${file}`,
        },
        terminal,
      );
      exitWith(EXIT.fine);
    });
}
