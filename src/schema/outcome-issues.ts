import type { FieldError, FieldErrorReason } from '../api/field-error.ts';
import { manifestPathOf } from '../api/manifest-path.ts';
import { KUBERNETES_VERSIONS } from '../api/kubernetes-version.ts';
import type { FieldPath } from '../diag/field-path.ts';
import type { DecodeProblem, StrictError } from './decode.ts';
import { structOf, type StructType } from './definitions.ts';
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

/**
 * What an answer of the API server means for the author of the object. `kind` tells where values are secret. `lenient` is the answer
 * without strict checks, so that people who have misspelt a field see everything else at once.
 */
export function outcomeIssues(outcome: RequestOutcome, kind: string, lenient?: RequestOutcome): Issue[] {
  const apiVersion = outcome.object?.apiVersion ?? '';
  const issues: Issue[] = outcome.warnings.map(({ path, message }) => ({ rule: 'validate/server-warning', severity: 'warning', path: manifestPathOf(path, apiVersion, kind), part: 'value', message }));
  if (outcome.verdict === 'rejected') issues.push(...refusals(outcome, kind));
  if (lenient !== undefined) issues.push(...outcomeIssues(lenient, kind).filter((issue) => !explainedBySlip(issue, issues)));
  return issues;
}

/** A required field is missing because its name is misspelt: one finding is enough. */
function explainedBySlip(issue: Issue, slips: readonly Issue[]): boolean {
  return issue.rule === 'validate/required-value' && slips.some(({ path, suggestion }) => suggestion !== undefined && issue.path === path.slice(0, path.length - lastStep(path).length) + suggestion);
}

function refusals(outcome: Extract<RequestOutcome, { verdict: 'rejected' }>, kind: string): Issue[] {
  const unread = [...outcome.problems.map((problem) => decodeIssue(problem, kind)), ...outcome.strictErrors.map(strictIssue)];
  if (unread.length > 0) return unread;
  if (outcome.errors.length > 0) return outcome.errors.map((error) => fieldIssue({ ...error, path: manifestPathOf(error.path, outcome.object?.apiVersion ?? '', kind) }, kind));
  const rule: ValidateRuleId = outcome.byPolicy === true ? 'validate/admission-policy' : outcome.code === 403 ? 'validate/refused-by-admission' : 'validate/bad-request';
  return [{ rule, severity: 'error', path: outcome.path ?? '', part: 'value', message: outcome.message, reason: outcome.reason }];
}

function decodeIssue(problem: DecodeProblem, kind: string): Issue {
  return { rule: 'validate/invalid-type', severity: 'error', path: problem.path, part: 'value', message: isSecretValue(kind, problem.path) ? secretMessage(problem) : problem.message };
}

function strictIssue({ kind, path, struct }: StrictError): Issue {
  if (kind === 'duplicate') return { rule: 'validate/duplicate-key', severity: 'error', path, part: 'key', message: 'this key occurs twice, and only the last value would count; keep one' };
  const name = lastStep(path);
  const elsewhere = struct === undefined ? undefined : versionsWithField(struct, name);
  const suggestion = struct === undefined || elsewhere !== undefined ? undefined : closestWord(name, [...struct.fields.keys()]);
  const hint = elsewhere ?? (suggestion === undefined ? '' : `, did you mean ${suggestion}?`);
  return { rule: 'validate/unknown-field', severity: 'error', path, part: 'key', message: `there is no field ${name} here${hint}`, ...(suggestion === undefined ? {} : { suggestion }) };
}

function lastStep(path: FieldPath): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** In which releases the struct has the field, for the end of a message; undefined when in none. */
function versionsWithField(struct: StructType, name: string): string | undefined {
  const versions = KUBERNETES_VERSIONS.filter((version) => structOf(struct.definition, version).fields.has(name));
  const [first] = versions;
  const last = versions.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return last === KUBERNETES_VERSIONS.at(-1) ? `; it exists from Kubernetes ${first} on` : `; it existed up to Kubernetes ${last}`;
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

function secretMessage({ path, message }: DecodeProblem): string {
  const masked = withoutValue(message);
  return path.startsWith('data[') && masked.endsWith('is not base64') ? `${masked}; plain text belongs under stringData` : masked;
}

/** Takes the value out of the messages of `describe` in decode.ts and `invalid` in api/field-error.ts. */
function withoutValue(message: string): string {
  return message.replace(/^the (?:string|number|value) .* (stands where|is not)/, 'a value $1').replace(/^(?:"(?:[^"\\]|\\.)*(?:"|…)|-?\d[^:]*|[[{].*?): /, '');
}
