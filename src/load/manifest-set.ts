import type { JsonObject } from '../api/json.ts';
import type { FieldPath } from '../diag/field-path.ts';
import type { Finding } from '../diag/finding.ts';
import type { TextRange } from '../diag/range.ts';
import type { PlacePart } from './positions.ts';

/** A `# kubeplan-ignore RULE[, RULE]: reason` comment; `until` is the end date (`YYYY-MM-DD`) when the comment gives one. */
export interface IgnoreComment {
  readonly rules: readonly string[];
  readonly reason: string;
  readonly until?: string;
  /** Where the comment stands. */
  readonly range: TextRange;
  /** The line that it is about; absent when it stands above the object and is about all of it. */
  readonly line?: number;
  /** Present when it is written for another tool (`# trivy:ignore:KSV-0014`): `rules` are then that tool's names. */
  readonly tool?: 'trivy';
}

/** One Kubernetes object as it was read. Items of a `List` are documents of their own, with the document index of the list. */
export interface ManifestDocument {
  /** The path as the user would write it, `/` as separator; `-` for standard input. */
  readonly file: string;
  /** The index of the document in its file, from 0, counted as kubectl counts. */
  readonly document: number;
  /** The template or source that rendered the document, from its `# Source:` comment. */
  readonly origin?: string;
  /** The map as read, nulls and all. */
  readonly object: JsonObject;
  /** As written; the empty string when absent or not a string. `namespace` is not yet the effective one. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** Paths of keys that occur more than once in their map; the last one won. */
  readonly duplicateKeys: readonly FieldPath[];
  readonly ignores: readonly IgnoreComment[];
  /**
   * Where a path stands in the file: its value, its key, or the more telling of the two. A path that does not exist gives the key of its
   * closest ancestor that does. Costs a second reading of the document, so ask only for findings.
   */
  readonly locate: (path: FieldPath, part?: PlacePart) => TextRange;
}

/** Everything that was read from the input. */
export interface ManifestSet {
  /** The files that were read, in order, as the user would write them. */
  readonly files: readonly string[];
  /** In order of file, then place. */
  readonly documents: readonly ManifestDocument[];
  /** What could not be read, and where. */
  readonly findings: readonly Finding[];
  /** The text of a file as it was read, without a byte order mark; of rendered input, what the tool printed. Absent from sets put together by hand. */
  readonly textOf?: (file: string) => string | undefined;
}
