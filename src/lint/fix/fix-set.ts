import type { Finding } from '../../diag/finding.ts';
import type { ManifestSet } from '../../load/manifest-set.ts';
import type { FixableFinding, LintResult } from '../lint-result.ts';
import { applyFixes } from './apply-fixes.ts';
import type { FixedText } from './apply-fixes.ts';
import { MendChoice, objectKey } from './mend-choice.ts';

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
  readonly skipped: readonly Skipped[];
}

/** Mends that bring up others, and such that stand in each other's way, are followed this many times. */
const PASSES_MAX = 5;

/**
 * Mends the files of an input. A mend is made only when the object reads back as wanted, the mended finding is gone and no new one has
 * come, here or elsewhere. Nothing is written: that is for the caller.
 */
export async function fixSet(set: ManifestSet, result: LintResult, options: FixSetOptions): Promise<FixedSet> {
  const texts = new Map<string, string>();
  const applied: FixableFinding[] = [];
  const refused = new Map<string, ReadonlySet<string>>();
  let skipped: Skipped[] = [];
  let state = set;
  let current = result;
  for (let pass = 0; pass < PASSES_MAX; pass += 1) {
    const made = await mendFiles(state, current, texts, refused, options);
    skipped = [...made.skipped];
    if (made.files.size === 0) break;
    for (const [file, mended] of made.files) {
      texts.set(file, mended.text);
      applied.push(...mended.applied);
    }
    state = made.set;
    current = made.result;
  }
  return { texts, set: state, result: current, applied, skipped };
}

interface Skipped {
  readonly fixable: FixableFinding;
  readonly reason: string;
}

interface Pass {
  readonly files: ReadonlyMap<string, FixedText>;
  readonly set: ManifestSet;
  readonly result: LintResult;
  readonly skipped: readonly Skipped[];
}

/**
 * Mends each file once. Mends that bring new findings are left out from then on, and the rest is judged anew. New findings on an object
 * that was mended are put down to its own mends, others to the file without whose mends they do not come.
 */
async function mendFiles(set: ManifestSet, result: LintResult, texts: ReadonlyMap<string, string>, refused: Map<string, ReadonlySet<string>>, options: FixSetOptions): Promise<Pass> {
  const files = new Map<string, FixedText>();
  const unmended = new Map<string, readonly Skipped[]>();
  const wanted = byFile(result.fixable, options.suggestions);
  const choice = new MendChoice(refused);
  const mend = async (file: string): Promise<void> => {
    const text = texts.get(file) ?? options.read(file);
    const fixables = (wanted.get(file) ?? []).filter((fixable) => choice.isChosen(fixable));
    files.delete(file);
    unmended.delete(file);
    if (text === undefined || fixables.length === 0) return;
    const fixed = await applyFixes(text, fixables, (source) => options.load(source, file));
    if (fixed.applied.length > 0) files.set(file, fixed);
    unmended.set(file, fixed.skipped);
  };
  for (const [file, fixables] of wanted) {
    if (options.read(file) === undefined) unmended.set(file, fixables.map((fixable) => ({ fixable, reason: 'it was not read from a file' })));
    else await mend(file);
  }
  for (;;) {
    const next = withFiles(set, files, options.load);
    const after = files.size === 0 ? result : options.lint(next);
    const freshWith = (part: ReadonlyMap<string, FixedText>): Finding[] => newFindings(result.findings, options.lint(withFiles(set, part, options.load)).findings);
    const changed = choice.next([...files.values()].flatMap(({ applied }) => applied), blameFor(newFindings(result.findings, after.findings), files, freshWith));
    if (changed.size === 0) {
      const left = [...wanted.values()].flat().flatMap((fixable) => {
        const reason = choice.refusalOf(fixable);
        return reason === undefined ? [] : [{ fixable, reason }];
      });
      return { files, set: next, result: after, skipped: [...[...unmended.values()].flat(), ...left] };
    }
    const again = [...wanted].filter(([, fixables]) => fixables.some(({ finding }) => changed.has(objectKey(finding)))).map(([file]) => file);
    for (const file of again) await mend(file);
  }
}

/** The mended objects to blame for new findings, with the rules of those. */
function blameFor(fresh: readonly Finding[], files: ReadonlyMap<string, FixedText>, freshWith: (part: ReadonlyMap<string, FixedText>) => readonly Finding[]): Map<string, Set<string>> {
  const blamed = new Map<string, Set<string>>();
  const blame = (object: string, { rule }: Finding): unknown => blamed.set(object, (blamed.get(object) ?? new Set<string>()).add(rule));
  const mended = new Set([...files.values()].flatMap(({ applied }) => applied.map(({ finding }) => objectKey(finding))));
  const own = fresh.filter((finding) => mended.has(objectKey(finding)));
  for (const finding of own) blame(objectKey(finding), finding);
  const [other] = fresh;
  if (own.length > 0 || other === undefined) return blamed;
  const culprit = culpritAmong(files, (part) => freshWith(part).some((finding) => findingKey(finding) === findingKey(other)));
  for (const { finding } of culprit.applied) blame(objectKey(finding), other);
  return blamed;
}

/** The file with whose mends, on top of those of the files before it, a new finding comes. */
function culpritAmong(files: ReadonlyMap<string, FixedText>, brings: (part: ReadonlyMap<string, FixedText>) => boolean): FixedText {
  const entries = [...files];
  let [harmless, harmful] = [0, entries.length];
  while (harmful - harmless > 1) {
    const middle = (harmless + harmful) >> 1;
    if (brings(new Map(entries.slice(0, middle)))) harmful = middle;
    else harmless = middle;
  }
  return (entries[harmful - 1] as [string, FixedText])[1];
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

/** The set with some files read anew, each in its old place. */
function withFiles(set: ManifestSet, files: ReadonlyMap<string, FixedText>, load: FixSetOptions['load']): ManifestSet {
  const placed = new Set<string>();
  const documents = set.documents.flatMap((document) => {
    const { file } = document;
    const mended = files.get(file);
    if (mended === undefined) return [document];
    if (placed.has(file)) return [];
    placed.add(file);
    return load(mended.text, file).documents;
  });
  return { ...set, documents };
}

/** Findings of which an object has more afterwards than before; a message or a line may have changed. */
function newFindings(before: readonly Finding[], after: readonly Finding[]): Finding[] {
  const known = new Map<string, number>();
  for (const finding of before) known.set(findingKey(finding), (known.get(findingKey(finding)) ?? 0) + 1);
  return after.filter((finding) => {
    const left = known.get(findingKey(finding)) ?? 0;
    known.set(findingKey(finding), left - 1);
    return left <= 0;
  });
}

function findingKey(finding: Finding): string {
  return `${finding.rule}\n${objectKey(finding)}`;
}
