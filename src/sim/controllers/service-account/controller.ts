import { clientOf, reconcileQueue, type ComponentContext } from '../../component.ts';
import type { ServiceAccount } from '../../objects.ts';

const NAME = 'default';

/** Gives every namespace its account `default` (pkg/controller/serviceaccount/serviceaccounts_controller.go, v1.36). */
export function startServiceAccountController(context: ComponentContext): void {
  const client = clientOf(context, 'serviceaccount-controller');
  const queue = reconcileQueue(context, (namespace) => {
    const found = client.get('Namespace', undefined, namespace);
    if (found === undefined || found.metadata.deletionTimestamp !== undefined || client.get('ServiceAccount', namespace, NAME) !== undefined) return undefined;
    const account: ServiceAccount = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: NAME, namespace } };
    const created = client.create(account);
    return created.ok ? undefined : { failed: created.message };
  });
  client.watch('Namespace', ({ type, object }) => {
    if (type !== 'deleted') queue.add(object.metadata.name ?? '');
  });
  client.watch('ServiceAccount', ({ type, object }) => {
    if (type === 'deleted' && object.metadata.name === NAME) queue.add(object.metadata.namespace ?? '');
  });
}
