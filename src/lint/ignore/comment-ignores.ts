import type { IgnoreComment, ManifestDocument } from '../../load/manifest-set.ts';
import { selfAndAncestors } from './ignore.ts';
import type { Ignore, IgnorableFinding } from './ignore.ts';

/**
 * The ignores in the comments of a document. One that stands on a line is about that line and, when the line begins a map or an item of
 * a list, about all of it; one above the object is about the object.
 */
export function commentIgnores(document: ManifestDocument): Ignore[] {
  return document.ignores.filter(({ tool }) => tool === undefined).map((comment) => commentIgnore(document, comment));
}

export function commentIgnore(document: ManifestDocument, comment: IgnoreComment): Ignore {
  return {
    origin: 'comment',
    rules: comment.rules,
    reason: comment.reason,
    ...(comment.until === undefined ? {} : { until: comment.until }),
    covers: (finding: IgnorableFinding) => comment.line === undefined || standsOn(finding, comment.line),
    place: { document, range: () => comment.range },
    label: 'comment',
    used: new Set<string>(),
  };
}

function standsOn(finding: IgnorableFinding, line: number): boolean {
  if (finding.line === line) return true;
  return selfAndAncestors(finding.path).some((path) => finding.document.locate(path, 'key').line === line);
}
