import { child, at, type FieldPath } from '../../../diag/field-path.ts';
import { typeFor, type ApplyType } from '../../apply/apply-type.ts';
import { jsonPatch, type JsonPatchOperation } from '../../apply/json-patch.ts';
import { mergeObjects } from '../../apply/merge.ts';
import { EvaluationError, ListValue, StructValue } from '../../cel/values.ts';
import { cloneJson, isJsonObject, type Json } from '../../json.ts';
import type { KubeObject } from '../../object.ts';
import { strategyOf } from '../../strategies/index.ts';
import type { MutatingAdmissionPolicy, MutatingAdmissionPolicyBinding, Mutation } from '../../types/admissionregistration-v1.ts';
import { beginEvaluation, failsClosed, invocationsFor, nameOf, type Invocation, type Unevaluated } from './invocations.ts';
import { plainValue } from './plain-value.ts';
import { expressionsOf, PolicyEvaluation } from './policy-expressions.ts';
import type { PolicyInputs } from './policy-inputs.ts';
import { policyRequest, type PolicyRequest } from './policy-request.ts';
import { Unanswerable } from './unanswerable.ts';
import { isPolicy } from './validating.ts';

export interface PolicyMutation {
  /** The object as the policies leave it; the given one when they change nothing. */
  readonly object: KubeObject;
  /** Why the request is refused: a policy failed, and its failurePolicy is Fail. */
  readonly refusal?: string;
  readonly unevaluated: readonly Unevaluated[];
}

/**
 * What the MutatingAdmissionPolicies make of an object before it is validated (plugin/policy/mutating/dispatcher.go, v1.36).
 * `again`: the second round after something has changed, for those whose reinvocationPolicy is IfNeeded.
 */
export function mutateByPolicies(object: KubeObject, old: KubeObject | undefined, inputs: PolicyInputs, again = false): PolicyMutation {
  const bound = again ? inputs.mutating.filter(({ policy }) => policy.spec?.reinvocationPolicy === 'IfNeeded') : inputs.mutating;
  const request = bound.length === 0 || isPolicy(object) ? undefined : policyRequest(object, old, inputs);
  if (request === undefined) return { object, unevaluated: [] };
  const { invocations, failures, unevaluated } = invocationsFor(bound, request, inputs);
  const open: Unevaluated[] = [...unevaluated];
  let current = object;
  let refusal = failures.map(({ policy, binding, message }) => denied(policy, binding, message))[0];
  for (const invocation of invocations) {
    const { policy, binding } = invocation;
    const fail = (error: EvaluationError): void => {
      if (error instanceof Unanswerable) open.push({ policy: nameOf(policy), why: error.message });
      else if (failsClosed(policy)) refusal ??= denied(policy, binding, error.message);
    };
    current = runInvocation(invocation, current, request, inputs, fail);
  }
  return { object: current, unevaluated: open, ...(refusal === undefined ? {} : { refusal }) };
}

type MutatingInvocation = Invocation<MutatingAdmissionPolicy, MutatingAdmissionPolicyBinding>;

function runInvocation(invocation: MutatingInvocation, object: KubeObject, request: PolicyRequest, inputs: PolicyInputs, fail: (error: EvaluationError) => void): KubeObject {
  let current = object;
  const begun = beginEvaluation(invocation, { ...request, object }, object);
  if (begun === 'not met') return object;
  if ('failure' in begun) {
    fail(begun.failure);
    return object;
  }
  const mutations = invocation.policy.spec?.mutations ?? [];
  for (const [index, mutation] of mutations.entries()) {
    // Each mutation sees what those before it have made, with variables computed anew.
    const seen = index === 0 ? begun : beginAgain(invocation, request, current);
    try {
      current = withDefaults(mutate(mutation, current, request, seen.evaluation), inputs);
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      fail(error);
    }
  }
  return current;
}

function beginAgain(invocation: MutatingInvocation, request: PolicyRequest, object: KubeObject): { readonly evaluation: PolicyEvaluation } {
  return { evaluation: new PolicyEvaluation(expressionsOf(invocation.policy.spec ?? {}), { ...request, object }, object, invocation.params) };
}

function mutate({ patchType, applyConfiguration, jsonPatch: patch }: Mutation, object: KubeObject, request: PolicyRequest, evaluation: PolicyEvaluation): KubeObject {
  if (patchType === 'JSONPatch') {
    const operations = evaluation.run(patch?.expression ?? '', 'mutation');
    if (!(operations instanceof ListValue)) throw new EvaluationError('a JSONPatch expression must give a list of JSONPatch');
    const result = jsonPatch(object as unknown as Json, operations.items.map((item) => operationOf(plainValue(item))));
    if (result.problem !== undefined) throw new EvaluationError(`error applying patch: ${result.problem}`);
    return result.value as unknown as KubeObject;
  }
  const value = evaluation.run(applyConfiguration?.expression ?? '', 'mutation');
  if (!(value instanceof StructValue)) throw new EvaluationError('an ApplyConfiguration expression must give an Object');
  const applied = plainValue(value, 'Object');
  const type = request.facts.applyType();
  const problems = patchProblems(applied, type, '');
  if (problems.length > 0) throw new EvaluationError(problems.join('; '));
  return mergeObjects(object as unknown as Json, applied, type) as unknown as KubeObject;
}

function operationOf(value: Json): JsonPatchOperation {
  if (!isJsonObject(value)) throw new EvaluationError('a JSONPatch expression must give a list of JSONPatch');
  const { op, path, from, value: content } = value;
  return { op: String(op ?? ''), path: String(path ?? ''), ...(typeof from === 'string' ? { from } : {}), ...(content === undefined ? {} : { value: content }) };
}

/** An apply configuration names no fields that do not exist, and may not touch what has one owner as a whole (mutating/patch/smd.go, `findAtomics`). */
function patchProblems(value: Json, open: ApplyType, path: FieldPath): string[] {
  const type = typeFor(open, value);
  if (type.kind === 'atomic') return isJsonObject(value) || Array.isArray(value) ? [`invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: .${path}`] : [];
  if (type.kind === 'list' && Array.isArray(value)) return value.flatMap((item, index) => patchProblems(item, type.item, at(path, index)));
  if (type.kind !== 'map' || !isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const field = type.field(key) ?? type.item;
    return field === undefined ? [`failed to convert patch object to typed object: .${child(path, key)}: field not declared in schema`] : patchProblems(item ?? null, field, child(path, key));
  });
}

/** The server fills in defaults after every mutation. */
function withDefaults(object: KubeObject, { version }: PolicyInputs): KubeObject {
  const strategy = strategyOf(object.apiVersion, object.kind);
  if (strategy?.applyDefaults === undefined) return object;
  const copy = cloneJson(object);
  strategy.applyDefaults(copy, { version });
  return copy;
}

function denied(policy: MutatingAdmissionPolicy, binding: MutatingAdmissionPolicyBinding, message: string): string {
  return `policy '${nameOf(policy)}' with binding '${nameOf(binding)}' denied request: ${message}`;
}
