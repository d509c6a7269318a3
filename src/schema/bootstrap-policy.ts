import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RbacObject } from '../api/rbac/policy.ts';
import type { ClusterRole, ClusterRoleBinding } from '../api/types/rbac-v1.ts';
import { packageFolder } from './package-folder.ts';

const API_GROUP = 'rbac.authorization.k8s.io';
const BOOTSTRAPPED = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };

/**
 * The roles and bindings that the API server creates by itself (v1.36). The rules of aggregated ClusterRoles are left to their controller.
 * Read from `schemas/kubernetes/bootstrap-policy.jsonl`: an object a line, without what all of them share.
 */
export function bootstrapPolicy(): RbacObject[] {
  const lines = readFileSync(join(packageFolder(), 'schemas/kubernetes/bootstrap-policy.jsonl'), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => complete(JSON.parse(line) as RbacObject));
}

/** What `bootstrapPolicy` reads, from the objects as an API server lists them after its start. */
export function compactBootstrapPolicy(objects: readonly RbacObject[]): string {
  return objects.map((object) => `${JSON.stringify(compact(object))}\n`).join('');
}

function complete(object: RbacObject): RbacObject {
  const { kind, metadata = {}, ...rest } = object;
  const whole: RbacObject = { apiVersion: `${API_GROUP}/v1`, kind, metadata: { ...metadata, labels: { ...BOOTSTRAPPED, ...metadata.labels } }, ...rest };
  const { roleRef, subjects } = rest as ClusterRoleBinding;
  if (roleRef === undefined) return whole;
  return {
    ...whole,
    roleRef: { apiGroup: API_GROUP, ...roleRef },
    ...(subjects === undefined ? {} : { subjects: subjects.map((subject) => (subject.kind === 'ServiceAccount' ? subject : { apiGroup: API_GROUP, ...subject })) }),
  };
}

function compact(object: RbacObject): RbacObject {
  const { apiVersion: _, kind, metadata = {}, ...rest } = object;
  const labels = Object.fromEntries(Object.entries(metadata.labels ?? {}).filter(([key]) => !Object.hasOwn(BOOTSTRAPPED, key)));
  const { name, namespace } = metadata;
  const shared = { kind, metadata: { name, namespace, ...(Object.keys(labels).length === 0 ? {} : { labels }) } };
  const { aggregationRule, rules: _collected, ...others } = rest as ClusterRole;
  if (aggregationRule !== undefined) return { ...shared, ...others, aggregationRule };
  const { roleRef, subjects } = rest as ClusterRoleBinding;
  if (roleRef === undefined) return { ...shared, ...rest };
  return { ...shared, roleRef: { kind: roleRef.kind, name: roleRef.name }, ...(subjects === undefined ? {} : { subjects: subjects.map(({ kind: type, name: who, namespace: where }) => ({ kind: type, name: who, namespace: where })) }) };
}
