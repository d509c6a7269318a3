import { cloneJson, equalJson } from '../../api/json.ts';
import type { TextEdit } from '../../diag/finding.ts';
import type { ManifestDocument, ManifestSet } from '../../load/manifest-set.ts';
import type { FixableFinding } from '../lint.ts';
import { applyChange } from './change-object.ts';
import { editsOf } from './document-edits.ts';

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
  const planned: Planned[] = [];
  for (const fixable of fixables) {
    const edits = await editsOf(text, fixable.object.document, fixable.action.changes);
    if (typeof edits === 'string') skipped.push({ fixable, reason: edits });
    else if (planned.some((other) => other.edits.some((edit) => edits.some((mine) => overlap(edit, mine))))) skipped.push({ fixable, reason: 'another mend is at the same place; run again' });
    else planned.push({ fixable, edits });
  }
  if (holds(text, planned, load)) return { text: write(text, planned), applied: planned.map(({ fixable }) => fixable), skipped };
  const kept: Planned[] = [];
  for (const plan of planned) {
    if (holds(text, [...kept, plan], load)) kept.push(plan);
    else skipped.push({ fixable: plan.fixable, reason: 'the file would not read back as wanted' });
  }
  return { text: write(text, kept), applied: kept.map(({ fixable }) => fixable), skipped };
}

interface Planned {
  readonly fixable: FixableFinding;
  readonly edits: readonly TextEdit[];
}

/** Insertions at one place do not get in each other's way; everything else that touches does. */
function overlap(a: TextEdit, b: TextEdit): boolean {
  if (a.start === a.end && b.start === b.end) return false;
  return a.start < b.end && b.start < a.end;
}

function write(text: string, planned: readonly Planned[]): string {
  const edits = planned.flatMap((plan) => plan.edits).sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let position = 0;
  for (const edit of edits) {
    result += text.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  return result + text.slice(position);
}

/** Whether the mended text reads as the same objects with nothing but the changes. */
function holds(text: string, planned: readonly Planned[], load: (text: string) => ManifestSet): boolean {
  if (planned.length === 0) return true;
  const before = load(text).documents;
  const after = load(write(text, planned)).documents;
  if (before.length !== after.length) return false;
  return before.every((document, index) => {
    const wanted = cloneJson(document.object);
    const changes = planned.filter(({ fixable }) => isSame(fixable.object.document, document)).flatMap(({ fixable }) => fixable.action.changes);
    // Items are removed from the back, so that the indexes before them stay true.
    const removals = changes.filter(({ op }) => op === 'remove').sort((a, b) => b.path.localeCompare(a.path, 'en', { numeric: true }));
    for (const change of [...changes.filter(({ op }) => op !== 'remove'), ...removals]) applyChange(wanted, change);
    return equalJson(wanted, after[index]?.object);
  });
}

function isSame(a: ManifestDocument, b: ManifestDocument): boolean {
  const [here, there] = [a.locate(''), b.locate('')];
  return a.document === b.document && here.line === there.line && here.column === there.column;
}
