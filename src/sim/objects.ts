import type { KubeObject } from '../api/object.ts';
import type * as apps from '../api/types/apps-v1.ts';
import type * as autoscaling from '../api/types/autoscaling-v2.ts';
import type * as batch from '../api/types/batch-v1.ts';
import type * as core from '../api/types/core-v1.ts';
import type * as discovery from '../api/types/discovery-v1.ts';
import type * as policy from '../api/types/policy-v1.ts';
import type * as resource from '../api/types/resource-v1.ts';
import type * as scheduling from '../api/types/scheduling-v1.ts';
import type * as storage from '../api/types/storage-v1.ts';

/** Objects as they are stored: type and metadata are always there. */
export type Pod = core.Pod & KubeObject;
export type Node = core.Node & KubeObject;
export type Namespace = core.Namespace & KubeObject;
export type Service = core.Service & KubeObject;
export type Endpoints = core.Endpoints & KubeObject;
export type ServiceAccount = core.ServiceAccount & KubeObject;
export type ResourceQuota = core.ResourceQuota & KubeObject;
export type LimitRange = core.LimitRange & KubeObject;
export type ReplicationController = core.ReplicationController & KubeObject;
export type PersistentVolume = core.PersistentVolume & KubeObject;
export type PersistentVolumeClaim = core.PersistentVolumeClaim & KubeObject;
export type Deployment = apps.Deployment & KubeObject;
export type ReplicaSet = apps.ReplicaSet & KubeObject;
export type StatefulSet = apps.StatefulSet & KubeObject;
export type DaemonSet = apps.DaemonSet & KubeObject;
export type ControllerRevision = apps.ControllerRevision & KubeObject;
export type Job = batch.Job & KubeObject;
export type CronJob = batch.CronJob & KubeObject;
export type HorizontalPodAutoscaler = autoscaling.HorizontalPodAutoscaler & KubeObject;
export type PodDisruptionBudget = policy.PodDisruptionBudget & KubeObject;
export type EndpointSlice = discovery.EndpointSlice & KubeObject;
export type PriorityClass = scheduling.PriorityClass & KubeObject;
export type ResourceClaim = resource.ResourceClaim & KubeObject;
export type ResourceClaimTemplate = resource.ResourceClaimTemplate & KubeObject;
export type StorageClass = storage.StorageClass & KubeObject;

/** The kinds that components handle by type, by the name that the store knows them under: the kind, with its group unless that is the core group. */
export interface KindTypes {
  Pod: Pod;
  Node: Node;
  Namespace: Namespace;
  Service: Service;
  Endpoints: Endpoints;
  ServiceAccount: ServiceAccount;
  ResourceQuota: ResourceQuota;
  LimitRange: LimitRange;
  ReplicationController: ReplicationController;
  PersistentVolume: PersistentVolume;
  PersistentVolumeClaim: PersistentVolumeClaim;
  'Deployment.apps': Deployment;
  'ReplicaSet.apps': ReplicaSet;
  'StatefulSet.apps': StatefulSet;
  'DaemonSet.apps': DaemonSet;
  'ControllerRevision.apps': ControllerRevision;
  'Job.batch': Job;
  'CronJob.batch': CronJob;
  'HorizontalPodAutoscaler.autoscaling': HorizontalPodAutoscaler;
  'PodDisruptionBudget.policy': PodDisruptionBudget;
  'EndpointSlice.discovery.k8s.io': EndpointSlice;
  'PriorityClass.scheduling.k8s.io': PriorityClass;
  'StorageClass.storage.k8s.io': StorageClass;
  'ResourceClaim.resource.k8s.io': ResourceClaim;
  'ResourceClaimTemplate.resource.k8s.io': ResourceClaimTemplate;
}

export type KnownKind = keyof KindTypes;

const kindKeys = new Map<string, Map<string, string>>();

/** The name of a kind in the store: `Pod`, `Deployment.apps`. Versions of one group share it. */
export function kindKeyOf(apiVersion: string, kind: string): string {
  let byKind = kindKeys.get(apiVersion);
  if (byKind === undefined) kindKeys.set(apiVersion, (byKind = new Map()));
  let key = byKind.get(kind);
  if (key === undefined) {
    const slash = apiVersion.indexOf('/');
    key = slash === -1 ? kind : `${kind}.${apiVersion.slice(0, slash)}`;
    byKind.set(kind, key);
  }
  return key;
}

/** `namespace/name`, or the name alone for cluster-scoped objects: the key of work queues. */
export function objectKey(object: KubeObject): string {
  const { namespace, name } = object.metadata;
  return namespace === undefined || namespace === '' ? (name ?? '') : `${namespace}/${name ?? ''}`;
}

export function keyFor(namespace: string | undefined, name: string): string {
  return namespace === undefined || namespace === '' ? name : `${namespace}/${name}`;
}

/** Splits a key of `objectKey`. */
export function splitKey(key: string): { readonly namespace: string; readonly name: string } {
  const slash = key.indexOf('/');
  return slash === -1 ? { namespace: '', name: key } : { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}

/** The owner reference that is marked as controller. */
export function controllerOf(object: KubeObject): { readonly apiVersion: string; readonly kind: string; readonly name: string; readonly uid: string } | undefined {
  for (const owner of object.metadata.ownerReferences ?? []) {
    if (owner.controller === true) return { apiVersion: owner.apiVersion ?? '', kind: owner.kind ?? '', name: owner.name ?? '', uid: owner.uid ?? '' };
  }
  return undefined;
}
