import type { User } from './access-request.ts';

const SERVICE_ACCOUNT = 'system:serviceaccount:';
const ANONYMOUS = 'system:anonymous';
const AUTHENTICATED = 'system:authenticated';
const UNAUTHENTICATED = 'system:unauthenticated';

/**
 * Who a request is from that says `--as` and `--as-group`, with the groups that the server adds: those of a service account when no group is
 * named, and that of all who are known, or of the unknown (apiserver/pkg/endpoints/filters/impersonation.go, v1.36).
 */
export function impersonatedUser(user: string, asGroups: readonly string[]): User {
  const groups = asGroups.length === 0 ? groupsOfServiceAccount(user) : [...asGroups];
  if (user === ANONYMOUS) return { user, groups: groups.includes(UNAUTHENTICATED) ? groups : [...groups, UNAUTHENTICATED] };
  const isKnown = groups.includes(AUTHENTICATED) || groups.includes(UNAUTHENTICATED);
  return { user, groups: isKnown ? groups : [...groups, AUTHENTICATED] };
}

function groupsOfServiceAccount(user: string): string[] {
  const [namespace = '', name = '', ...more] = user.startsWith(SERVICE_ACCOUNT) ? user.slice(SERVICE_ACCOUNT.length).split(':') : [];
  return namespace === '' || name === '' || more.length > 0 ? [] : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
}
