import { Option } from 'commander';
import type { Command } from 'commander';
import { EXIT } from '../exit-code.ts';
import type { FixFlags } from '../lint-fix.ts';
import { lintInput } from '../lint-run.ts';
import type { BaselineFlags } from '../lint-run.ts';
import type { CommandContext } from '../program.ts';
import { addReportFlags } from '../report-flags.ts';
import type { ReportFlags } from '../report-flags.ts';
import { finish, openSession, readInput } from '../session.ts';

export function addLintCommand(program: Command, { terminal, exitWith }: CommandContext): void {
  addReportFlags(program.command('lint'))
    .description('are these manifests good practice?')
    .argument('[input...]', 'files, folders, globs, charts, kustomizations, or - for standard input', ['.'])
    .addOption(new Option('--fix', 'mend what can be mended without a decision; comments, order and quotes stay'))
    .addOption(new Option('--fix-suggestions', 'mend also what needs a decision: read the difference before you commit it'))
    .addOption(new Option('--fix-dry-run', 'print the mends as a patch instead of making them'))
    .addOption(new Option('--baseline <file>', 'leave out the findings that this file knows'))
    .addOption(new Option('--write-baseline <file>', 'write all findings of now to this file, so that only new ones are reported'))
    .action(async (inputs: string[], flags: ReportFlags & FixFlags & BaselineFlags) => {
      const session = openSession(flags, terminal);
      const set = await readInput(session, inputs);
      const outcome = await lintInput(session, set, inputs, flags);
      const command = `kubeplan lint ${inputs.join(' ')}`;
      if (flags.fix === true || flags.fixSuggestions === true || flags.fixDryRun === true) {
        const { fixInput } = await import('../lint-fix.ts');
        const fixed = await fixInput(set, outcome.result, outcome.again, flags, terminal.cwd);
        if (flags.fixDryRun === true) {
          terminal.write(fixed.patch === '' ? 'nothing to mend\n' : fixed.patch);
          return exitWith(EXIT.fine);
        }
        terminal.writeError(`${fixed.mended} finding${fixed.mended === 1 ? '' : 's'} mended\n`);
        return exitWith(await finish(session, { set: fixed.set, findings: [...set.findings, ...fixed.result.findings], command }));
      }
      const code = await finish(session, { set, findings: [...set.findings, ...outcome.findings], command });
      exitWith(outcome.failed ? EXIT.internal : code);
    });
}
