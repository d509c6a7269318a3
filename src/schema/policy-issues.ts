import { mutateByPolicies } from '../api/admission/policies/mutating.ts';
import { controllerOf, type PolicyInputs } from '../api/admission/policies/policy-inputs.ts';
import type { Unevaluated } from '../api/admission/policies/invocations.ts';
import { judgeByPolicies, type PolicyJudgement, type PolicyViolation } from '../api/admission/policies/validating.ts';
import type { Json } from '../api/json.ts';
import type { KubeObject } from '../api/object.ts';
import { podTemplateOf } from '../api/workload.ts';
import { child } from '../diag/field-path.ts';
import type { Issue } from './issue.ts';
import { createRequest, type RequestContext } from './request.ts';
import { podOfTemplate } from './template-pod.ts';

export interface PolicyFindings {
  readonly issues: readonly Issue[];
  /** The server refuses the object itself. */
  readonly refused: boolean;
  readonly unevaluated: readonly Unevaluated[];
}

/** What the policies of the input say to an object that is valid by itself, and to the pods that it makes. */
export function policyFindings(object: KubeObject, policies: PolicyInputs, context: RequestContext): PolicyFindings {
  const own = judgeByPolicies(object, undefined, policies);
  const pods = podJudgement(object, policies, context);
  return {
    issues: [...issuesOf(own, ''), ...pods.issues],
    refused: own.denials.length > 0,
    // Mutations have happened already; what they could not be asked is asked again.
    unevaluated: [...mutateByPolicies(object, undefined, policies).unevaluated, ...own.unevaluated, ...pods.unevaluated],
  };
}

/** Of policies that the server knows and that refuse while they change the object: what `createRequest` is to be asked with. */
export function onlyMutating(policies: PolicyInputs): PolicyInputs {
  return { ...policies, validating: [] };
}

function issuesOf({ denials, warnings }: PolicyJudgement, templatePath: string): Issue[] {
  const about = templatePath === '' ? '' : 'pods of this template: ';
  const issue = (severity: Issue['severity'], { policy, binding, message, reason, path }: PolicyViolation): Issue => ({
    rule: 'validate/admission-policy',
    severity,
    path: templatePath === '' ? path : path === '' ? templatePath : child(templatePath, path),
    part: 'value',
    message: `${about}${message} (ValidatingAdmissionPolicy ${policy}, binding ${binding})`,
    ...(severity === 'error' ? { reason } : {}),
  });
  return [...denials.map((violation) => issue('error', violation)), ...warnings.map((violation) => issue('warning', violation))];
}

function podJudgement(object: KubeObject, policies: PolicyInputs, context: RequestContext): Pick<PolicyFindings, 'issues' | 'unevaluated'> {
  const user = controllerOf(object.kind);
  const located = podTemplateOf(object);
  if (user === undefined || located === undefined || context.cluster === undefined) return { issues: [], unevaluated: [] };
  const inputs = { ...policies, user };
  const outcome = createRequest(podOfTemplate(object, located.template) as unknown as Json, { ...context, fieldValidation: 'Ignore', cluster: { ...context.cluster, policies: onlyMutating(inputs) } });
  if (outcome.verdict === 'accepted') {
    const judgement = judgeByPolicies(outcome.object, undefined, inputs);
    return { issues: issuesOf(judgement, located.path), unevaluated: [...mutateByPolicies(outcome.object, undefined, inputs).unevaluated, ...judgement.unevaluated] };
  }
  // Other refusals of pods have findings of their own.
  if (outcome.byPolicy !== true) return { issues: [], unevaluated: [] };
  return { issues: [{ rule: 'validate/admission-policy', severity: 'error', path: located.path, part: 'value', message: `pods of this template: ${outcome.message}`, reason: outcome.reason }], unevaluated: [] };
}
