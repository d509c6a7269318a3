// Made by `npm run generate` from the OpenAPI description of Kubernetes. Do not edit.
import type { Condition, GroupResource, ListMeta, ObjectMeta } from './meta-v1.ts';

export interface StorageVersionMigration {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
  spec?: StorageVersionMigrationSpec | undefined;
  status?: StorageVersionMigrationStatus | undefined;
}

export interface StorageVersionMigrationList {
  apiVersion?: string | undefined;
  items?: StorageVersionMigration[] | undefined;
  kind?: string | undefined;
  metadata?: ListMeta | undefined;
}

export interface StorageVersionMigrationSpec {
  resource?: GroupResource | undefined;
}

export interface StorageVersionMigrationStatus {
  conditions?: Condition[] | undefined;
  resourceVersion?: string | undefined;
}
