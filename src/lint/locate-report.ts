import { isJsonObject } from '../api/json.ts';
import type { Json, JsonObject } from '../api/json.ts';
import { stepsOf } from '../diag/field-path.ts';
import type { FieldPath } from '../diag/field-path.ts';
import type { TextRange } from '../diag/range.ts';
import type { ManifestDocument } from '../load/manifest-set.ts';

/** Where a report points: at scalars and list items themselves, at the key of a map or list, and for what is missing at what lacks it. */
export function locateReport(document: ManifestDocument, path: FieldPath): TextRange {
  return document.locate(path, pointsAtKey(document.object, path) ? 'key' : 'value');
}

function pointsAtKey(root: JsonObject, path: FieldPath): boolean {
  let current: Json | undefined = root;
  let inList = false;
  for (const step of stepsOf(path)) {
    inList = Array.isArray(current);
    if (Array.isArray(current)) current = current[Number(step)];
    else current = isJsonObject(current) && Object.hasOwn(current, step) ? current[step] : undefined;
    if (current === undefined) return true;
  }
  return !inList && typeof current === 'object' && current !== null;
}
