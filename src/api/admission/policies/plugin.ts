import { equalJson } from '../../json.ts';
import type { KubeObject } from '../../object.ts';
import type { ServerWarning } from '../../strategy.ts';
import type { AdmissionRefusal } from '../admission.ts';
import { mutateByPolicies } from './mutating.ts';
import type { PolicyInputs } from './policy-inputs.ts';
import { judgeByPolicies, type PolicyViolation } from './validating.ts';

/** Reasons that a validation may give, with the status of the answer (`reasonToCode`). */
const CODES: Readonly<Record<string, number>> = { Unauthorized: 401, Forbidden: 403, RequestEntityTooLarge: 413, Invalid: 422 };

/** The plugin MutatingAdmissionPolicy: changes `object` in place. `again` as for `mutateByPolicies`. */
export function admitByPolicies(object: KubeObject, old: KubeObject | undefined, policies: PolicyInputs, again: boolean): { readonly refusal?: AdmissionRefusal; readonly changed: boolean } {
  const result = mutateByPolicies(object, old, policies, again);
  if (result.refusal !== undefined) return { changed: false, refusal: { code: 422, reason: 'Invalid', message: result.refusal, path: '', byPolicy: true } };
  if (result.object === object || equalJson(result.object, object)) return { changed: false };
  const target = object as unknown as Record<string, unknown>;
  for (const key of Object.keys(target)) delete target[key];
  Object.assign(target, result.object);
  return { changed: true };
}

/** The plugin ValidatingAdmissionPolicy: the first denial is the server's answer. */
export function refusalByPolicies(object: KubeObject, old: KubeObject | undefined, policies: PolicyInputs): AdmissionRefusal | undefined {
  const [denial] = judgeByPolicies(object, old, policies).denials;
  if (denial === undefined) return undefined;
  return { code: CODES[denial.reason] ?? 422, reason: denial.reason, message: `ValidatingAdmissionPolicy '${denial.policy}' with binding '${denial.binding}' denied request: ${denial.message}`, path: denial.path, byPolicy: true };
}

export function warningsByPolicies(object: KubeObject, old: KubeObject | undefined, policies: PolicyInputs): ServerWarning[] {
  return judgeByPolicies(object, old, policies).warnings.map((violation) => ({ path: violation.path, message: warningText(violation) }));
}

function warningText({ policy, binding, message }: PolicyViolation): string {
  return `Validation failed for ValidatingAdmissionPolicy '${policy}' with binding '${binding}': ${message}`;
}
