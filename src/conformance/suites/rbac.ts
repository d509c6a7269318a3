import type { AccessRequest } from '../../api/rbac/access-request.ts';
import { authorize, describeGrant, grantsOf } from '../../api/rbac/authorize.ts';
import { rbacPolicy, type RbacObject } from '../../api/rbac/policy.ts';
import type { SubjectAccessReviewSpec } from '../../api/types/authorization-v1.ts';
import { bootstrapPolicy } from '../../schema/bootstrap-policy.ts';
import { readJsonLines } from '../recordings.ts';
import type { Difference, Suite } from '../suite.ts';

interface RecordedReviews {
  readonly id: string;
  readonly objects: readonly RbacObject[];
  readonly reviews: readonly { readonly spec: SubjectAccessReviewSpec; readonly allowed: boolean; readonly reason?: string }[];
}

/** Answers to SubjectAccessReviews: whether, and because of which binding and role. Where several allow, any of them is right. */
export const rbacSuite: Suite = {
  name: 'rbac',
  run: (folder, filter) => {
    const brought = bootstrapPolicy();
    const differences: Difference[] = [];
    let total = 0;
    let sameVerdict = 0;
    for (const { id, objects, reviews } of readJsonLines<RecordedReviews>(folder, 'cases.jsonl')) {
      if (filter.match !== undefined && !id.includes(filter.match)) continue;
      const policy = rbacPolicy([...brought, ...objects]);
      for (const [index, { spec, allowed, reason = '' }] of reviews.entries()) {
        total += 1;
        const request = requestOf(spec);
        const decision = authorize(request, policy);
        const reasons = new Set([decision.reason, ...[...grantsOf(request, policy)].map((grant) => `RBAC: allowed by ${describeGrant(grant)}`)]);
        if (decision.allowed === allowed) sameVerdict += 1;
        if (decision.allowed === allowed && reasons.has(reason)) continue;
        differences.push({ id: `${id}/${index}`, text: `${JSON.stringify(spec)}: ${allowed} (${reason}) expected, got ${decision.allowed} (${decision.reason})` });
      }
    }
    return { passed: total - differences.length, total, differences, notes: [`verdicts alone: ${sameVerdict}/${total}`] };
  },
};

function requestOf({ user = '', groups = [], resourceAttributes, nonResourceAttributes }: SubjectAccessReviewSpec): AccessRequest {
  if (resourceAttributes === undefined) return { user, groups, path: { verb: nonResourceAttributes?.verb ?? '', path: nonResourceAttributes?.path ?? '' } };
  const { verb = '', group = '', resource = '', subresource = '', namespace = '', name = '' } = resourceAttributes;
  return { user, groups, resource: { verb, group, resource, subresource, namespace, name } };
}
