import type { FieldPath } from '../../../diag/field-path.ts';
import { CostExceeded } from '../../cel/evaluator.ts';
import { EvaluationError } from '../../cel/values.ts';
import type { KubeObject } from '../../object.ts';
import type { Validation, ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding } from '../../types/admissionregistration-v1.ts';
import { byteLength } from '../../names.ts';
import { beginEvaluation, failsClosed, invocationsFor, nameOf, type Invocation, type Unevaluated } from './invocations.ts';
import { fieldInQuestion } from './field-in-question.ts';
import type { PolicyEvaluation } from './policy-expressions.ts';
import { POLICY_KINDS, type PolicyInputs } from './policy-inputs.ts';
import { policyRequest, type PolicyRequest } from './policy-request.ts';
import { Unanswerable } from './unanswerable.ts';

/** An object that breaks a policy. */
export interface PolicyViolation {
  readonly policy: string;
  readonly binding: string;
  /** The policy's own words, or why it failed. */
  readonly message: string;
  /** The reason of the server's Status. */
  readonly reason: string;
  /** What the expression looks at; empty when that is no one field. */
  readonly path: FieldPath;
}

export interface PolicyJudgement {
  /** Each refuses the request; the server names the first. */
  readonly denials: readonly PolicyViolation[];
  readonly warnings: readonly PolicyViolation[];
  readonly unevaluated: readonly Unevaluated[];
}

const MAX_MESSAGE_BYTES = 5 * 1024;
const NOTHING: PolicyJudgement = { denials: [], warnings: [], unevaluated: [] };

/** What the ValidatingAdmissionPolicies say to an object as it would be stored (plugin/policy/validating, v1.36). Audit annotations change nothing and are left out. */
export function judgeByPolicies(object: KubeObject, old: KubeObject | undefined, inputs: PolicyInputs): PolicyJudgement {
  if (inputs.validating.length === 0 || isPolicy(object)) return NOTHING;
  const request = policyRequest(object, old, inputs);
  if (request === undefined) return NOTHING;
  const { invocations, failures, unevaluated } = invocationsFor(inputs.validating, request, inputs);
  const denials: PolicyViolation[] = failures.map(({ policy, binding, message }) => ({ policy: nameOf(policy), binding: nameOf(binding), message, reason: 'Invalid', path: '' }));
  const warnings: PolicyViolation[] = [];
  const open: Unevaluated[] = [...unevaluated];
  for (const invocation of invocations) {
    const actions = invocation.binding.spec?.validationActions ?? [];
    const { violations, unanswered } = evaluateInvocation(invocation, request);
    if (actions.includes('Deny')) denials.push(...violations);
    if (actions.includes('Warn')) warnings.push(...violations);
    // What is audited only changes nothing, known or not.
    if (actions.includes('Deny') || actions.includes('Warn')) open.push(...unanswered);
  }
  return { denials, warnings, unevaluated: open };
}

/** Policies and their bindings are exempt, so that a wrong one can be mended. */
export function isPolicy({ apiVersion, kind }: KubeObject): boolean {
  return POLICY_KINDS.has(kind) && apiVersion.startsWith('admissionregistration.k8s.io/');
}

type ValidatingInvocation = Invocation<ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding>;

interface Evaluated {
  readonly violations: readonly PolicyViolation[];
  readonly unanswered: readonly Unevaluated[];
}

function evaluateInvocation(invocation: ValidatingInvocation, request: PolicyRequest): Evaluated {
  const violations: PolicyViolation[] = [];
  const unanswered: Unevaluated[] = [];
  const { policy, binding } = invocation;
  const violation = (message: string, reason: string, path: FieldPath): unknown => violations.push({ policy: nameOf(policy), binding: nameOf(binding), message, reason, path });
  const fail = (error: EvaluationError, message: string): void => {
    if (error instanceof Unanswerable) unanswered.push({ policy: nameOf(policy), why: error.message });
    else if (failsClosed(policy)) violation(message, 'Invalid', '');
  };
  const begun = beginEvaluation(invocation, request, request.object);
  if (begun === 'not met') return { violations, unanswered };
  if ('failure' in begun) {
    fail(begun.failure, begun.failure.message);
    return { violations, unanswered };
  }
  for (const validation of policy.spec?.validations ?? []) {
    const { expression = '', reason = 'Invalid' } = validation;
    try {
      if (begun.evaluation.run(expression, 'validation') !== true) violation(messageOf(validation, begun.evaluation), reason, fieldInQuestion(expression, request.object));
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      fail(error, `expression '${expression}' resulted in error: ${error.message}`);
    }
  }
  return { violations, unanswered };
}

/** A message expression that fails, or gives nothing fit to print, leaves the place to `message`, and that to the expression. */
function messageOf({ expression = '', message = '', messageExpression = '' }: Validation, evaluation: PolicyEvaluation): string {
  const fallback = message === '' ? `failed expression: ${expression.trim()}` : message.trim();
  if (messageExpression === '') return fallback;
  try {
    const value = evaluation.run(messageExpression, 'validation');
    const text = typeof value === 'string' ? value.trim() : '';
    return text === '' || byteLength(text) > MAX_MESSAGE_BYTES || text.includes('\n') ? fallback : text;
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return error instanceof CostExceeded ? `failed messageExpression: ${error.message}` : fallback;
  }
}
