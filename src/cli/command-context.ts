import type { ExitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** What a command needs of the run it belongs to. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly exitWith: (code: ExitCode) => void;
}
