import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { play } from './cli/transcript.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CONSOLE = /```console\n\$ (.+)\n([\s\S]*?)```/g;

/** The transcripts of the README: a line `…` stands for any lines that are left out. */
const TRANSCRIPTS = [...readFileSync(`${ROOT}README.md`, 'utf8').matchAll(CONSOLE)].map(([, command = '', output = '']) => ({ command, output }));

describe('README', () => {
  it('shows transcripts', () => expect(TRANSCRIPTS.length).toBeGreaterThan(1));

  it.each(TRANSCRIPTS)('$command prints what it says', async ({ command, output }) => {
    const { stdout } = await play({ command, stdin: '' }, ROOT);
    let rest = stdout;
    for (const part of output.split(/^…\n/m)) {
      const place = rest.indexOf(part);
      expect(place, `the README shows, and the command does not print:\n${part}`).toBeGreaterThanOrEqual(0);
      rest = rest.slice(place + part.length);
    }
  });
});
