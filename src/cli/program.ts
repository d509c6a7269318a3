import { Command } from 'commander';
import { addCanICommand } from './commands/can-i.ts';
import { addCheckCommand } from './commands/check.ts';
import { addDiffCommand } from './commands/diff.ts';
import { addExplainCommand } from './commands/explain.ts';
import { addInitCommand } from './commands/init.ts';
import { addLintCommand } from './commands/lint.ts';
import { addPlanCommand } from './commands/plan.ts';
import { addRulesCommand } from './commands/rules.ts';
import { addShowCommand } from './commands/show.ts';
import { addValidateCommand } from './commands/validate.ts';
import type { CommandContext } from './command-context.ts';
import type { ExitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';
import { VERSION } from './version.ts';

const EXIT_CODES = `
Exit codes:
  0  fine
  1  findings at or above --fail-on, or a rollout that cannot complete
  2  only with --detailed-exitcode: nothing wrong, but the plan has changes
  3  usage, configuration, or an input that cannot be read
  4  a bug in kubeplan, or a simulation that hit its limits
`;

/** The whole command line. Commands load what they do when they run. */
export function createProgram(terminal: Terminal, exitWith: (code: ExitCode) => void): Command {
  const program = new Command('kubeplan')
    .description('Answers, offline: would the API server accept these Kubernetes manifests, are they good practice, and what would an apply do?')
    .version(VERSION, '-V, --version')
    .helpOption('-h, --help', 'show help')
    // The longest command leaves less than the 40 columns from which descriptions are broken by default.
    .configureHelp({ minWidthToWrap: 30 })
    .helpCommand('help [command]', 'show help for a command')
    .showSuggestionAfterError()
    .showHelpAfterError('(--help shows what there is)')
    .configureOutput({
      writeOut: terminal.write,
      writeErr: terminal.writeError,
      getOutHelpWidth: () => terminal.width ?? 80,
      getErrHelpWidth: () => terminal.width ?? 80,
      getOutHasColors: () => terminal.colour,
      outputError: (text, write) => write(text.replace(/^error: /, 'kubeplan: ')),
    })
    .addHelpText('after', EXIT_CODES)
    .exitOverride();
  const context: CommandContext = { terminal, exitWith };
  for (const add of [addValidateCommand, addLintCommand, addPlanCommand, addCheckCommand, addShowCommand, addDiffCommand, addCanICommand, addExplainCommand, addRulesCommand, addInitCommand]) add(program, context);
  return program;
}
