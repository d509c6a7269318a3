import type { KubeObject } from '../../api/object.ts';
import type { LogEntry } from '../../sim/log-entry.ts';
import { controllerOf, type Pod } from '../../sim/objects.ts';
import { objectsOfKind } from '../objects/by-kind.ts';

/** Follows owners up to the object that a person applied. Owners are remembered, so that pods of what is gone are still known. */
export class Owners {
  readonly #byUid = new Map<string, KubeObject>();
  readonly #podsByWorkload = new WeakMap<readonly KubeObject[], Map<string, Pod[]>>();

  constructor(objects: readonly KubeObject[], entries: readonly LogEntry[]) {
    for (const object of objects) this.#remember(object);
    for (const { object } of entries) this.#remember(object);
  }

  #remember(object: KubeObject): void {
    if (object.kind !== 'Pod' && object.metadata.uid !== undefined) this.#byUid.set(object.metadata.uid, object);
  }

  /** The direct controller, as it is in the end. */
  controllerOf(object: KubeObject): KubeObject | undefined {
    const owner = controllerOf(object);
    return owner === undefined ? undefined : this.#byUid.get(owner.uid);
  }

  byUid(uid: string): KubeObject | undefined {
    return this.#byUid.get(uid);
  }

  /** The pods among `objects` that a workload stands for. */
  podsOf(objects: readonly KubeObject[], kind: string, namespace: string | undefined, name: string): readonly Pod[] {
    let byWorkload = this.#podsByWorkload.get(objects);
    if (byWorkload === undefined) {
      byWorkload = new Map();
      for (const pod of objectsOfKind(objects, 'Pod').filter(isPod)) {
        const key = nameKey(this.workloadOf(pod));
        const pods = byWorkload.get(key);
        if (pods === undefined) byWorkload.set(key, [pod]);
        else pods.push(pod);
      }
      this.#podsByWorkload.set(objects, byWorkload);
    }
    return byWorkload.get(nameKey({ kind, metadata: { namespace, name } })) ?? [];
  }

  /** The object that stands for the pod: the topmost controller, or the pod itself. */
  workloadOf(object: KubeObject): KubeObject {
    let current = object;
    for (let depth = 0; depth < 8; depth += 1) {
      const owner = this.controllerOf(current);
      if (owner === undefined) return current;
      current = owner;
    }
    return current;
  }
}

export function isPod(object: KubeObject): object is Pod {
  return object.kind === 'Pod' && object.apiVersion === 'v1';
}

function nameKey({ kind, metadata }: { readonly kind: string; readonly metadata: { readonly namespace?: string | undefined; readonly name?: string | undefined } }): string {
  return `${kind} ${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
}
