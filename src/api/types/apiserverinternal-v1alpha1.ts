// Made by `npm run generate` from the OpenAPI description of Kubernetes. Do not edit.
import type { JsonObject } from '../json.ts';
import type { ListMeta, ObjectMeta, Time } from './meta-v1.ts';

export interface ServerStorageVersion {
  apiServerID?: string | undefined;
  decodableVersions?: string[] | undefined;
  encodingVersion?: string | undefined;
  servedVersions?: string[] | undefined;
}

export interface StorageVersion {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
  spec?: StorageVersionSpec | undefined;
  status?: StorageVersionStatus | undefined;
}

export interface StorageVersionCondition {
  lastTransitionTime?: Time | undefined;
  message?: string | undefined;
  observedGeneration?: number | undefined;
  reason?: string | undefined;
  status?: string | undefined;
  type?: string | undefined;
}

export interface StorageVersionList {
  apiVersion?: string | undefined;
  items?: StorageVersion[] | undefined;
  kind?: string | undefined;
  metadata?: ListMeta | undefined;
}

export type StorageVersionSpec = JsonObject;

export interface StorageVersionStatus {
  commonEncodingVersion?: string | undefined;
  conditions?: StorageVersionCondition[] | undefined;
  storageVersions?: ServerStorageVersion[] | undefined;
}
