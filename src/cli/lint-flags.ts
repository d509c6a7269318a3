import { Option } from 'commander';
import type { Command } from 'commander';
import { PRESETS } from '../lint/rule.ts';
import type { ReportFlags } from './report-flags.ts';

/** The flags of commands that lint. */
export interface LintFlags extends ReportFlags {
  readonly preset?: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
}

/** The flags that only `lint` has. */
export interface FixFlags extends LintFlags {
  readonly fix?: boolean;
  readonly fixSuggestions?: boolean;
  readonly fixDryRun?: boolean;
}

export function addLintFlags(command: Command): Command {
  return command
    .addOption(new Option('--preset <name>', 'the rules to start from, instead of those of the configuration').choices([...PRESETS, 'all']))
    .addOption(new Option('--baseline <file>', 'leave out the findings that this file knows'))
    .addOption(new Option('--write-baseline <file>', 'write the lint findings of now into a baseline, and report none of them'));
}

export function addFixFlags(command: Command): Command {
  return command
    .addOption(new Option('--fix', 'write the mechanical mends into the files; comments and order stay'))
    .addOption(new Option('--fix-suggestions', 'write those that need a decision too'))
    .addOption(new Option('--fix-dry-run', 'print what would be written as a diff, and write nothing'));
}
