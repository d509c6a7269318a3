import type { Finding } from '../../diag/finding.ts';
import type { ManifestSet } from '../../load/manifest-set.ts';
import type { FixableFinding, LintResult } from '../lint.ts';
import { applyFixes } from './apply-fixes.ts';

export interface FixSetOptions {
  /** Whether the mends that need a decision are made too. */
  readonly suggestions: boolean;
  /** The text of a file as it was read; undefined for what is no file that may be written (standard input, rendered charts). */
  readonly read: (file: string) => string | undefined;
  readonly load: (text: string, file: string) => ManifestSet;
  /** Lints another state of the input with the same settings. */
  readonly lint: (set: ManifestSet) => LintResult;
}

export interface FixedSet {
  /** The new texts of the files that change. */
  readonly texts: ReadonlyMap<string, string>;
  /** The input and its findings after the mends. */
  readonly set: ManifestSet;
  readonly result: LintResult;
  readonly applied: readonly FixableFinding[];
  readonly skipped: readonly { readonly fixable: FixableFinding; readonly reason: string }[];
}

/** Mends that bring up others, and such that stand in each other's way, are followed this many times. */
const PASSES_MAX = 5;

/**
 * Mends the files of an input. A file changes only when its objects read back as wanted, the mended findings are gone and no new one has
 * come, here or elsewhere. Nothing is written: that is for the caller.
 */
export async function fixSet(set: ManifestSet, result: LintResult, options: FixSetOptions): Promise<FixedSet> {
  const texts = new Map<string, string>();
  const applied: FixableFinding[] = [];
  const refusedFiles = new Set<string>();
  let skipped: { fixable: FixableFinding; reason: string }[] = [];
  let state = set;
  let current = result;
  for (let pass = 0; pass < PASSES_MAX; pass += 1) {
    let progress = false;
    const left: typeof skipped = [];
    for (const [file, fixables] of byFile(current.fixable, options.suggestions)) {
      const text = texts.get(file) ?? options.read(file);
      if (refusedFiles.has(file) || text === undefined) {
        left.push(...fixables.map((fixable) => ({ fixable, reason: text === undefined ? 'it was not read from a file' : 'the mends of this file bring new findings' })));
        continue;
      }
      const fixed = await applyFixes(text, fixables, (source) => options.load(source, file));
      left.push(...fixed.skipped);
      if (fixed.applied.length === 0) continue;
      const next = withFile(state, file, options.load(fixed.text, file));
      if (hasNew(current.findings, options.lint(next).findings)) {
        refusedFiles.add(file);
        left.push(...fixed.applied.map((fixable) => ({ fixable, reason: 'the mends of this file bring new findings' })));
        continue;
      }
      texts.set(file, fixed.text);
      applied.push(...fixed.applied);
      state = next;
      progress = true;
    }
    skipped = left;
    if (!progress) break;
    current = options.lint(state);
  }
  return { texts, set: state, result: current, applied, skipped };
}

function byFile(fixables: readonly FixableFinding[], suggestions: boolean): Map<string, FixableFinding[]> {
  const files = new Map<string, FixableFinding[]>();
  for (const fixable of fixables) {
    if (!fixable.action.safe && !suggestions) continue;
    const { file } = fixable.object.document;
    const known = files.get(file);
    if (known === undefined) files.set(file, [fixable]);
    else known.push(fixable);
  }
  return files;
}

/** The set with one file read anew, in its old place. */
function withFile(set: ManifestSet, file: string, read: ManifestSet): ManifestSet {
  const index = set.documents.findIndex((document) => document.file === file);
  const others = set.documents.filter((document) => document.file !== file);
  return { ...set, documents: [...others.slice(0, index), ...read.documents, ...others.slice(index)] };
}

/** Whether a finding is there afterwards that was not there before; lines may have moved. */
function hasNew(before: readonly Finding[], after: readonly Finding[]): boolean {
  const known = new Map<string, number>();
  for (const finding of before) known.set(keyOf(finding), (known.get(keyOf(finding)) ?? 0) + 1);
  return after.some((finding) => {
    const left = known.get(keyOf(finding)) ?? 0;
    known.set(keyOf(finding), left - 1);
    return left <= 0;
  });
}

function keyOf({ rule, file, object, message }: Finding): string {
  return [rule, file, object?.kind, object?.namespace, object?.name, message].join('\n');
}
