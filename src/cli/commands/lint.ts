import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { readConfiguration } from '../configuration.ts';
import { EXIT } from '../exit-code.ts';
import { asksForFixes, fixInput } from '../fix-run.ts';
import { addFixFlags, addLintFlags } from '../lint-flags.ts';
import type { FixFlags } from '../lint-flags.ts';
import { lintInput } from '../lint-run.ts';
import { lookAway } from '../look-away.ts';
import { addReportFlags } from '../report-flags.ts';
import { finish, openSession, readInput } from '../session.ts';

export function addLintCommand(program: Command, { terminal, exitWith }: CommandContext): void {
  addFixFlags(addLintFlags(addReportFlags(program.command('lint'))))
    .description('are these manifests good practice?')
    .argument('[input...]', 'files, folders, globs, charts, kustomizations, or - for standard input', ['.'])
    .action(async (inputs: string[], flags: FixFlags) => {
      const session = openSession(flags, terminal);
      let set = await readInput(session, inputs);
      const configuration = await readConfiguration(session, inputs);
      let run = await lintInput(session, flags, set, configuration);
      if (asksForFixes(flags)) {
        await fixInput(session, flags, set, run);
        if (flags.fixDryRun === true) return;
        set = await readInput(session, inputs);
        run = await lintInput(session, flags, set, configuration);
      }
      const { findings, ignored } = await lookAway(session, configuration, set, set.findings, ['load']);
      const code = await finish(session, { set, findings: [...findings, ...run.findings], ignored: [...ignored, ...run.ignored], command: `kubeplan lint ${inputs.join(' ')}` });
      exitWith(run.failed ? EXIT.internal : code);
    });
}
