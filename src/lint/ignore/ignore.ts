import { stepsOf } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import type { Finding } from '../../diag/finding.ts';
import type { IgnoredFinding } from '../../diag/ignored-finding.ts';
import type { ManifestDocument } from '../../load/manifest-set.ts';
import type { TextRange } from '../../diag/range.ts';

/** Where an ignore was written: `peer` in the manifests in another linter's words, `peer-file` in another linter's own file. */
export type IgnoreOrigin = 'comment' | 'annotation' | 'config' | 'peer' | 'peer-file';

/** What an ignore is asked about. */
export interface IgnorableFinding {
  readonly rule: string;
  readonly path: FieldPath;
  readonly container?: string;
  readonly document: ManifestDocument;
  /** Whether the API server refuses the object for it: comments and annotations cannot make that go away. */
  readonly isRefusal?: boolean;
  readonly line: number;
}

/** One wish to look away. `used` collects the rules that it kept quiet, so that those without use can be told. */
export interface Ignore {
  readonly origin: IgnoreOrigin;
  /** Rule ids, or `*` for every rule. */
  readonly rules: readonly string[];
  readonly reason: string;
  readonly until?: string;
  readonly covers: (finding: IgnorableFinding) => boolean;
  /** Where to point when it is unused or expired; absent for the configuration. */
  readonly place?: { readonly document: ManifestDocument; readonly range: () => TextRange };
  /** How it is called in texts: `comment`, `annotation kubeplan.dev/ignore`, `entry ignore[2] of the configuration`. */
  readonly label: string;
  readonly used: Set<string>;
}

export function namesRule(ignore: Pick<Ignore, 'rules'>, rule: string): boolean {
  return ignore.rules.includes(rule) || ignore.rules.includes('*');
}

export function ignoredBy({ origin, reason, label }: Ignore, finding: Finding): IgnoredFinding {
  return { finding, reason, by: label, kind: origin === 'config' || origin === 'peer-file' ? 'external' : 'inSource' };
}

/** True when `path` is `ancestor` or lies below it. */
export function isWithin(path: FieldPath, ancestor: FieldPath): boolean {
  if (ancestor === '' || path === ancestor) return true;
  if (!path.startsWith(ancestor)) return false;
  const next = path[ancestor.length];
  return next === '.' || next === '[';
}

/** A path and everything above it but the root, the deepest first. */
export function selfAndAncestors(path: FieldPath): FieldPath[] {
  const paths: FieldPath[] = [];
  let length = 0;
  for (const step of stepsOf(path)) {
    // Steps tell the text of each part; what stands between them is one bracket or dot on each side.
    const start = path.indexOf(step, length);
    length = start + step.length + (path[start + step.length] === ']' ? 1 : 0);
    paths.unshift(path.slice(0, length));
  }
  return paths;
}
