import { namedClaim } from '../../api/pod-resource-claims.ts';
import type { Pod } from '../objects.ts';
import { isReservedFor } from '../pods/claim-consumers.ts';
import type { Store } from '../store/store.ts';

/**
 * Why the devices of a pod cannot be prepared (PrepareResources in pkg/kubelet/cm/dra/manager.go, v1.36). The scheduler sees to it that they can; pods that
 * somebody bound without it may wait.
 */
export function unpreparedClaim(pod: Pod, store: Store): string | undefined {
  const { namespace, name: podName } = pod.metadata;
  for (const entry of pod.spec?.resourceClaims ?? []) {
    const named = namedClaim(entry, pod.status);
    if (named.kind === 'awaited') return `pod "${namespace ?? ''}/${podName ?? ''}": ResourceClaim not created yet`;
    if (named.kind === 'unneeded') continue;
    const claim = store.get('ResourceClaim.resource.k8s.io', namespace, named.name);
    if (claim === undefined) return `resourceclaim.resource.k8s.io "${named.name}" not found`;
    if (!isReservedFor(claim, pod)) return `pod ${podName ?? ''} (${pod.metadata.uid ?? ''}) is not allowed to use resource claim ${named.name} (${claim.metadata.uid ?? ''})`;
  }
  return undefined;
}
