import { clientOf, type ComponentContext } from '../../component.ts';
import type { Client } from '../../apiserver/client.ts';
import { isTerminal, isTerminating, withPodCondition } from '../../pods/conditions.ts';
import type { Pod } from '../../objects.ts';

const ROUND_MS = 20_000;
/** A node has to be missing for so long (quarantineTime). */
const QUARANTINE_MS = 40_000;
const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';

/** Removes pods that no kubelet will end (pkg/controller/podgc/gc_controller.go, v1.36), in rounds of 20 s as long as there may be any. */
export function startPodGarbageCollector(context: ComponentContext): void {
  const client = clientOf(context, 'pod-garbage-collector');
  const missingSince = new Map<string, number>();
  let isScheduled = false;
  const schedule = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    const { loop, order } = context;
    loop.at((Math.floor(loop.nowMs / ROUND_MS) + 1) * ROUND_MS, order, '', () => {
      isScheduled = false;
      if (collect(client, missingSince)) schedule();
    });
  };
  client.watch('Node', ({ type, object }) => {
    if (type === 'deleted' || object.spec?.taints?.some((taint) => taint.key === OUT_OF_SERVICE) === true) schedule();
  });
  client.watch('Pod', ({ type, object }) => {
    if (type !== 'deleted' && isTerminating(object) && (object.spec?.nodeName ?? '') === '') schedule();
  });
}

/** One round; true when another one is needed. */
function collect(client: Client, missingSince: Map<string, number>): boolean {
  const { nowMs } = client.clock;
  let again = false;
  for (const node of [...client.indexes.podsByNode.values()]) {
    const found = client.get('Node', undefined, node);
    if (found === undefined) {
      const since = missingSince.get(node) ?? nowMs;
      missingSince.set(node, since);
      again = true;
      if (nowMs - since >= QUARANTINE_MS) for (const pod of client.indexes.podsByNode.list(node)) remove(client, pod, 'PodGC: node no longer exists');
    } else {
      missingSince.delete(node);
      if (found.spec?.taints?.some((taint) => taint.key === OUT_OF_SERVICE) !== true || isNodeReady(found.status?.conditions)) continue;
      again = true;
      for (const pod of client.indexes.podsByNode.list(node)) if (isTerminating(pod)) remove(client, pod, undefined);
    }
  }
  for (const pod of client.list('Pod')) if (isTerminating(pod) && (pod.spec?.nodeName ?? '') === '') remove(client, pod, undefined);
  return again;
}

function isNodeReady(conditions: readonly { readonly type?: string | undefined; readonly status?: string | undefined }[] | undefined): boolean {
  return conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true;
}

/** Pods that had not ended fail first; a `message` says that the collector disrupts them. */
function remove(client: Client, pod: Pod, message: string | undefined): void {
  let current = pod;
  if (!isTerminal(pod)) {
    const conditions = message === undefined ? (pod.status?.conditions ?? []) : withPodCondition(pod.status?.conditions ?? [], { type: 'DisruptionTarget', status: 'True', reason: 'DeletionByPodGC', message }, client.clock.timestamp);
    const updated = client.updateStatus({ ...pod, status: { ...pod.status, phase: 'Failed', conditions } } as Pod);
    if (updated.ok) current = updated.object;
  }
  client.delete(current, { graceSeconds: 0 });
}
