import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadText } from '../load/load.ts';
import type { ManifestSet } from '../load/manifest-set.ts';
import { count } from '../plan/words.ts';
import type { FixFlags } from './lint-flags.ts';
import type { LintRun } from './lint-run.ts';
import { writeWhole } from './output.ts';
import type { Session } from './session.ts';

export function asksForFixes(flags: FixFlags): boolean {
  return flags.fix === true || flags.fixSuggestions === true || flags.fixDryRun === true;
}

/**
 * Mends files as `--fix`, `--fix-suggestions` and `--fix-dry-run` ask: says what was done on standard error, and prints the diff of a
 * dry run on standard output. Only files that were read from disk as they stand can be mended.
 */
export async function fixInput(session: Session, flags: FixFlags, set: ManifestSet, run: LintRun): Promise<void> {
  const { terminal } = session;
  const { fixSet } = await import('../lint/fix/fix-set.ts');
  const originals = new Map<string, string | undefined>();
  const read = (file: string): string | undefined => {
    if (!originals.has(file)) originals.set(file, readText(resolve(terminal.cwd, file)));
    return originals.get(file);
  };
  const fixed = await fixSet(set, run.result, { suggestions: flags.fixSuggestions === true, read, load: loadText, lint: run.again });
  for (const { fixable, reason } of fixed.skipped) terminal.writeError(`${fixable.object.document.file}: ${fixable.finding.rule} is not mended: ${reason}\n`);
  for (const [file, mended] of fixed.texts) {
    if (flags.fixDryRun === true) {
      const { createTwoFilesPatch } = await import('diff');
      terminal.write(createTwoFilesPatch(`a/${file}`, `b/${file}`, originals.get(file) ?? '', mended, undefined, undefined, { context: 3 }));
    } else {
      writeWhole(resolve(terminal.cwd, file), mended);
      const applied = fixed.applied.filter(({ object }) => object.document.file === file);
      terminal.writeError(`${file}: ${count(applied.length, 'mend')} written\n`);
    }
  }
}

/** The text of a file; undefined when there is none, as for standard input and rendered charts. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
