import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { readConfiguration } from '../configuration.ts';
import { lookAway } from '../look-away.ts';
import { addReportFlags } from '../report-flags.ts';
import type { ReportFlags } from '../report-flags.ts';
import { finish, openSession, readCrds, readInput } from '../session.ts';

interface ValidateFlags extends ReportFlags {
  readonly showDefaults?: boolean;
}

export function addValidateCommand(program: Command, { terminal, exitWith }: CommandContext): void {
  addReportFlags(program.command('validate'))
    .description('would the API server accept these manifests?')
    .argument('[input...]', 'files, folders, globs, charts, kustomizations, or - for standard input', ['.'])
    .option('--show-defaults', 'print the objects as the API server would store them, with every default, instead of a report')
    .action(async (inputs: string[], flags: ValidateFlags) => {
      const session = openSession(flags, terminal);
      const set = await readInput(session, inputs);
      const { validate } = await import('../../schema/validate.ts');
      const { findings, documents } = validate(set, { versions: session.versions, ...(await readCrds(session)), namespace: flags.namespace });
      if (flags.showDefaults === true) {
        const { stringify } = await import('yaml');
        terminal.write(documents.flatMap(({ object }) => (object === undefined ? [] : [stringify(object)])).join('---\n'));
      }
      const looked = await lookAway(session, await readConfiguration(session, inputs), set, [...set.findings, ...findings], ['load', 'validate']);
      const results = { set, findings: looked.findings, ignored: looked.ignored, command: `kubeplan validate ${inputs.join(' ')}` };
      exitWith(await finish(flags.showDefaults === true ? { ...session, outputs: [] } : session, results));
    });
}
