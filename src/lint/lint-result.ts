import type { Finding } from '../diag/finding.ts';
import type { IgnoredFinding } from '../diag/ignored-finding.ts';
import type { FixAction } from './fix/fix-action.ts';
import type { LintObject } from './model/lint-object.ts';

/** A rule that threw: a bug in the rule. The run goes on without its findings for that object. */
export interface RuleFailure {
  readonly rule: string;
  readonly object: LintObject;
  readonly error: unknown;
}

/** A finding together with the change that mends it and the object that it changes. */
export interface FixableFinding {
  readonly finding: Finding;
  readonly object: LintObject;
  readonly action: FixAction;
}

export interface LintResult {
  /** In the fixed order, those about ignores included. */
  readonly findings: readonly Finding[];
  readonly ignored: readonly IgnoredFinding[];
  readonly fixable: readonly FixableFinding[];
  readonly failures: readonly RuleFailure[];
}
