import { clientOf, type ComponentContext } from '../component.ts';
import { WorkQueue } from '../kernel/work-queue.ts';
import { objectKey, type Pod } from '../objects.ts';
import { isTerminal } from '../pods/conditions.ts';

/** The node that stands for a cluster of which nothing is known. */
export const ASSUMED_NODE = 'assumed-node';

/** Places every pod on one assumed node after `delayMs`, whatever it asks for: for plans without nodes, which claim no placement. */
export function startAnywhereBinder(context: ComponentContext, delayMs: number): void {
  const client = clientOf(context, 'binder');
  const queue = new WorkQueue(context.loop, context.order, (key) => {
    const pod = client.getByKey('Pod', key);
    if (pod === undefined || !wantsNode(pod)) return;
    client.bind(pod.metadata.namespace ?? '', pod.metadata.name ?? '', ASSUMED_NODE);
  });
  client.watch('Pod', ({ type, object }) => {
    if (type !== 'deleted' && wantsNode(object)) queue.addAfter(objectKey(object), delayMs);
  });
}

function wantsNode(pod: Pod): boolean {
  const gated = (pod.spec?.schedulingGates ?? []).length > 0;
  return (pod.spec?.nodeName ?? '') === '' && !gated && pod.metadata.deletionTimestamp === undefined && !isTerminal(pod);
}
