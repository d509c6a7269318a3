import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { duplicate, invalid, notSupported, required, tooLong, tooMany } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { byteLength } from '../names.ts';
import type { JobSpec, PodFailurePolicyOnExitCodesRequirement, PodFailurePolicyOnPodConditionsPattern, PodFailurePolicyRule, SuccessPolicyRule } from '../types/batch-v1.ts';
import { validateNonNegative } from './numbers.ts';
import { validateQualifiedName } from './problems.ts';

/** When a Job has failed, has succeeded, and makes new pods (pkg/apis/batch/validation/validation.go, v1.36). */
const ACTIONS: readonly string[] = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const OPERATORS: readonly string[] = ['In', 'NotIn'];
const STATUSES: readonly string[] = ['False', 'True', 'Unknown'];
const REPLACEMENT_POLICIES: readonly string[] = ['Failed', 'TerminatingOrFailed'];
const MAX_RULES = 20;
const MAX_PATTERNS = 20;
const MAX_EXIT_CODES = 255;
const MAX_INDEXES_BYTES = 64 * 1024;

export function validateJobPolicies(spec: JobSpec, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (spec.podFailurePolicy !== undefined) errors.push(...validateFailurePolicy(spec, spec.podFailurePolicy.rules ?? [], path));
  if (spec.successPolicy !== undefined) errors.push(...validateSuccessPolicy(spec, spec.successPolicy.rules ?? [], child(path, 'successPolicy')));
  const { podReplacementPolicy } = spec;
  const policies = spec.podFailurePolicy === undefined ? REPLACEMENT_POLICIES : ['Failed'];
  if (podReplacementPolicy !== undefined && !policies.includes(podReplacementPolicy)) {
    errors.push(notSupported(child(path, 'podReplacementPolicy'), podReplacementPolicy, policies));
  }
  return errors;
}

function validateFailurePolicy(spec: JobSpec, rules: readonly PodFailurePolicyRule[], path: FieldPath): FieldError[] {
  const rulesPath = child(child(path, 'podFailurePolicy'), 'rules');
  const pod = spec.template?.spec ?? {};
  const names = new Set([...(pod.containers ?? []), ...(pod.initContainers ?? [])].map((container) => container.name ?? ''));
  const errors: FieldError[] = rules.length > MAX_RULES ? [tooMany(rulesPath, rules.length, MAX_RULES)] : [];
  rules.forEach((rule, index) => {
    errors.push(...validateFailureRule(rule, spec, names, at(rulesPath, index)));
  });
  return errors;
}

function validateFailureRule(rule: PodFailurePolicyRule, spec: JobSpec, names: ReadonlySet<string>, path: FieldPath): FieldError[] {
  const { action = '', onExitCodes, onPodConditions = [] } = rule;
  const errors = validateChoice(action, ACTIONS, child(path, 'action'));
  if (action === 'FailIndex' && spec.backoffLimitPerIndex === undefined) errors.push(invalid(child(path, 'action'), action, 'needs backoffLimitPerIndex'));
  if (onExitCodes !== undefined) errors.push(...validateExitCodes(onExitCodes, names, child(path, 'onExitCodes')));
  errors.push(...validatePatterns(onPodConditions, child(path, 'onPodConditions')));
  if (onExitCodes !== undefined && onPodConditions.length > 0) errors.push(invalid(path, 'rule', 'takes either onExitCodes or onPodConditions, split it into two'));
  if (onExitCodes === undefined && onPodConditions.length === 0) errors.push(invalid(path, 'rule', 'needs onExitCodes or onPodConditions'));
  return errors;
}

function validateChoice(value: string, allowed: readonly string[], path: FieldPath): FieldError[] {
  if (value === '') return [required(path, `must be one of ${allowed.join(', ')}`)];
  return allowed.includes(value) ? [] : [notSupported(path, value, allowed)];
}

