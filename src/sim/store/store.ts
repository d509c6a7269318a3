import { assert } from '../../diag/assertion.ts';
import type { KubeObject } from '../../api/object.ts';
import type { LogEntry } from '../log-entry.ts';
import { kindKeyOf, keyFor, objectKey, type KindTypes, type KnownKind } from '../objects.ts';
import type { SecondaryIndex } from './secondary-index.ts';

/** What a watch tells: the object before (`deleted`: its last state) and after. */
export interface WatchEvent<T = KubeObject> {
  readonly type: 'created' | 'updated' | 'deleted';
  readonly object: T;
  readonly previous: T | undefined;
  /** The component that asked for the write. */
  readonly by: string;
}

/** Thrown when a component creates more objects than a run allows: one event may create any number. */
export class TooManyObjects extends Error {}

/** Who writes what a snapshot of a cluster says. */
export const SNAPSHOT = 'snapshot';
const UID_PREFIX = '00000000-0000-4000-8000-';

export type WatchHandler<T = KubeObject> = (event: WatchEvent<T>) => void;

/**
 * What etcd and the watch cache are to the API server: objects by kind and key, one growing resourceVersion, watches, and the log of
 * every write. Objects are never changed in place: whoever changes one makes a new one that shares what stays the same.
 */
export class Store {
  readonly log: LogEntry[] = [];
  /** How many objects there may be; more of them throw `TooManyObjects`. */
  capacity = Number.POSITIVE_INFINITY;
  readonly #nowMs: () => number;
  readonly #objects = new Map<string, Map<string, KubeObject>>();
  readonly #uids = new Map<string, KubeObject>();
  readonly #watches = new Map<string, WatchHandler[]>();
  readonly #watchesOfAll: WatchHandler[] = [];
  readonly #indexes = new Map<string, SecondaryIndex[]>();
  #resourceVersion = 1;
  #uidCount = 0;
  #size = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** The number of objects. */
  get size(): number {
    return this.#size;
  }

  get<K extends KnownKind>(kind: K, namespace: string | undefined, name: string): KindTypes[K] | undefined;
  get(kind: string, namespace: string | undefined, name: string): KubeObject | undefined;
  get(kind: string, namespace: string | undefined, name: string): KubeObject | undefined {
    return this.#objects.get(kind)?.get(keyFor(namespace, name));
  }

  getByKey<K extends KnownKind>(kind: K, key: string): KindTypes[K] | undefined;
  getByKey(kind: string, key: string): KubeObject | undefined;
  getByKey(kind: string, key: string): KubeObject | undefined {
    return this.#objects.get(kind)?.get(key);
  }

  getByUid(uid: string): KubeObject | undefined {
    return this.#uids.get(uid);
  }

  /** Objects of one kind in order of creation. */
  list<K extends KnownKind>(kind: K): Iterable<KindTypes[K]>;
  list(kind: string): Iterable<KubeObject>;
  list(kind: string): Iterable<KubeObject> {
    return this.#objects.get(kind)?.values() ?? [];
  }

  countOf(kind: string): number {
    return this.#objects.get(kind)?.size ?? 0;
  }

  /** Every kind that has or had objects. */
  kinds(): readonly string[] {
    return [...this.#objects.keys()].sort();
  }

  watch<K extends KnownKind>(kind: K, handler: WatchHandler<KindTypes[K]>): void;
  watch(kind: string, handler: WatchHandler): void;
  watch(kind: string, handler: WatchHandler<never>): void {
    const handlers = this.#watches.get(kind);
    if (handlers === undefined) this.#watches.set(kind, [handler as WatchHandler]);
    else handlers.push(handler as WatchHandler);
  }

  watchAll(handler: WatchHandler): void {
    this.#watchesOfAll.push(handler);
  }

  addIndex(kind: string, index: SecondaryIndex): void {
    const indexes = this.#indexes.get(kind);
    if (indexes === undefined) this.#indexes.set(kind, [index]);
    else indexes.push(index);
    for (const object of this.list(kind)) index.change(undefined, object);
  }

  /** A uid that no other object of this store has; the same ones in every run. */
  nextUid(): string {
    this.#uidCount += 1;
    return `${UID_PREFIX}${this.#uidCount.toString(16).padStart(12, '0')}`;
  }

  /** A snapshot that another simulation made brings uids of this form along: new ones begin after them. */
  #reserveUid(uid: string | undefined): void {
    if (uid?.startsWith(UID_PREFIX) === true) this.#uidCount = Math.max(this.#uidCount, Number.parseInt(uid.slice(UID_PREFIX.length), 16) || 0);
  }

  /** Stores a new object, or the next state of a stored one, under the next resourceVersion; returns it as stored. */
  put(object: KubeObject, by: string): KubeObject {
    if (by === SNAPSHOT) this.#reserveUid(object.metadata.uid);
    if (this.#size >= this.capacity && this.get(kindKeyOf(object.apiVersion, object.kind), object.metadata.namespace, object.metadata.name ?? '') === undefined) throw new TooManyObjects();
    this.#resourceVersion += 1;
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(this.#resourceVersion) } };
    const kind = kindKeyOf(object.apiVersion, object.kind);
    let objects = this.#objects.get(kind);
    if (objects === undefined) this.#objects.set(kind, (objects = new Map()));
    const key = objectKey(stored);
    const previous = objects.get(key);
    objects.set(key, stored);
    if (previous === undefined) this.#size += 1;
    const uid = stored.metadata.uid;
    if (uid !== undefined) this.#uids.set(uid, stored);
    this.#announce(kind, previous === undefined ? 'created' : 'updated', stored, previous, by);
    return stored;
  }

  remove(object: KubeObject, by: string): void {
    const kind = kindKeyOf(object.apiVersion, object.kind);
    const key = objectKey(object);
    const stored = this.#objects.get(kind)?.get(key);
    assert(stored !== undefined, `the store has no ${kind} ${key} to remove`);
    this.#objects.get(kind)?.delete(key);
    this.#size -= 1;
    if (stored.metadata.uid !== undefined) this.#uids.delete(stored.metadata.uid);
    this.#announce(kind, 'deleted', object, stored, by);
  }

  #announce(kind: string, verb: LogEntry['verb'], object: KubeObject, previous: KubeObject | undefined, by: string): void {
    const timeMs = this.#nowMs();
    const sequence = this.log.length;
    this.log.push(previous === undefined ? { timeMs, sequence, verb, by, object } : { timeMs, sequence, verb, by, object, previous });
    for (const index of this.#indexes.get(kind) ?? []) index.change(previous, verb === 'deleted' ? undefined : object);
    const event: WatchEvent = { type: verb, object, previous, by };
    for (const handler of this.#watches.get(kind) ?? []) handler(event);
    for (const handler of this.#watchesOfAll) handler(event);
  }
}
