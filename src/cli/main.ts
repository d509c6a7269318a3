import { setFlagsFromString } from 'node:v8';
import { run } from './run.ts';
import type { Terminal } from './terminal.ts';

/** Runs the command line on this process. `importModule` is for the bundle, which cannot import by itself. */
export async function main(importModule = (url: string): Promise<unknown> => import(url)): Promise<void> {
  process.stdout.on('error', endQuietlyOnClosedPipe);
  process.stderr.on('error', endQuietlyOnClosedPipe);
  process.exitCode = await run(process.argv.slice(2), processTerminal(importModule));
}

/** `kubeplan … | head` closes the pipe before everything is written: nobody reads on, so there is nothing to complain about. */
function endQuietlyOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
}

/** What the flags below are known to do: measured with Node 20. Others would complain of flags that they do not know. */
const MEASURED_ENGINE = '11.';

/**
 * The engine compiles what runs often for speed, on other threads. In a run of a second most of that never pays, and it takes the second of two
 * cores from the run itself: with four times the patience of the default, and less work for each compilation, a large input takes a sixth less time and a
 * third less of both cores.
 * A short run would lose, for the engine reads its own modules anew when flags change.
 */
function expectLongRun(): void {
  if (process.versions.v8.startsWith(MEASURED_ENGINE)) setFlagsFromString('--interrupt-budget=250000 --max-inlined-bytecode-size-cumulative=300');
}

function processTerminal(importModule: Terminal['importModule']): Terminal {
  const { env, stdout } = process;
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const refused = env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '';
  return {
    cwd: process.cwd(),
    env,
    readStdin,
    importModule,
    expectLongRun,
    write: (text) => void stdout.write(text),
    writeError: (text) => void process.stderr.write(text),
    colour: !refused && (forced || (stdout.isTTY && env['TERM'] !== 'dumb')),
    width: stdout.isTTY ? stdout.columns : undefined,
  };
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
