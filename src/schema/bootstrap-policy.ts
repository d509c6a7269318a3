import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RbacObject } from '../api/rbac/policy.ts';
import type { ClusterRoleBinding } from '../api/types/rbac-v1.ts';
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
