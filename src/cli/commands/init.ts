import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { UsageError } from '../../diag/usage-error.ts';
import type { CommandContext } from '../command-context.ts';
import { writeWhole } from '../output.ts';
import { CI_WORKFLOW, CONFIGURATION, PRE_COMMIT } from './init-templates.ts';

interface InitOptions {
  readonly preCommit?: boolean;
  readonly github?: boolean;
  readonly force?: boolean;
}

export function addInitCommand(program: Command, { terminal }: CommandContext): void {
  program
    .command('init')
    .description('write a commented kubeplan.yaml, and on request snippets for pre-commit and CI')
    .option('--pre-commit', 'write .pre-commit-config.yaml too')
    .option('--github', 'write .github/workflows/kubeplan.yaml too')
    .option('--force', 'overwrite files that exist')
    .action((options: InitOptions) => {
      const files = new Map([['kubeplan.yaml', CONFIGURATION]]);
      if (options.preCommit === true) files.set('.pre-commit-config.yaml', PRE_COMMIT);
      if (options.github === true) files.set('.github/workflows/kubeplan.yaml', CI_WORKFLOW);
      const present = [...files.keys()].filter((name) => existsSync(resolve(terminal.cwd, name)));
      if (present.length > 0 && options.force !== true) throw new UsageError(`${present.join(' and ')} ${present.length === 1 ? 'exists' : 'exist'} already: use --force to overwrite`);
      for (const [name, text] of files) {
        const path = resolve(terminal.cwd, name);
        writeWhole(path, text);
        terminal.write(`wrote ${relative(terminal.cwd, path)}\n`);
      }
    });
}
