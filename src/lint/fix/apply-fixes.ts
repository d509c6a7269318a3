import { cloneJson, equalJson } from '../../api/json.ts';
import type { TextEdit } from '../../diag/finding.ts';
import type { ManifestDocument, ManifestSet } from '../../load/manifest-set.ts';
import type { FixableFinding } from '../lint-result.ts';
import { applyChange } from './change-object.ts';
import { planEdits } from './document-edits.ts';

export interface FixedText {
  readonly text: string;
  /** The findings whose mend is in the text. */
  readonly applied: readonly FixableFinding[];
  /** Those that are not, and why: the place cannot be edited, another mend is in the way, or the text would not read back as wanted. */
  readonly skipped: readonly { readonly fixable: FixableFinding; readonly reason: string }[];
}

/**
 * Mends one file. `text` is what was read, `fixables` the findings about its objects, `load` reads a text as manifests. Edits touch only
 * the fields in question, so comments, order, quotes and indentation stay. What was written is read again: when an object is not what it
 * was but for the mend, the mends are tried one by one, and those that do not hold are left out.
 */
export async function applyFixes(text: string, fixables: readonly FixableFinding[], load: (text: string) => ManifestSet): Promise<FixedText> {
  const skipped: { fixable: FixableFinding; reason: string }[] = [];
  const before = load(text).documents;
  const attempt = async (candidates: readonly FixableFinding[]): Promise<{ readonly text: string; readonly refused: ReadonlyMap<number, string> } | undefined> => {
    const { edits, refused } = await planEdits(text, candidates.map(({ object, action }) => ({ document: object.document, changes: action.changes })));
    const mended = write(text, edits);
    const made = candidates.filter((_, index) => !refused.has(index));
    return isAsWanted(before, load(mended).documents, made) ? { text: mended, refused } : undefined;
  };
  let kept: readonly FixableFinding[] = [];
  let result = text;
  /** Keeps what holds together with what is kept already; a group that does not is halved. */
  const take = async (group: readonly FixableFinding[]): Promise<void> => {
    if (group.length === 0) return;
    const made = await attempt([...kept, ...group]);
    if (made !== undefined) {
      for (const [index, reason] of made.refused) if (index >= kept.length) skipped.push({ fixable: group[index - kept.length] as FixableFinding, reason });
      kept = [...kept, ...group].filter((_, index) => !made.refused.has(index));
      result = made.text;
    } else if (group.length === 1) {
      skipped.push({ fixable: group[0] as FixableFinding, reason: 'the file would not read back as wanted' });
    } else {
      const half = Math.ceil(group.length / 2);
      await take(group.slice(0, half));
      await take(group.slice(half));
    }
  };
  await take(fixables);
  return { text: result, applied: kept, skipped };
}

/** Of several lines for one place, those that are indented more belong to what stands before. */
function depthOf(edit: TextEdit): number {
  return edit.text.length - edit.text.trimStart().length;
}

function write(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let position = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end || depthOf(b) - depthOf(a))) {
    result += text.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  return result + text.slice(position);
}

/** Whether the mended objects are those of before with nothing but the changes. */
function isAsWanted(before: readonly ManifestDocument[], after: readonly ManifestDocument[], made: readonly FixableFinding[]): boolean {
  if (before.length !== after.length) return false;
  return before.every((document, index) => {
    const changes = made.filter(({ object }) => isSame(object.document, document)).flatMap(({ action }) => action.changes);
    if (changes.length === 0) return equalJson(document.object, after[index]?.object);
    const wanted = cloneJson(document.object);
    // Items are removed from the back, so that the indexes before them stay true.
    const removals = changes.filter(({ op }) => op === 'remove').sort((a, b) => b.path.localeCompare(a.path, 'en', { numeric: true }));
    for (const change of [...changes.filter(({ op }) => op !== 'remove'), ...removals]) applyChange(wanted, change);
    return equalJson(wanted, after[index]?.object);
  });
}

function isSame(a: ManifestDocument, b: ManifestDocument): boolean {
  if (a.document !== b.document || a.name !== b.name || a.kind !== b.kind) return false;
  const [here, there] = [a.locate(''), b.locate('')];
  return here.line === there.line && here.column === there.column;
}
