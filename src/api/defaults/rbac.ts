import type { RoleRef, Subject } from '../types/rbac-v1.ts';

export const RBAC_GROUP = 'rbac.authorization.k8s.io';

interface Binding {
  roleRef?: RoleRef | undefined;
  subjects?: Subject[] | undefined;
}

/** Users, groups and roles are of RBAC's own API group (pkg/apis/rbac/v1/defaults.go, v1.36). */
export function defaultBinding(binding: Binding): void {
  const roleRef = (binding.roleRef ??= {});
  if ((roleRef.apiGroup ?? '') === '') roleRef.apiGroup = RBAC_GROUP;
  for (const subject of binding.subjects ?? []) {
    const isRbacKind = subject.kind === 'User' || subject.kind === 'Group';
    if ((subject.apiGroup ?? '') === '' && isRbacKind) subject.apiGroup = RBAC_GROUP;
  }
}
