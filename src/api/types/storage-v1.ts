// Made by `npm run generate` from the OpenAPI description of Kubernetes. Do not edit.
import type { Quantity } from './api-resource.ts';
import type { PersistentVolumeSpec, TopologySelectorTerm } from './core-v1.ts';
import type { LabelSelector, ListMeta, ObjectMeta, Time } from './meta-v1.ts';

export interface CSIDriver {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
  spec?: CSIDriverSpec | undefined;
}

export interface CSIDriverList {
  apiVersion?: string | undefined;
  items?: CSIDriver[] | undefined;
  kind?: string | undefined;
  metadata?: ListMeta | undefined;
}

export interface CSIDriverSpec {
  attachRequired?: boolean | undefined;
  fsGroupPolicy?: string | undefined;
  nodeAllocatableUpdatePeriodSeconds?: number | undefined;
  podInfoOnMount?: boolean | undefined;
  preventPodSchedulingIfMissing?: boolean | undefined;
  requiresRepublish?: boolean | undefined;
  seLinuxMount?: boolean | undefined;
  serviceAccountTokenInSecrets?: boolean | undefined;
  storageCapacity?: boolean | undefined;
  tokenRequests?: TokenRequest[] | undefined;
  volumeLifecycleModes?: string[] | undefined;
}

export interface CSINode {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
  spec?: CSINodeSpec | undefined;
}

export interface CSINodeDriver {
  allocatable?: VolumeNodeResources | undefined;
  name?: string | undefined;
  nodeID?: string | undefined;
  topologyKeys?: string[] | undefined;
}

export interface CSINodeList {
  apiVersion?: string | undefined;
  items?: CSINode[] | undefined;
  kind?: string | undefined;
  metadata?: ListMeta | undefined;
}

export interface CSINodeSpec {
  drivers?: CSINodeDriver[] | undefined;
}

export interface CSIStorageCapacity {
  apiVersion?: string | undefined;
  capacity?: Quantity | undefined;
  kind?: string | undefined;
  maximumVolumeSize?: Quantity | undefined;
  metadata?: ObjectMeta | undefined;
  nodeTopology?: LabelSelector | undefined;
  storageClassName?: string | undefined;
}

export interface CSIStorageCapacityList {
  apiVersion?: string | undefined;
  items?: CSIStorageCapacity[] | undefined;
  kind?: string | undefined;
  metadata?: ListMeta | undefined;
}

export interface StorageClass {
  allowVolumeExpansion?: boolean | undefined;
  allowedTopologies?: TopologySelectorTerm[] | undefined;
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
  mountOptions?: string[] | undefined;
  parameters?: { [key: string]: string } | undefined;
  provisioner?: string | undefined;
  reclaimPolicy?: string | undefined;
  volumeBindingMode?: string | undefined;
}

export interface StorageClassList {
  apiVersion?: string | undefined;
  items?: StorageClass[] | undefined;
  kind?: string | undefined;
  metadata?: ListMeta | undefined;
}

export interface TokenRequest {
  audience?: string | undefined;
  expirationSeconds?: number | undefined;
}

export interface VolumeAttachment {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
  spec?: VolumeAttachmentSpec | undefined;
  status?: VolumeAttachmentStatus | undefined;
}

export interface VolumeAttachmentList {
  apiVersion?: string | undefined;
  items?: VolumeAttachment[] | undefined;
  kind?: string | undefined;
  metadata?: ListMeta | undefined;
}

export interface VolumeAttachmentSource {
  inlineVolumeSpec?: PersistentVolumeSpec | undefined;
  persistentVolumeName?: string | undefined;
}

export interface VolumeAttachmentSpec {
  attacher?: string | undefined;
  nodeName?: string | undefined;
  source?: VolumeAttachmentSource | undefined;
}

export interface VolumeAttachmentStatus {
  attachError?: VolumeError | undefined;
  attached?: boolean | undefined;
  attachmentMetadata?: { [key: string]: string } | undefined;
  detachError?: VolumeError | undefined;
}

export interface VolumeAttributesClass {
  apiVersion?: string | undefined;
  driverName?: string | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
  parameters?: { [key: string]: string } | undefined;
}

export interface VolumeAttributesClassList {
  apiVersion?: string | undefined;
  items?: VolumeAttributesClass[] | undefined;
  kind?: string | undefined;
  metadata?: ListMeta | undefined;
}

export interface VolumeError {
  errorCode?: number | undefined;
  message?: string | undefined;
  time?: Time | undefined;
}

export interface VolumeNodeResources {
  count?: number | undefined;
}
