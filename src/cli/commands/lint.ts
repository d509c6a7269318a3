import type { Command } from 'commander';
import { lintInput } from '../lint-run.ts';
import type { CommandContext } from '../program.ts';
import { addReportFlags } from '../report-flags.ts';
import type { ReportFlags } from '../report-flags.ts';
import { finish, openSession, readInput } from '../session.ts';

export function addLintCommand(program: Command, { terminal, exitWith }: CommandContext): void {
  addReportFlags(program.command('lint'))
    .description('are these manifests good practice?')
    .argument('[input...]', 'files, folders, globs, charts, kustomizations, or - for standard input', ['.'])
    .action(async (inputs: string[], flags: ReportFlags) => {
      const session = openSession(flags, terminal);
      const set = await readInput(session, inputs);
      const findings = await lintInput(session, set, inputs);
      exitWith(await finish(session, { set, findings: [...set.findings, ...findings], command: `kubeplan lint ${inputs.join(' ')}` }));
    });
}
