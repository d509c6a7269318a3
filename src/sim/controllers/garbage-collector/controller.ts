import { clientOf, reconcileQueue, type ComponentContext, type ReconcileResult } from '../../component.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { OwnerReference } from '../../../api/types/meta-v1.ts';
import type { Client } from '../../apiserver/client.ts';
import { FOREGROUND_FINALIZER, ORPHAN_FINALIZER } from '../../apiserver/deletion.ts';
import type { WorkQueue } from '../../kernel/work-queue.ts';
import { kindKeyOf } from '../../objects.ts';
import { SNAPSHOT } from '../../store/store.ts';

/**
 * Models pkg/controller/garbagecollector, v1.36. An owner counts as absent when it was deleted, or did not exist when a component or user
 * named it; owners of objects that were restored from a snapshot may exist outside of what is simulated.
 */
export function startGarbageCollector(context: ComponentContext): void {
  const collector = new GarbageCollector(context);
  collector.watch();
}

class GarbageCollector {
  readonly #context: ComponentContext;
  readonly #client: Client;
  readonly #queue: WorkQueue;
  /** The uids of dependents by the uid of their owner. */
  readonly #dependents = new Map<string, Set<string>>();
  readonly #absent = new Set<string>();

  constructor(context: ComponentContext) {
    this.#context = context;
    this.#client = clientOf(context, 'garbage-collector');
    this.#queue = reconcileQueue(context, (uid) => this.#reconcile(uid));
  }