function validateExitCodes(requirement: PodFailurePolicyOnExitCodesRequirement, names: ReadonlySet<string>, path: FieldPath): FieldError[] {
  const { operator = '', containerName, values = [] } = requirement;
  const valuesPath = child(path, 'values');
  const errors = validateChoice(operator, OPERATORS, child(path, 'operator'));
  if (containerName !== undefined && !names.has(containerName)) errors.push(invalid(child(path, 'containerName'), containerName, 'the template has no such container'));
  if (values.length === 0) errors.push(invalid(valuesPath, values, 'needs at least one exit code'));
  else if (values.length > MAX_EXIT_CODES) errors.push(tooMany(valuesPath, values.length, MAX_EXIT_CODES));
  const seen = new Set<number>();
  values.forEach((value, index) => {
    if (seen.has(value)) errors.push(duplicate(at(valuesPath, index), value));
    seen.add(value);
    if (operator === 'In' && value === 0) errors.push(invalid(at(valuesPath, index), value, 'is success, which operator In cannot be about'));
  });
  if (values.some((value, index) => index > 0 && (values[index - 1] ?? 0) > value)) errors.push(invalid(valuesPath, values, 'must be in ascending order'));
  return errors;
}

function validatePatterns(patterns: readonly PodFailurePolicyOnPodConditionsPattern[], path: FieldPath): FieldError[] {
  const errors: FieldError[] = patterns.length > MAX_PATTERNS ? [tooMany(path, patterns.length, MAX_PATTERNS)] : [];
  patterns.forEach(({ type = '', status = '' }, index) => {
    errors.push(...validateQualifiedName(type, child(at(path, index), 'type')), ...validateChoice(status, STATUSES, child(at(path, index), 'status')));
  });
  return errors;
}

function validateSuccessPolicy(spec: JobSpec, rules: readonly SuccessPolicyRule[], path: FieldPath): FieldError[] {
  if (spec.completionMode !== 'Indexed') return [invalid(path, 'successPolicy', 'needs completionMode: Indexed')];
  const rulesPath = child(path, 'rules');
  const errors: FieldError[] = [];
  if (rules.length === 0) errors.push(required(rulesPath, 'needs at least one rule'));
  if (rules.length > MAX_RULES) errors.push(tooMany(rulesPath, rules.length, MAX_RULES));
  rules.forEach((rule, index) => {
    errors.push(...validateSuccessRule(rule, spec.completions ?? 0, at(rulesPath, index)));
  });
  return errors;
}

function validateSuccessRule(rule: SuccessPolicyRule, completions: number, path: FieldPath): FieldError[] {
  const { succeededCount, succeededIndexes } = rule;
  if (succeededCount === undefined && succeededIndexes === undefined) return [required(path, 'needs succeededCount, succeededIndexes or both')];
  const errors: FieldError[] = [];
  const indexes = succeededIndexes === undefined ? undefined : readIndexes(succeededIndexes, completions);
  if (succeededIndexes !== undefined) {
    const indexesPath = child(path, 'succeededIndexes');
    if (byteLength(succeededIndexes) > MAX_INDEXES_BYTES) errors.push(tooLong(indexesPath, MAX_INDEXES_BYTES));
    if (typeof indexes === 'string') errors.push(invalid(indexesPath, succeededIndexes, indexes));
  }
  if (succeededCount !== undefined) {
    const countPath = child(path, 'succeededCount');
    const total = typeof indexes === 'number' ? indexes : 0;
    errors.push(...validateNonNegative(succeededCount, countPath));
    if (succeededCount > completions) errors.push(invalid(countPath, succeededCount, `must be no more than completions, which is ${completions}`));
    if (indexes !== undefined && succeededCount > total) errors.push(invalid(countPath, succeededCount, `must be no more than the number of succeededIndexes, which is ${total}`));
  }
  return errors;
}

/** How many indexes a text such as `0,2-4` names, or what is wrong with it (`validateIndexesFormat`). */
function readIndexes(text: string, completions: number): number | string {
  if (text === '') return 0;
  let last = -Infinity;
  let total = 0;
  for (const interval of text.split(',')) {
    const limits = interval.split('-');
    if (limits.length > 2) return `${interval} has more than one hyphen`;
    const [first = NaN, end] = limits.map((limit) => (/^\+?[0-9]+$/.test(limit) ? Number(limit) : NaN));
    if (Number.isNaN(first) || Number.isNaN(end)) return `${interval} is not an index, nor two with a hyphen between`;
    if (Math.max(first, end ?? first) >= completions) return `${interval} goes beyond the last index, which is ${completions - 1}`;
    if (first <= last || (end !== undefined && end <= first)) return `${interval} is not in ascending order`;
    last = end ?? first;
    total += last - first + 1;
  }
  return total;
}
