import { splitKey, type Pod } from '../objects.ts';
import { claimObstacle } from '../scheduler/plugins/dynamic-resources.ts';
import { podInfo } from '../scheduler/pod-info.ts';
import type { Snapshot } from '../scheduler/snapshot.ts';

/** Pods that are not tried because a ResourceClaim of theirs is not there: nothing is written about them (PreEnqueue of DynamicResources, v1.36). */
export class HeldUpPods {
  readonly #keys = new Set<string>();

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  /** Looks again whether the pod must wait, and remembers it. */
  holdsUp(key: string, pod: Pod, snapshot: Snapshot): boolean {
    const must = (pod.spec?.resourceClaims ?? []).length > 0 && claimObstacle(podInfo(pod), snapshot) !== undefined;
    if (must) this.#keys.add(key);
    else this.#keys.delete(key);
    return must;
  }

  delete(key: string): void {
    this.#keys.delete(key);
  }

  in(namespace: string): string[] {
    return [...this.#keys].filter((key) => splitKey(key).namespace === namespace);
  }
}
