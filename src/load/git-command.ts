import { spawnSync } from 'node:child_process';
import { UsageError } from '../diag/usage-error.ts';

/** Runs git in a repository, without a shell. */
export interface GitCommand {
  /** What git printed; undefined when it failed. */
  readonly attempt: (repository: string, args: readonly string[]) => string | undefined;
  /** What git printed; a UsageError with `complaint` when it failed. */
  readonly require: (repository: string, args: readonly string[], complaint: string) => string;
  /** The contents of objects, in their order; undefined for those that the clone does not hold. */
  readonly contents: (repository: string, objects: readonly string[]) => (Buffer | undefined)[];
}

const MAX_OUTPUT_BYTES = 1 << 30;

/** Nothing that the configuration of the repository could start, nothing that waits, nothing that is fetched. */
const SAFE_ARGUMENTS = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'protocol.allow=never', '--no-optional-locks'];

/** `environment` is that of the caller; when absent git inherits it unchanged. */
export function gitCommand(environment: Readonly<Record<string, string | undefined>> | undefined): GitCommand {
  const env = environment === undefined ? undefined : gitEnvironment(environment);
  const run = (repository: string, args: readonly string[], input: string | undefined): { readonly ok: boolean; readonly stdout: Buffer; readonly stderr: string } => {
    const { status, stdout, stderr, error } = spawnSync('git', ['-C', repository, ...SAFE_ARGUMENTS, ...args], {
      maxBuffer: MAX_OUTPUT_BYTES,
      ...(input === undefined ? {} : { input }),
      ...(env === undefined ? {} : { env }),
    });
    if (error !== undefined && (error as NodeJS.ErrnoException).code === 'ENOENT') throw new UsageError("'git' is not on the PATH, or the folder does not exist");
    return { ok: status === 0, stdout, stderr: stderr.toString('utf8').trim() };
  };
  return {
    attempt(repository, args) {
      const { ok, stdout } = run(repository, args, undefined);
      return ok ? stdout.toString('utf8') : undefined;
    },
    require(repository, args, complaint) {
      const { ok, stdout, stderr } = run(repository, args, undefined);
      if (!ok) throw new UsageError(`${complaint} (${stderr.split('\n')[0] ?? ''})`);
      return stdout.toString('utf8');
    },
    contents(repository, objects) {
      return objects.length === 0 ? [] : readBatch(run(repository, ['cat-file', '--batch'], `${objects.join('\n')}\n`).stdout, objects.length);
    },
  };
}

/** Inside a hook git sets GIT_DIR and its like, which would lead away from the repository that is asked for. */
function gitEnvironment(environment: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name, value]) => value !== undefined && !name.startsWith('GIT_'));
  return { ...Object.fromEntries(kept), GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1' };
}

/** `HASH blob SIZE`, the content and a line feed for each object; `NAME missing` for what is not there. */
function readBatch(output: Buffer, count: number): (Buffer | undefined)[] {
  const contents: (Buffer | undefined)[] = [];
  let position = 0;
  while (contents.length < count && position < output.length) {
    const lineEnd = output.indexOf(10, position);
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(output.toString('utf8', position, lineEnd))?.[1];
    position = lineEnd + 1;
    contents.push(size === undefined ? undefined : output.subarray(position, position + Number(size)));
    if (size !== undefined) position += Number(size) + 1;
  }
  while (contents.length < count) contents.push(undefined);
  return contents;
}
