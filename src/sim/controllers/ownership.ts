import type { KubeObject } from '../../api/object.ts';
import { matchesLabelSelector } from '../../api/label-selector.ts';
import type { LabelSelector, OwnerReference } from '../../api/types/meta-v1.ts';
import type { Client } from '../apiserver/client.ts';
import { orphansOf } from '../apiserver/indexes.ts';
import { controllerOf } from '../objects.ts';

export function controllerReference(owner: KubeObject): OwnerReference {
  return { apiVersion: owner.apiVersion, kind: owner.kind, name: owner.metadata.name, uid: owner.metadata.uid, controller: true, blockOwnerDeletion: true };
}

/**
 * The objects of `kind` that belong to `owner` (PodControllerRefManager in pkg/controller/controller_ref_manager.go, v1.36): its own
 * ones that match, after letting go of those that no longer do, and matching orphans, which it adopts. `adoptable` narrows what is adopted or released.
 */
export function claim<T extends KubeObject>(client: Client, owner: KubeObject, kind: string, selector: LabelSelector | undefined, adoptable: (object: T) => boolean = () => true): T[] {
  const index = client.indexes.byController(kind);
  const claimed: T[] = [];
  const deleting = owner.metadata.deletionTimestamp !== undefined;
  for (const object of index.list(owner.metadata.uid ?? '') as T[]) {
    if (matchesLabelSelector(selector, object.metadata.labels)) claimed.push(object);
    else if (!deleting && adoptable(object)) release(client, owner, object);
  }
  if (deleting) return claimed;
  const orphans = orphansOf(owner.metadata.namespace ?? '');
  if (index.count(orphans) === 0) return claimed;
  for (const object of index.list(orphans) as T[]) {
    if (object.metadata.deletionTimestamp !== undefined || !adoptable(object) || !matchesLabelSelector(selector, object.metadata.labels)) continue;
    const adopted = client.update({ ...object, metadata: { ...object.metadata, ownerReferences: [...(object.metadata.ownerReferences ?? []), controllerReference(owner)] } });
    if (adopted.ok) claimed.push(adopted.object);
  }
  return claimed;
}

function release(client: Client, owner: KubeObject, object: KubeObject): void {
  const ownerReferences = (object.metadata.ownerReferences ?? []).filter((reference) => reference.uid !== owner.metadata.uid);
  client.update({ ...object, metadata: { ...object.metadata, ownerReferences } });
}

/** The keys of those owners of `kind` that may care about a change of `object`: its controller before and after, or without one whoever's selector fits. */
export function ownersConcerned(client: Client, kind: string, ownerKind: string, selectorOf: (owner: KubeObject) => LabelSelector | undefined, object: KubeObject, previous: KubeObject | undefined): string[] {
  const keys: string[] = [];
  const namespace = object.metadata.namespace ?? '';
  const controller = controllerOf(object);
  const before = previous === undefined || previous === object ? undefined : controllerOf(previous);
  if (before !== undefined && before.kind === ownerKind && before.uid !== controller?.uid) keys.push(`${namespace}/${before.name}`);
  if (controller !== undefined) {
    if (controller.kind === ownerKind) keys.push(`${namespace}/${controller.name}`);
    return keys;
  }
  for (const owner of client.indexes.byNamespace(kind).get(namespace)) {
    if (matchesLabelSelector(selectorOf(owner), object.metadata.labels)) keys.push(`${namespace}/${owner.metadata.name ?? ''}`);
  }
  return keys;
}
