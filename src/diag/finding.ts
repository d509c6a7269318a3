import type { Severity } from './severity.ts';

/** The stage of the pipeline that a finding comes from. */
export type FindingSource = 'load' | 'validate' | 'lint' | 'plan';

/** The Kubernetes object that a finding is about. `namespace` is the effective one and absent for cluster-scoped objects. */
export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** One replacement of text: offsets in UTF-16 code units into the file as it was read. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * What mends a finding. Of `lint` a mechanical mend: `safe` ones are applied by `--fix`, others only by `--fix-suggestions`. Of `plan` advice
 * for the case at hand, which is people's to follow and never `safe`.
 */
export interface Fix {
  readonly description: string;
  readonly safe: boolean;
  readonly edits?: readonly TextEdit[];
}

/**
 * One statement about the user's manifests. It is plain data: the JSON report prints it as it stands.
 * `path` is in the API server's notation (`spec.template.spec.containers[0].image`, `metadata.labels[app]`).
 * `reason` is the API server's cause for findings of `validate` (`FieldValueRequired`, …) and explains, never decides.
 */
export interface Finding {
  readonly rule: string;
  readonly source: FindingSource;
  readonly severity: Severity;
  readonly message: string;
  readonly reason?: string;
  readonly object?: ObjectReference;
  readonly path?: string;
  readonly file?: string;
  readonly document?: number;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  /** The template or source that rendered the document, from its `# Source:` comment. */
  readonly origin?: string;
  readonly fix?: Fix;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The fixed order of findings: file, document, line, column, rule, path, message. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.file ?? '', b.file ?? '') ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    compareText(a.rule, b.rule) ||
    (a.document ?? 0) - (b.document ?? 0) ||
    compareText(a.path ?? '', b.path ?? '') ||
    compareText(a.message, b.message)
  );
}
