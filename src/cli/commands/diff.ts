import { Option } from 'commander';
import type { Command } from 'commander';
import { UsageError } from '../../diag/usage-error.ts';
import type { StatedPlan } from '../../plan/plan-diff.ts';
import type { CommandContext } from '../command-context.ts';
import { EXIT } from '../exit-code.ts';
import { readSavedReport } from '../saved-report.ts';

interface DiffFlags {
  readonly format: 'text' | 'json' | 'markdown';
  readonly color?: boolean;
  readonly detailedExitcode?: boolean;
}

export function addDiffCommand(program: Command, { terminal, exitWith }: CommandContext): void {
  program
    .command('diff')
    .description('what one saved plan says and the other does not')
    .argument('<before>', 'the older plan, a file that --save wrote')
    .argument('<after>', 'the newer one')
    .addOption(new Option('-f, --format <format>', 'text, json or markdown').choices(['text', 'json', 'markdown']).default('text'))
    .addOption(new Option('--color', 'colour even when the output is no terminal'))
    .addOption(new Option('--no-color', 'no colour'))
    .addOption(new Option('--detailed-exitcode', 'exit with 2 when the plans differ'))
    .action(async (before: string, after: string, flags: DiffFlags) => {
      const [{ diffPlans, isEmptyDiff }, { renderPlanDiff }, { markdownPlanDiff }] = await Promise.all([
        import('../../plan/plan-diff.ts'),
        import('../../report/text-plan-diff.ts'),
        import('../../report/markdown-plan-diff.ts'),
      ]);
      const diff = diffPlans(await planIn(before), await planIn(after));
      const draw = {
        text: () => renderPlanDiff(diff, { colour: flags.color ?? terminal.colour, width: terminal.width ?? 80 }),
        json: () => `${JSON.stringify({ formatVersion: 1, equal: isEmptyDiff(diff), ...diff }, undefined, 2)}\n`,
        markdown: () => markdownPlanDiff(diff),
      };
      terminal.write(draw[flags.format]());
      exitWith(flags.detailedExitcode === true && !isEmptyDiff(diff) ? EXIT.changes : EXIT.fine);
    });
}

async function planIn(file: string): Promise<StatedPlan> {
  const { plan, findings } = await readSavedReport(file);
  if (plan === undefined) throw new UsageError(`${file} holds no plan, only findings: kubeplan plan --save FILE writes one`);
  return { plan, findings };
}
