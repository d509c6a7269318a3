import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { exchangesOf, formatTranscript, parseTranscript, play, writeFiles } from './transcript.ts';

const FOLDER = fileURLToPath(new URL('../../testdata/cli', import.meta.url));
/** `UPDATE_TRANSCRIPTS=1` writes what the commands give now; read the difference before committing it. */
const UPDATE = process.env['UPDATE_TRANSCRIPTS'] === '1';

describe('transcripts of the command line', () => {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.scenario'));

  it('exist', () => expect(names.length).toBeGreaterThan(0));

  it.each(names)('%s', async (name) => {
    const path = join(FOLDER, name);
    const text = readFileSync(path, 'utf8');
    const sections = parseTranscript(text);
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kubeplan-')));
    const home = process.cwd();
    try {
      writeFiles(sections, folder);
      process.chdir(folder);
      const played = [];
      for (const exchange of exchangesOf(sections)) played.push(await play(exchange, folder));
      expect(played.length).toBeGreaterThan(0);
      const actual = formatTranscript(sections, played);
      if (UPDATE) writeFileSync(path, actual);
      else expect(actual).toBe(text);
    } finally {
      process.chdir(home);
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
