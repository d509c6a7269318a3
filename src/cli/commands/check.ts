import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { readConfiguration } from '../configuration.ts';
import { EXIT } from '../exit-code.ts';
import { addLintFlags } from '../lint-flags.ts';
import type { LintFlags } from '../lint-flags.ts';
import { lintInput } from '../lint-run.ts';
import { lookAway } from '../look-away.ts';
import { addPlanFlags } from '../plan-flags.ts';
import type { PlanFlags } from '../plan-flags.ts';
import { planExitCode, planInput } from '../plan-run.ts';
import { addReportFlags } from '../report-flags.ts';
import { finish, openSession, readCrds, readInput } from '../session.ts';

export function addCheckCommand(program: Command, { terminal, exitWith }: CommandContext): void {
  addReportFlags(addPlanFlags(addLintFlags(program.command('check'))))
    .description('validate, lint and plan as one report: for CI and pre-commit')
    .argument('[input...]', 'files, folders, globs, charts, kustomizations, or - for standard input', ['.'])
    .action(async (inputs: string[], flags: PlanFlags & LintFlags) => {
      const session = openSession(flags, terminal);
      const set = await readInput(session, inputs);
      const { validate } = await import('../../schema/validate.ts');
      const crds = await readCrds(session);
      const validation = validate(set, { versions: session.versions, ...crds, namespace: flags.namespace });
      const configuration = await readConfiguration(session, inputs);
      const outcome = await planInput(session, flags, set, inputs, crds);
      const { findings, ignored, usedPlaces } = await lookAway(session, configuration, set, [...set.findings, ...validation.findings, ...outcome.findings], ['load', 'validate', 'plan']);
      const run = await lintInput(session, flags, set, configuration, usedPlaces);
      const code = await finish(session, {
        set,
        findings: [...findings, ...run.findings],
        ignored: [...ignored, ...run.ignored],
        plan: outcome.plan,
        save: flags.save,
        open: flags.open,
        command: `kubeplan check ${inputs.join(' ')}`,
      });
      exitWith(run.failed ? EXIT.internal : planExitCode(code, outcome, findings, flags));
    });
}
