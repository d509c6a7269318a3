import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './run.ts';
import type { Terminal } from './terminal.ts';

/**
 * A transcript of the command line (`testdata/cli/*.scenario`): sections that begin with a line `==== NAME ====`.
 * `file PATH` writes a file, `command` runs one command line (`[WIDTH]` before it sets the columns of a terminal), `stdin` gives the
 * input of the command before it, and `stdout`, `stderr` and `exit` say what it gave. Absent output sections mean no output.
 */
export interface Section {
  readonly name: string;
  readonly body: string;
}

export interface Exchange {
  readonly command: string;
  readonly stdin: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: string;
}

const HEADER = /^==== (.+) ====$/;

export function parseTranscript(text: string): Section[] {
  const sections: { name: string; body: string }[] = [];
  for (const line of text.split(/(?<=\n)/)) {
    const name = HEADER.exec(line.trimEnd())?.[1];
    const current = sections.at(-1);
    if (name !== undefined) sections.push({ name, body: '' });
    else if (current !== undefined) current.body += line;
  }
  return sections;
}

/** Writes the files of a transcript below `folder`; `\\x00` stands for a zero byte. */
export function writeFiles(sections: readonly Section[], folder: string): void {
  for (const { name, body } of sections) {
    if (!name.startsWith('file ')) continue;
    const path = join(folder, name.slice('file '.length));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, body.replaceAll('\\x00', '\0'));
  }
}

/** The commands of a transcript with what is expected of them. */
export function exchangesOf(sections: readonly Section[]): Exchange[] {
  const exchanges: { -readonly [K in keyof Exchange]: Exchange[K] }[] = [];
  for (const { name, body } of sections) {
    if (name === 'command') exchanges.push({ command: body.trim(), stdin: '', stdout: '', stderr: '', exit: '0' });
    const current = exchanges.at(-1);
    if (current === undefined) continue;
    if (name === 'stdin' || name === 'stdout' || name === 'stderr') current[name] = body;
    if (name === 'exit') current.exit = body.trim();
  }
  return exchanges;
}

/** Runs one command in `folder`, without a process. The folder's own path is shown as `{dir}`. */
export async function play(exchange: Pick<Exchange, 'command' | 'stdin'>, folder: string): Promise<Exchange> {
  const [, width, line = ''] = /^(?:\[(\d+)\] )?(.*)$/.exec(exchange.command) ?? [];
  const words = splitWords(line);
  let stdout = '';
  let stderr = '';
  const terminal: Terminal = {
    cwd: folder,
    env: {},
    readStdin: async () => new TextEncoder().encode(exchange.stdin),
    importModule: (url) => import(url),
    write: (text) => void (stdout += text),
    writeError: (text) => void (stderr += text),
    colour: false,
    width: width === undefined ? undefined : Number(width),
  };
  const exit = await run(words.slice(1), terminal);
  const tidy = (text: string): string => text.replaceAll(folder, '{dir}');
  return { command: exchange.command, stdin: exchange.stdin, stdout: tidy(stdout), stderr: tidy(stderr), exit: String(exit) };
}

/** The transcript again, with its outputs replaced by what the commands gave. */
export function formatTranscript(sections: readonly Section[], played: readonly Exchange[]): string {
  const blocks: string[] = [];
  const block = (name: string, body: string): void => void blocks.push(`==== ${name} ====\n${body}`);
  let index = 0;
  for (const { name, body } of sections) {
    if (name === 'command') {
      const exchange = played[index];
      index += 1;
      block('command', `${exchange?.command ?? body.trim()}\n`);
      if (exchange === undefined) continue;
      if (exchange.stdin !== '') block('stdin', exchange.stdin);
      if (exchange.stdout !== '') block('stdout', exchange.stdout);
      if (exchange.stderr !== '') block('stderr', exchange.stderr);
      block('exit', `${exchange.exit}\n`);
    } else if (!['stdin', 'stdout', 'stderr', 'exit'].includes(name)) {
      block(name, body);
    }
  }
  return blocks.join('');
}

/** Splits a command line into words; single and double quotes group. */
function splitWords(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}
