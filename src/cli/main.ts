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

function processTerminal(importModule: Terminal['importModule']): Terminal {
  const { env, stdout } = process;
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const refused = env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '';
  return {
    cwd: process.cwd(),
    env,
    readStdin,
    importModule,
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
