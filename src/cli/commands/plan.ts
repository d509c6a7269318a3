import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { readConfiguration } from '../configuration.ts';
import { lookAway } from '../look-away.ts';
import { addPlanFlags } from '../plan-flags.ts';
import type { PlanFlags } from '../plan-flags.ts';
import { planExitCode, planInput } from '../plan-run.ts';
import { addReportFlags } from '../report-flags.ts';
import { finish, openSession, readCrds, readInput } from '../session.ts';

export function addPlanCommand(program: Command, { terminal, exitWith }: CommandContext): void {
  addReportFlags(addPlanFlags(program.command('plan')))
    .description('what would happen if these manifests were applied?')
    .argument('[input...]', 'files, folders, globs, charts, kustomizations, or - for standard input', ['.'])
    .action(async (inputs: string[], flags: PlanFlags) => {
      const session = openSession(flags, terminal);
      const set = await readInput(session, inputs);
      const configuration = await readConfiguration(session, inputs);
      const outcome = await planInput(session, flags, set, inputs, await readCrds(session));
      const { findings, ignored } = await lookAway(session, configuration, set, [...set.findings, ...outcome.findings], ['load', 'plan']);
      const code = await finish(session, {
        set,
        findings,
        ignored,
        plan: outcome.plan,
        save: flags.save,
        open: flags.open,
        command: `kubeplan plan ${inputs.join(' ')}`,
      });
      exitWith(planExitCode(code, outcome, findings, flags));
    });
}
