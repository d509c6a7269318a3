import type { FieldPath } from '../diag/field-path.ts';
import type { Severity } from '../diag/severity.ts';
import type { ValidateRuleId } from './validate-rules.ts';

/** What is wrong with one document in one Kubernetes version, before it has a place in a file. */
export interface Issue {
  readonly rule: ValidateRuleId;
  readonly severity: Severity;
  readonly path: FieldPath;
  /** Whether to show the key or the value of the path. */
  readonly part: 'key' | 'value';
  readonly message: string;
  /** For a misspelt field: the name that was probably meant. */
  readonly suggestion?: string;
  /** The API server's cause. */
  readonly reason?: string;
}