  watch(): void {
    this.#client.store.watchAll(({ type, object, previous, by }) => {
      const uid = object.metadata.uid ?? '';
      if (type === 'deleted') {
        this.#onDeleted(uid, object);
        return;
      }
      if (type === 'created' || previous?.metadata.ownerReferences !== object.metadata.ownerReferences) this.#onOwners(uid, object, previous, by);
      const finalizers = object.metadata.finalizers;
      if (object.metadata.deletionTimestamp !== undefined && finalizers !== undefined && (finalizers.includes(ORPHAN_FINALIZER) || finalizers.includes(FOREGROUND_FINALIZER))) this.#queue.add(uid);
    });
  }

  #onOwners(uid: string, object: KubeObject, previous: KubeObject | undefined, by: string): void {
    const owners = object.metadata.ownerReferences ?? [];
    for (const { uid: owner = '', blockOwnerDeletion: blocked } of previous?.metadata.ownerReferences ?? []) {
      const kept = owners.find((reference) => reference.uid === owner);
      if (kept === undefined) this.#dependents.get(owner)?.delete(uid);
      if (kept === undefined || (blocked === true && kept.blockOwnerDeletion !== true)) this.#queue.add(owner);
    }
    for (const { uid: owner = '' } of owners) {
      const dependents = this.#dependents.get(owner);
      if (dependents === undefined) this.#dependents.set(owner, new Set([uid]));
      else dependents.add(uid);
      if (this.#client.store.getByUid(owner) === undefined && by !== SNAPSHOT) this.#absent.add(owner);
      if (this.#absent.has(owner) || this.#isForeign(object, owner)) this.#queue.add(uid);
    }
  }

  #onDeleted(uid: string, object: KubeObject): void {
    this.#absent.add(uid);
    for (const dependent of this.#dependents.get(uid) ?? []) this.#queue.add(dependent);
    this.#dependents.delete(uid);
    for (const { uid: owner = '' } of object.metadata.ownerReferences ?? []) {
      this.#dependents.get(owner)?.delete(uid);
      if (this.#client.store.getByUid(owner)?.metadata.finalizers?.includes(FOREGROUND_FINALIZER) === true) this.#queue.add(owner);
    }
  }

  #reconcile(uid: string): ReconcileResult {
    const object = this.#client.store.getByUid(uid);
    if (object === undefined) return undefined;
    const finalizers = object.metadata.finalizers ?? [];
    if (object.metadata.deletionTimestamp !== undefined) {
      if (finalizers.includes(ORPHAN_FINALIZER)) this.#orphanDependents(uid, object);
      else if (finalizers.includes(FOREGROUND_FINALIZER)) this.#deleteDependents(uid, object);
      return undefined;
    }
    this.#collect(uid, object);
    return undefined;
  }

  #dependentsOf(uid: string): KubeObject[] {
    const found: KubeObject[] = [];
    for (const dependent of this.#dependents.get(uid) ?? []) {
      const object = this.#client.store.getByUid(dependent);
      if (object !== undefined) found.push(object);
    }
    return found;
  }

  /** Takes the owner out of its dependents, then lets it go. */
  #orphanDependents(uid: string, owner: KubeObject): void {
    for (const dependent of this.#dependentsOf(uid)) this.#client.update(withOwners(dependent, (reference) => reference.uid !== uid));
    this.#removeFinalizer(owner, ORPHAN_FINALIZER);
  }

  /** The owner goes when no dependent that blocks it is left (processDeletingDependentsItem). */
  #deleteDependents(uid: string, owner: KubeObject): void {
    const dependents = this.#dependentsOf(uid);
    const blocks = (dependent: KubeObject): boolean => dependent.metadata.ownerReferences?.some((reference) => reference.uid === uid && reference.blockOwnerDeletion === true) === true;
    for (const dependent of dependents) if (dependent.metadata.deletionTimestamp === undefined) this.#queue.add(dependent.metadata.uid ?? '');
    if (!dependents.some(blocks)) this.#removeFinalizer(owner, FOREGROUND_FINALIZER);
  }

  /** Deletes an object that none of its owners holds any more (attemptToDeleteItem). */
  #collect(uid: string, object: KubeObject): void {
    const owners = object.metadata.ownerReferences ?? [];
    if (owners.length === 0) return;
    const isDangling = (reference: OwnerReference): boolean => this.#absent.has(reference.uid ?? '') || this.#isForeign(object, reference.uid ?? '');
    const isWaiting = (reference: OwnerReference): boolean => {
      const owner = this.#client.store.getByUid(reference.uid ?? '');
      return owner !== undefined && isDeletingDependents(owner);
    };
    const isSolid = (reference: OwnerReference): boolean => !isDangling(reference) && !isWaiting(reference);
    if (owners.some(isSolid)) {
      if (!owners.every(isSolid)) this.#client.update(withOwners(object, isSolid));
      return;
    }
    const dependents = this.#dependentsOf(uid);
    const foreground = owners.some((reference) => !isDangling(reference)) && dependents.length > 0;
    // Its owner waits for it, and its dependent for its own: in a circle nobody would ever go.
    if (foreground && dependents.some(isDeletingDependents)) this.#client.update(unblocking(object));
    const finalizers = object.metadata.finalizers ?? [];
    const propagation = foreground || finalizers.includes(FOREGROUND_FINALIZER) ? 'Foreground' : finalizers.includes(ORPHAN_FINALIZER) ? 'Orphan' : 'Background';
    this.#client.delete(object, { propagation });
  }

  /** A namespaced owner in another namespace counts as absent. */
  #isForeign(object: KubeObject, ownerUid: string): boolean {
    const owner = this.#client.store.getByUid(ownerUid);
    const namespace = owner?.metadata.namespace ?? '';
    if (owner === undefined || namespace === '' || namespace === (object.metadata.namespace ?? '')) return false;
    this.#context.recorder.event(object, 'Warning', 'OwnerRefInvalidNamespace', `ownerRef [${kindKeyOf(owner.apiVersion, owner.kind)} ${owner.metadata.name ?? ''}] does not exist in namespace "${object.metadata.namespace ?? ''}"`, this.#client.by);
    return true;
  }

  #removeFinalizer(object: KubeObject, finalizer: string): void {
    const current = this.#client.store.getByUid(object.metadata.uid ?? '') ?? object;
    this.#client.update({ ...current, metadata: { ...current.metadata, finalizers: (current.metadata.finalizers ?? []).filter((name) => name !== finalizer) } });
  }
}

function isDeletingDependents({ metadata }: KubeObject): boolean {
  return metadata.deletionTimestamp !== undefined && metadata.finalizers?.includes(FOREGROUND_FINALIZER) === true;
}

/** The object without a claim that its owners wait for it. */
function unblocking(object: KubeObject): KubeObject {
  const ownerReferences = (object.metadata.ownerReferences ?? []).map((reference) => ({ ...reference, blockOwnerDeletion: false }));
  return { ...object, metadata: { ...object.metadata, ownerReferences } };
}

function withOwners(object: KubeObject, keep: (reference: OwnerReference) => boolean): KubeObject {
  return { ...object, metadata: { ...object.metadata, ownerReferences: (object.metadata.ownerReferences ?? []).filter(keep) } };
}
