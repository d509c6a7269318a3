import type { PolicyRule } from '../types/rbac-v1.ts';
import type { AccessRequest, ResourceAccess } from './access-request.ts';

const ALL = '*';

/** Whether one rule of a role allows a request (pkg/apis/rbac/v1/evaluation_helpers.go, v1.36). */
export function ruleAllows(rule: PolicyRule, request: AccessRequest): boolean {
  if (request.resource !== undefined) return includes(rule.verbs, request.resource.verb) && allowsResource(rule, request.resource);
  return includes(rule.verbs, request.path.verb) && allowsPath(rule, request.path.path);
}

function allowsResource(rule: PolicyRule, { group, resource, subresource = '', name = '' }: ResourceAccess): boolean {
  if (!includes(rule.apiGroups, group)) return false;
  const full = subresource === '' ? resource : `${resource}/${subresource}`;
  if (!includes(rule.resources, full) && !(subresource !== '' && rule.resources?.includes(`*/${subresource}`) === true)) return false;
  // A request for all objects is not covered by rules for some.
  const names = rule.resourceNames ?? [];
  return names.length === 0 || names.includes(name);
}

function allowsPath(rule: PolicyRule, path: string): boolean {
  return (rule.nonResourceURLs ?? []).some((url) => url === ALL || url === path || (url.endsWith(ALL) && path.startsWith(url.replace(/\*+$/, ''))));
}

function includes(granted: readonly string[] | undefined, wanted: string): boolean {
  return granted !== undefined && (granted.includes(ALL) || granted.includes(wanted));
}
