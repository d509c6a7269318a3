import type { KubeObject } from '../../api/object.ts';
import type { Clock } from '../clock.ts';
import { kindKeyOf, type KindTypes, type KnownKind } from '../objects.ts';
import type { DeleteOptions } from '../request.ts';
import type { Store, WatchHandler } from '../store/store.ts';
import type { ApiServer } from './api-server.ts';
import { bindPod } from './binding.ts';
import type { Indexes } from './indexes.ts';
import type { WriteResult } from './result.ts';

/** The API server as one component sees it: reads come from caches that are never stale, writes are marked as its own. */
export class Client {
  readonly server: ApiServer;
  readonly by: string;

  constructor(server: ApiServer, by: string) {
    this.server = server;
    this.by = by;
  }

  get store(): Store {
    return this.server.store;
  }

  get clock(): Clock {
    return this.server.clock;
  }

  get indexes(): Indexes {
    return this.server.indexes;
  }

  get<K extends KnownKind>(kind: K, namespace: string | undefined, name: string): KindTypes[K] | undefined {
    return this.store.get(kind, namespace, name);
  }

  getByKey<K extends KnownKind>(kind: K, key: string): KindTypes[K] | undefined {
    return this.store.getByKey(kind, key);
  }

  list<K extends KnownKind>(kind: K): Iterable<KindTypes[K]> {
    return this.store.list(kind);
  }

  watch<K extends KnownKind>(kind: K, handler: WatchHandler<KindTypes[K]>): void {
    this.store.watch(kind, handler);
  }

  create<T extends KubeObject>(object: T): WriteResult<T> {
    return this.server.create(object, this.by);
  }

  update<T extends KubeObject>(object: T): WriteResult<T> {
    return this.server.update(object, this.by);
  }

  updateStatus<T extends KubeObject>(object: T): WriteResult<T> {
    return this.server.updateStatus(object, this.by);
  }

  delete(object: KubeObject, options: DeleteOptions = {}): WriteResult {
    return this.server.delete(kindKeyOf(object.apiVersion, object.kind), object.metadata.namespace, object.metadata.name ?? '', options, this.by);
  }

  bind(namespace: string, name: string, node: string): WriteResult {
    return bindPod(this.server, namespace, name, node, this.by);
  }
}
