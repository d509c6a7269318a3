import type { Severity } from '../../diag/severity.ts';

/** What the engine itself reports about ignores. They cannot be configured, only mended. */
export interface IgnoreRule {
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
}

export const IGNORE_RULES = {
  'unused-ignore': {
    id: 'unused-ignore',
    severity: 'warning',
    summary: 'An ignore keeps quiet something that is there.',
    why: 'An ignore that is no longer needed hides the next real finding in its place. Remove it.',
  },
  'expired-ignore': {
    id: 'expired-ignore',
    severity: 'warning',
    summary: 'The end date of an ignore has not passed.',
    why: 'The exception was granted for a time that is over, so it no longer counts. Mend what it hides, or give it a new date.',
  },
  'unknown-ignore': {
    id: 'unknown-ignore',
    severity: 'warning',
    summary: 'An ignore names rules that exist.',
    why: 'A misspelt rule is not ignored, and an ignore of a rule that is gone says nothing.',
  },
  'ignore-without-reason': {
    id: 'ignore-without-reason',
    severity: 'error',
    summary: 'An ignore says why, where the configuration demands it.',
    why: 'Whoever reads the manifest later has to know whether the exception still holds.',
  },
  'locked-ignore': {
    id: 'locked-ignore',
    severity: 'error',
    summary: 'Locked rules, and what the API server refuses, are not ignored.',
    why: 'The configuration locks the rule: no comment, annotation or ignore may switch it off. What the API server refuses is locked against comments and annotations in the same way, for they do not make it accept the object.',
  },
} as const satisfies Readonly<Record<string, IgnoreRule>>;
