import type { Unevaluated } from '../api/admission/policies/invocations.ts';
import { POLICY_KINDS } from '../api/admission/policies/policy-inputs.ts';
import type { ManifestDocument, ManifestSet } from '../load/manifest-set.ts';
import type { Issue } from './issue.ts';

/** A policy that could not be evaluated for the object of a document. */
export type UnevaluatedFor = Unevaluated & { readonly document: ManifestDocument };

/** Says of each policy and each reason once what could not be evaluated: at the policy, or at the first object when the policy is not in the input. */
export function unevaluatedPolicies(set: ManifestSet, unevaluated: readonly UnevaluatedFor[]): { readonly document: ManifestDocument; readonly issue: Issue }[] {
  const groups = new Map<string, UnevaluatedFor[]>();
  for (const item of unevaluated) {
    const key = `${item.policy}\n${item.why}`;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { kind, name } = first.document;
    const others = new Set(group.map(({ document }) => document)).size - 1;
    const about = `${kind} ${name}${others === 0 ? '' : ` and ${others} more`}`;
    const home = set.documents.find((document) => POLICY_KINDS.has(document.kind) && !document.kind.endsWith('Binding') && document.name === first.policy);
    const message = `the policy ${first.policy} could not be evaluated for ${about}: ${first.why}`;
    return [{ document: home ?? first.document, issue: { rule: 'validate/admission-policy', severity: 'info', path: home === undefined ? '' : 'metadata.name', part: 'value', message } }];
  });
}
