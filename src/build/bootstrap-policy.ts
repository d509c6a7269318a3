/** Writes the roles and bindings that an API server brings, from their recording. `npx tsx src/build/bootstrap-policy.ts` */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { RbacObject } from '../api/rbac/policy.ts';
import type { ClusterRole, ClusterRoleBinding } from '../api/types/rbac-v1.ts';

const ROOT = new URL('../../', import.meta.url);
const SHARED_LABEL = 'kubernetes.io/bootstrapping';

/** The objects as an API server lists them after its start. */
export function readRecordedBootstrap(): RbacObject[] {
  return JSON.parse(gunzipSync(readFileSync(new URL('testdata/oracle/rbac/bootstrap.json.gz', ROOT))).toString('utf8')) as RbacObject[];
}

/** The text that `src/schema/bootstrap-policy.ts` reads: an object a line, without what all share and what a controller fills in. */
export function compactBootstrapPolicy(objects: readonly RbacObject[]): string {
  return objects.map((object) => `${JSON.stringify(compact(object))}\n`).join('');
}

function compact(object: RbacObject): RbacObject {
  const { kind, metadata: { name, namespace, labels: all } = {} } = object;
  const labels = Object.fromEntries(Object.entries(all ?? {}).filter(([key]) => key !== SHARED_LABEL));
  const shared = { kind, metadata: { name, namespace, ...(Object.keys(labels).length === 0 ? {} : { labels }) } };
  const { aggregationRule, rules } = object as ClusterRole;
  const { roleRef, subjects } = object as ClusterRoleBinding;
  if (roleRef === undefined) return aggregationRule === undefined ? { ...shared, rules } : { ...shared, aggregationRule };
  return { ...shared, roleRef: { ...roleRef, apiGroup: undefined }, subjects: subjects?.map((subject) => ({ ...subject, apiGroup: undefined })) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('schemas/kubernetes/bootstrap-policy.jsonl', ROOT), compactBootstrapPolicy(readRecordedBootstrap()));
}
