import { EvaluationError } from '../../cel/values.ts';
import type { KubeObject } from '../../object.ts';
import type { MatchResources, ParamRef } from '../../types/admissionregistration-v1.ts';
import type { ObjectMeta } from '../../types/meta-v1.ts';
import { matchesResources } from './match-resources.ts';
import { parametersOf } from './parameters.ts';
import { expressionsOf, meetsConditions, PolicyEvaluation, type PolicySpec } from './policy-expressions.ts';
import { PolicyFailure } from './policy-failure.ts';
import type { Bound, PolicyInputs } from './policy-inputs.ts';
import type { PolicyRequest } from './policy-request.ts';
import { Unanswerable } from './unanswerable.ts';

interface Policy {
  readonly metadata?: ObjectMeta | undefined;
  readonly spec?: (PolicySpec & { readonly failurePolicy?: string | undefined; readonly matchConstraints?: MatchResources | undefined }) | undefined;
}

interface Binding {
  readonly metadata?: ObjectMeta | undefined;
  readonly spec?: { readonly matchResources?: MatchResources | undefined; readonly paramRef?: ParamRef | undefined } | undefined;
}

/** A policy that a binding brings to a request, with one parameter. */
export interface Invocation<P, B> {
  readonly policy: P;
  readonly binding: B;
  readonly params: KubeObject | null;
}

/** A policy that could not be evaluated because only a cluster knows what it asks. `why` ends a sentence about it. */
export interface Unevaluated {
  readonly policy: string;
  readonly why: string;
}

export interface Invocations<P, B> {
  readonly invocations: readonly Invocation<P, B>[];
  /** Bindings that fail where the policy's failurePolicy refuses the request for it. */
  readonly failures: readonly { readonly policy: P; readonly binding: B; readonly message: string }[];
  readonly unevaluated: readonly Unevaluated[];
}

/** The policies that are about a request (plugin/policy/generic/policy_dispatcher.go, v1.36). Their match conditions come later. */
export function invocationsFor<P extends Policy, B extends Binding>(bound: readonly Bound<P, B>[], request: PolicyRequest, inputs: PolicyInputs): Invocations<P, B> {
  const invocations: Invocation<P, B>[] = [];
  const failures: { policy: P; binding: B; message: string }[] = [];
  const unevaluated: Unevaluated[] = [];
  for (const { policy, bindings } of bound) {
    for (const binding of bindings) {
      try {
        if (!matchesBoth(policy, binding, request)) continue;
        for (const params of parametersOf(policy.spec?.paramKind, binding.spec?.paramRef, request, inputs)) invocations.push({ policy, binding, params });
      } catch (error) {
        if (error instanceof Unanswerable) unevaluated.push({ policy: nameOf(policy), why: error.message });
        else if (!(error instanceof PolicyFailure)) throw error;
        else if (failsClosed(policy)) failures.push({ policy, binding, message: `failed to configure binding: ${error.message}` });
      }
    }
  }
  return { invocations, failures, unevaluated };
}

export type Begun = { readonly evaluation: PolicyEvaluation } | { readonly failure: EvaluationError } | 'not met';

/** Evaluates the match conditions of an invocation against the object as it is now. */
export function beginEvaluation({ policy, params }: Invocation<Policy, Binding>, request: PolicyRequest, object: KubeObject): Begun {
  const spec = policy.spec ?? {};
  const expressions = expressionsOf(spec);
  try {
    // Conditions have a budget of their own.
    if (!meetsConditions(spec.matchConditions ?? [], new PolicyEvaluation(expressions, request, object, params))) return 'not met';
  } catch (error) {
    if (error instanceof EvaluationError) return { failure: error };
    throw error;
  }
  return { evaluation: new PolicyEvaluation(expressions, request, object, params) };
}

/** Whether a request is refused when the policy fails. */
export function failsClosed({ spec }: Policy): boolean {
  return spec?.failurePolicy !== 'Ignore';
}

export function nameOf({ metadata }: { readonly metadata?: ObjectMeta | undefined }): string {
  return metadata?.name ?? '';
}

/** A definite no of either outweighs what cannot be answered about the other. */
function matchesBoth(policy: Policy, binding: Binding, request: PolicyRequest): boolean {
  let unanswerable: Unanswerable | undefined;
  for (const resources of [policy.spec?.matchConstraints, binding.spec?.matchResources]) {
    try {
      if (resources !== undefined && !matchesResources(resources, request)) return false;
    } catch (error) {
      if (!(error instanceof Unanswerable)) throw error;
      unanswerable ??= error;
    }
  }
  if (unanswerable !== undefined) throw unanswerable;
  return true;
}
