import type { KubeObject } from '../../api/object.ts';
import type { Namespace, PersistentVolume, PersistentVolumeClaim, ReplicationController, Service } from '../../api/types/core-v1.ts';
import type { ReplicaSet, StatefulSet } from '../../api/types/apps-v1.ts';
import type { PodDisruptionBudget } from '../../api/types/policy-v1.ts';
import type { DeviceClass, ResourceClaim, ResourceSlice } from '../../api/types/resource-v1.ts';
import type { CSIDriver, CSINode, CSIStorageCapacity, StorageClass, VolumeAttachment } from '../../api/types/storage-v1.ts';

/** The kinds of object, besides nodes and pods, that the scheduler reads. */
export interface SchedulerObjects {
  Service: Service;
  ReplicationController: ReplicationController;
  ReplicaSet: ReplicaSet;
  StatefulSet: StatefulSet;
  Namespace: Namespace;
  PersistentVolumeClaim: PersistentVolumeClaim;
  PersistentVolume: PersistentVolume;
  StorageClass: StorageClass;
  CSINode: CSINode;
  CSIDriver: CSIDriver;
  CSIStorageCapacity: CSIStorageCapacity;
  VolumeAttachment: VolumeAttachment;
  PodDisruptionBudget: PodDisruptionBudget;
  ResourceClaim: ResourceClaim;
  ResourceSlice: ResourceSlice;
  DeviceClass: DeviceClass;
}

export type SchedulerObjectKind = keyof SchedulerObjects;

/** The kinds that a component around the scheduler must watch, besides Node and Pod. */
export const SCHEDULER_OBJECT_KINDS: readonly SchedulerObjectKind[] = [
  'Service',
  'ReplicationController',
  'ReplicaSet',
  'StatefulSet',
  'Namespace',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'StorageClass',
  'CSINode',
  'CSIDriver',
  'CSIStorageCapacity',
  'VolumeAttachment',
  'PodDisruptionBudget',
  'ResourceClaim',
  'ResourceSlice',
  'DeviceClass',
];

/** Objects by kind, namespace and name. */
export class ClusterObjects {
  readonly #kinds = new Map<SchedulerObjectKind, Map<string, Map<string, KubeObject>>>();
  /** Answers to inNamespace, by kind and namespace, until an object there changes. */
  readonly #lists = new Map<string, readonly KubeObject[]>();

  set(object: KubeObject): void {
    if (!isSchedulerKind(object.kind)) return;
    const { namespace = '', name = '' } = object.metadata;
    let kind = this.#kinds.get(object.kind);
    if (kind === undefined) this.#kinds.set(object.kind, (kind = new Map()));
    let names = kind.get(namespace);
    if (names === undefined) kind.set(namespace, (names = new Map()));
    names.set(name, object);
    this.#lists.delete(`${object.kind} ${namespace}`);
  }

  delete(kind: string, namespace: string, name: string): void {
    if (isSchedulerKind(kind) && this.#kinds.get(kind)?.get(namespace)?.delete(name) === true) this.#lists.delete(`${kind} ${namespace}`);
  }

  /** `namespace` is empty for kinds that have none. */
  get<K extends SchedulerObjectKind>(kind: K, namespace: string, name: string): SchedulerObjects[K] | undefined {
    return this.#kinds.get(kind)?.get(namespace)?.get(name) as SchedulerObjects[K] | undefined;
  }

  /** All objects of a kind in one namespace, by name. */
  inNamespace<K extends SchedulerObjectKind>(kind: K, namespace: string): readonly SchedulerObjects[K][] {
    const key = `${kind} ${namespace}`;
    let list = this.#lists.get(key);
    if (list === undefined) this.#lists.set(key, (list = byName([...(this.#kinds.get(kind)?.get(namespace)?.values() ?? [])])));
    return list as unknown as readonly SchedulerObjects[K][];
  }

  /** All objects of a kind, by namespace and name. */
  all<K extends SchedulerObjectKind>(kind: K): SchedulerObjects[K][] {
    const namespaces = [...(this.#kinds.get(kind) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
    return namespaces.flatMap(([namespace]) => this.inNamespace(kind, namespace));
  }
}

export function isSchedulerKind(kind: string): kind is SchedulerObjectKind {
  return (SCHEDULER_OBJECT_KINDS as readonly string[]).includes(kind);
}

function byName(objects: KubeObject[]): KubeObject[] {
  return objects.sort((a, b) => ((a.metadata.name ?? '') < (b.metadata.name ?? '') ? -1 : 1));
}
