import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import type { Finding } from '../diag/finding.ts';
import { applyFixes } from '../lint/fix/apply-fixes.ts';
import type { FixableFinding, LintResult } from '../lint/lint.ts';
import { loadText } from '../load/load.ts';
import type { ManifestSet } from '../load/manifest-set.ts';
import { writeWhole } from './output.ts';

/** The flags about mends. */
export interface FixFlags {
  readonly fix?: boolean;
  readonly fixSuggestions?: boolean;
  readonly fixDryRun?: boolean;
}

export interface FixOutcome {
  /** What the input is after the mends. */
  readonly set: ManifestSet;
  readonly result: LintResult;
  readonly mended: number;
  /** The mends as a patch, file by file. */
  readonly patch: string;
}

/** Mends that bring up others are followed this many times. */
const PASSES_MAX = 5;

/**
 * Mends the files of an input: the safe mends, with `--fix-suggestions` all. A file is written only when its objects read back as wanted,
 * the mended findings are gone and no new one has come; with `--fix-dry-run` nothing is written.
 */
export async function fixInput(before: ManifestSet, first: LintResult, again: (set: ManifestSet) => LintResult, flags: FixFlags, cwd: string): Promise<FixOutcome> {
  const original = new Map<string, string>();
  const texts = new Map<string, string>();
  const givenUp = new Set<string>();
  let set = before;
  let result = first;
  let mended = 0;
  for (let pass = 0; pass < PASSES_MAX; pass += 1) {
    let progress = 0;
    for (const [file, fixables] of byFile(result.fixable, flags)) {
      const path = resolve(cwd, file);
      if (givenUp.has(file) || !existsSync(path) || !statSync(path).isFile()) continue;
      const text = texts.get(file) ?? readFileSync(path, 'utf8');
      original.set(file, original.get(file) ?? text);
      const fixed = await applyFixes(text, fixables, (source) => loadText(source, file));
      if (fixed.applied.length === 0) continue;
      const next = withFile(set, file, fixed.text);
      const after = again(next);
      if (hasNew(result.findings, after.findings)) {
        givenUp.add(file);
        continue;
      }
      texts.set(file, fixed.text);
      set = next;
      progress += fixed.applied.length;
    }
    if (progress === 0) break;
    mended += progress;
    result = again(set);
  }
  let patch = '';
  for (const [file, text] of texts) {
    patch += createTwoFilesPatch(`a/${file}`, `b/${file}`, original.get(file) ?? '', text, '', '', { context: 3 }).replace(/^={3,}\n/, '');
    if (flags.fixDryRun !== true) writeWhole(resolve(cwd, file), text);
  }
  return { set, result, mended, patch };
}

function byFile(fixables: readonly FixableFinding[], flags: FixFlags): Map<string, FixableFinding[]> {
  const files = new Map<string, FixableFinding[]>();
  for (const fixable of fixables) {
    const { file, origin } = fixable.finding;
    // What was rendered from a template is mended in the template.
    if (file === undefined || file === '-' || origin !== undefined || (!fixable.action.safe && flags.fixSuggestions !== true)) continue;
    files.set(file, [...(files.get(file) ?? []), fixable]);
  }
  return files;
}

/** The set with one file read anew from a text, in its old place. */
function withFile(set: ManifestSet, file: string, text: string): ManifestSet {
  const index = set.documents.findIndex((document) => document.file === file);
  const others = set.documents.filter((document) => document.file !== file);
  return { ...set, documents: [...others.slice(0, index), ...loadText(text, file).documents, ...others.slice(index)] };
}

/** Whether a finding is there afterwards that was not there before; lines may have moved. */
function hasNew(before: readonly Finding[], after: readonly Finding[]): boolean {
  const known = new Map<string, number>();
  for (const finding of before) known.set(keyOf(finding), (known.get(keyOf(finding)) ?? 0) + 1);
  return after.some((finding) => {
    const left = known.get(keyOf(finding)) ?? 0;
    known.set(keyOf(finding), left - 1);
    return left === 0;
  });
}

function keyOf({ rule, file, object, message }: Finding): string {
  return [rule, file, object?.kind, object?.namespace, object?.name, message].join('\n');
}
