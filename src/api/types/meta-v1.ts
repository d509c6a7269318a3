// Made by `npm run generate` from the OpenAPI description of Kubernetes. Do not edit.
import type { JsonObject } from '../json.ts';
import type { RawExtension } from './pkg-runtime.ts';

export interface APIGroup {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  name?: string | undefined;
  preferredVersion?: GroupVersionForDiscovery | undefined;
  serverAddressByClientCIDRs?: ServerAddressByClientCIDR[] | undefined;
  versions?: GroupVersionForDiscovery[] | undefined;
}

export interface APIGroupList {
  apiVersion?: string | undefined;
  groups?: APIGroup[] | undefined;
  kind?: string | undefined;
}

export interface APIResource {
  categories?: string[] | undefined;
  group?: string | undefined;
  kind?: string | undefined;
  name?: string | undefined;
  namespaced?: boolean | undefined;
  shortNames?: string[] | undefined;
  singularName?: string | undefined;
  storageVersionHash?: string | undefined;
  verbs?: string[] | undefined;
  version?: string | undefined;
}

export interface APIResourceList {
  apiVersion?: string | undefined;
  groupVersion?: string | undefined;
  kind?: string | undefined;
  resources?: APIResource[] | undefined;
}

export interface APIVersions {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  serverAddressByClientCIDRs?: ServerAddressByClientCIDR[] | undefined;
  versions?: string[] | undefined;
}

export interface Condition {
  lastTransitionTime?: Time | undefined;
  message?: string | undefined;
  observedGeneration?: number | undefined;
  reason?: string | undefined;
  status?: string | undefined;
  type?: string | undefined;
}

export interface DeleteOptions {
  apiVersion?: string | undefined;
  dryRun?: string[] | undefined;
  gracePeriodSeconds?: number | undefined;
  ignoreStoreReadErrorWithClusterBreakingPotential?: boolean | undefined;
  kind?: string | undefined;
  orphanDependents?: boolean | undefined;
  preconditions?: Preconditions | undefined;
  propagationPolicy?: string | undefined;
}

export interface FieldSelectorRequirement {
  key?: string | undefined;
  operator?: string | undefined;
  values?: string[] | undefined;
}

export type FieldsV1 = JsonObject;

export interface GroupResource {
  group?: string | undefined;
  resource?: string | undefined;
}

export interface GroupVersionForDiscovery {
  groupVersion?: string | undefined;
  version?: string | undefined;
}

export interface LabelSelector {
  matchExpressions?: LabelSelectorRequirement[] | undefined;
  matchLabels?: { [key: string]: string } | undefined;
}

export interface LabelSelectorRequirement {
  key?: string | undefined;
  operator?: string | undefined;
  values?: string[] | undefined;
}

export interface ListMeta {
  continue?: string | undefined;
  remainingItemCount?: number | undefined;
  resourceVersion?: string | undefined;
  selfLink?: string | undefined;
  shardInfo?: ShardInfo | undefined;
}

export interface ManagedFieldsEntry {
  apiVersion?: string | undefined;
  fieldsType?: string | undefined;
  fieldsV1?: FieldsV1 | undefined;
  manager?: string | undefined;
  operation?: string | undefined;
  subresource?: string | undefined;
  time?: Time | undefined;
}

export type MicroTime = string;

export interface ObjectMeta {
  annotations?: { [key: string]: string } | undefined;
  creationTimestamp?: Time | undefined;
  deletionGracePeriodSeconds?: number | undefined;
  deletionTimestamp?: Time | undefined;
  finalizers?: string[] | undefined;
  generateName?: string | undefined;
  generation?: number | undefined;
  labels?: { [key: string]: string } | undefined;
  managedFields?: ManagedFieldsEntry[] | undefined;
  name?: string | undefined;
  namespace?: string | undefined;
  ownerReferences?: OwnerReference[] | undefined;
  resourceVersion?: string | undefined;
  selfLink?: string | undefined;
  uid?: string | undefined;
}

export interface OwnerReference {
  apiVersion?: string | undefined;
  blockOwnerDeletion?: boolean | undefined;
  controller?: boolean | undefined;
  kind?: string | undefined;
  name?: string | undefined;
  uid?: string | undefined;
}

export type Patch = JsonObject;

export interface Preconditions {
  resourceVersion?: string | undefined;
  uid?: string | undefined;
}

export interface ServerAddressByClientCIDR {
  clientCIDR?: string | undefined;
  serverAddress?: string | undefined;
}

export interface ShardInfo {
  selector?: string | undefined;
}

export interface Status {
  apiVersion?: string | undefined;
  code?: number | undefined;
  details?: StatusDetails | undefined;
  kind?: string | undefined;
  message?: string | undefined;
  metadata?: ListMeta | undefined;
  reason?: string | undefined;
  status?: string | undefined;
}

export interface StatusCause {
  field?: string | undefined;
  message?: string | undefined;
  reason?: string | undefined;
}

export interface StatusDetails {
  causes?: StatusCause[] | undefined;
  group?: string | undefined;
  kind?: string | undefined;
  name?: string | undefined;
  retryAfterSeconds?: number | undefined;
  uid?: string | undefined;
}

export type Time = string;

export interface WatchEvent {
  object?: RawExtension | undefined;
  type?: string | undefined;
}
