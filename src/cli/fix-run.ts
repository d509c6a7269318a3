import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FixableFinding, LintResult } from '../lint/lint.ts';
import { loadText } from '../load/load.ts';
import { count } from '../plan/words.ts';
import type { FixFlags } from './lint-flags.ts';
import { writeWhole } from './output.ts';
import type { Session } from './session.ts';

export function asksForFixes(flags: FixFlags): boolean {
  return flags.fix === true || flags.fixSuggestions === true || flags.fixDryRun === true;
}

/**
 * Mends files as `--fix`, `--fix-suggestions` and `--fix-dry-run` ask: says what was done on standard error, and prints the diff of a
 * dry run on standard output. Only files that were read from disk as they stand can be mended.
 */
export async function fixInput(session: Session, flags: FixFlags, result: LintResult): Promise<void> {
  const { terminal } = session;
  const { applyFixes } = await import('../lint/fix/apply-fixes.ts');
  const wanted = result.fixable.filter(({ action }) => action.safe || flags.fixSuggestions === true);
  for (const [file, fixables] of byFile(wanted)) {
    const path = resolve(terminal.cwd, file);
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch {
      terminal.writeError(`${file}: ${count(fixables.length, 'mend')} left out, because it was not read from a file\n`);
      continue;
    }
    const { text: mended, applied, skipped } = await applyFixes(text, fixables, (changed) => loadText(changed, file));
    for (const { fixable, reason } of skipped) terminal.writeError(`${file}: ${fixable.finding.rule} is not mended: ${reason}\n`);
    if (mended === text) continue;
    if (flags.fixDryRun === true) {
      const { createTwoFilesPatch } = await import('diff');
      terminal.write(createTwoFilesPatch(`a/${file}`, `b/${file}`, text, mended, undefined, undefined, { context: 3 }));
    } else {
      writeWhole(path, mended);
      terminal.writeError(`${file}: ${count(applied.length, 'mend')} written\n`);
    }
  }
}

function byFile(fixables: readonly FixableFinding[]): Map<string, FixableFinding[]> {
  const files = new Map<string, FixableFinding[]>();
  for (const fixable of fixables) {
    const { file } = fixable.object.document;
    const known = files.get(file);
    if (known === undefined) files.set(file, [fixable]);
    else known.push(fixable);
  }
  return files;
}
