import { matchesLabelSelector } from '../../label-selector.ts';
import type { KubeObject } from '../../object.ts';
import type { ParamKind, ParamRef } from '../../types/admissionregistration-v1.ts';
import type { PolicyInputs } from './policy-inputs.ts';
import { PolicyFailure } from './policy-failure.ts';
import type { PolicyRequest } from './policy-request.ts';
import { Unanswerable } from './unanswerable.ts';

/**
 * The objects that a binding gives to its policy as `params`, one evaluation each; `null` stands for an evaluation without any
 * (plugin/policy/generic/policy_dispatcher.go, `CollectParams`, v1.36). Throws `PolicyFailure`, and `Unanswerable` when the input lacks what is named.
 */
export function parametersOf(kind: ParamKind | undefined, ref: ParamRef | undefined, request: PolicyRequest, inputs: PolicyInputs): readonly (KubeObject | null)[] {
  if (kind === undefined || ref === undefined) return [null];
  const { apiVersion = '', kind: name = '' } = kind;
  const facts = inputs.kindOf(apiVersion, name);
  if (facts === undefined) throw new Unanswerable(`its parameters are of kind ${apiVersion} ${name}, of which nothing is known`);
  const namespace = ref.namespace ?? '';
  if (!facts.namespaced && namespace !== '') throw new PolicyFailure('paramRef.namespace must not be provided for a cluster-scoped `paramKind`');
  const home = facts.namespaced ? namespace || request.namespaceName : '';
  if (facts.namespaced && home === '') throw new PolicyFailure('cannot use namespaced paramRef in policy binding that matches cluster-scoped resources');
  const candidates = inputs.objectsOf(apiVersion, name).filter(({ metadata }) => !facts.namespaced || metadata.namespace === home);
  const wanted = (ref.name ?? '') === '' ? candidates.filter(({ metadata }) => matchesLabelSelector(ref.selector, metadata.labels)) : candidates.filter(({ metadata }) => metadata.name === ref.name);
  if (wanted.length > 0) return wanted;
  const sought = (ref.name ?? '') === '' ? `${name} that its binding selects` : `${name} ${facts.namespaced ? `${home}/` : ''}${ref.name ?? ''}`;
  const otherwise = ref.parameterNotFoundAction === 'Deny' ? '; a cluster that lacks them too refuses the object' : '';
  throw new Unanswerable(`its parameters are not in the input: there is no ${sought}${otherwise}`);
}
