import type { Pod } from '../objects.ts';
import type { ApiServer } from './api-server.ts';
import { accepted, notFound, refused, type WriteResult } from './result.ts';
import { withPodCondition } from '../pods/conditions.ts';

/** The binding subresource (pkg/registry/core/pod/storage/storage.go, assignPod, v1.36). */
export function bindPod(server: ApiServer, namespace: string, name: string, node: string, by: string): WriteResult<Pod> {
  const pod = server.store.get('Pod', namespace, name);
  if (pod === undefined) return notFound('pods', name);
  if (pod.metadata.deletionTimestamp !== undefined) return refused(409, `pod ${name} is being deleted, cannot be assigned to a host`);
  if ((pod.spec?.nodeName ?? '') !== '') return refused(409, `pod ${name} is already assigned to node "${pod.spec?.nodeName ?? ''}"`);
  if ((pod.spec?.schedulingGates ?? []).length > 0) return refused(409, `pod ${name} has non-empty .spec.schedulingGates`);
  const { nominatedNodeName: _nominated, ...status } = pod.status ?? {};
  const conditions = withPodCondition(status.conditions ?? [], { type: 'PodScheduled', status: 'True', reason: '', message: '' }, server.clock.timestamp);
  return accepted(server.store.put({ ...pod, spec: { ...pod.spec, nodeName: node }, status: { ...status, conditions } } as Pod, by) as Pod);
}
