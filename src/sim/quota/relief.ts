import { amountsOf } from '../../api/effective-requests.ts';
import { equalJson } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import type { ResourceQuota } from '../objects.ts';

/** What admission asks about a pod besides the pod itself. */
export const ADMISSION_KINDS = ['ResourceQuota', 'LimitRange', 'Namespace', 'ServiceAccount'] as const;

/** Whether pods that were refused before may now be let through. Of a quota's status only less usage counts. */
export function mayLetPodsThrough(object: KubeObject, previous: KubeObject | undefined): boolean {
  if (previous === undefined || !equalJson(withoutStatus(object), withoutStatus(previous))) return true;
  return object.kind === 'ResourceQuota' && usesLess(object as ResourceQuota, previous as ResourceQuota);
}

function usesLess(quota: ResourceQuota, previous: ResourceQuota): boolean {
  const used = amountsOf(quota.status?.used);
  return [...amountsOf(previous.status?.used)].some(([name, before]) => (used.get(name)?.nanos ?? 0n) < before.nanos);
}

function withoutStatus({ metadata, ...rest }: KubeObject & { readonly status?: unknown }): unknown {
  const { status: _status, ...spec } = rest;
  return { labels: metadata.labels, spec };
}
