import type { FieldError, FieldErrorReason } from '../api/field-error.ts';
import type { FieldPath } from '../diag/field-path.ts';
import type { DecodeProblem, StrictError } from './decode.ts';
import { closestWord } from './did-you-mean.ts';
import type { Issue } from './issue.ts';
import type { RequestOutcome } from './request.ts';
import type { ValidateRuleId } from './validate-rules.ts';

const RULES: Readonly<Record<FieldErrorReason, ValidateRuleId>> = {
  FieldValueRequired: 'validate/required-value',
  FieldValueInvalid: 'validate/invalid-value',
  FieldValueNotSupported: 'validate/unsupported-value',
  FieldValueForbidden: 'validate/forbidden-value',
  FieldValueDuplicate: 'validate/duplicate-value',
  FieldValueTooLong: 'validate/too-long',
  FieldValueTooMany: 'validate/too-many',
  FieldValueNotFound: 'validate/not-found',
  FieldValueTypeInvalid: 'validate/invalid-type',
  InternalError: 'validate/internal-error',
};

/** What an answer of the API server means for the author of the object. `kind` tells where values are secret. */
export function outcomeIssues(outcome: RequestOutcome, kind: string): Issue[] {
  const issues: Issue[] = outcome.warnings.map(({ path, message }) => ({ rule: 'validate/server-warning', severity: 'warning', path, part: 'value', message }));
  if (outcome.verdict === 'rejected') issues.push(...refusals(outcome, kind));
  return issues;
}

function refusals(outcome: Extract<RequestOutcome, { verdict: 'rejected' }>, kind: string): Issue[] {
  if (outcome.problems.length > 0) return outcome.problems.map((problem) => decodeIssue(problem, kind));
  if (outcome.strictErrors.length > 0) return outcome.strictErrors.map(strictIssue);
  if (outcome.errors.length > 0) return outcome.errors.map((error) => fieldIssue(error, kind));
  const rule: ValidateRuleId = outcome.code === 403 ? 'validate/refused-by-admission' : 'validate/bad-request';
  return [{ rule, severity: 'error', path: outcome.path ?? '', part: 'value', message: outcome.message, reason: outcome.reason }];
}

function decodeIssue(problem: DecodeProblem, kind: string): Issue {
  return { rule: 'validate/invalid-type', severity: 'error', path: problem.path, part: 'value', message: isSecretValue(kind, problem.path) ? withoutValue(problem.message) : problem.message };
}

function strictIssue({ kind, path, known }: StrictError): Issue {
  if (kind === 'duplicate') return { rule: 'validate/duplicate-key', severity: 'error', path, part: 'key', message: 'this key occurs twice, and only the last value would count; keep one' };
  const name = path.slice(path.lastIndexOf('.') + 1);
  const suggestion = closestWord(name, known);
  return {
    rule: 'validate/unknown-field',
    severity: 'error',
    path,
    part: 'key',
    message: suggestion === undefined ? `there is no field ${name} here` : `there is no field ${name} here, did you mean ${suggestion}?`,
  };
}

function fieldIssue(error: FieldError, kind: string): Issue {
  return {
    rule: RULES[error.reason],
    severity: 'error',
    path: error.path,
    part: error.reason === 'FieldValueForbidden' ? 'key' : 'value',
    message: isSecretValue(kind, error.path) ? withoutValue(error.message) : error.message,
    reason: error.reason,
  };
}

/** Values of Secrets are never printed. */
function isSecretValue(kind: string, path: FieldPath): boolean {
  return kind === 'Secret' && /^(?:data|stringData)\b/.test(path);
}

/** Takes the value out of the messages of `describe` in decode.ts and `invalid` in api/field-error.ts. */
function withoutValue(message: string): string {
  return message.replace(/^the (?:string|number|value) .* (stands where|is not)/, 'a value $1').replace(/^(?:"(?:[^"\\]|\\.)*(?:"|…)|-?\d[^:]*|[[{].*?): /, '');
}
