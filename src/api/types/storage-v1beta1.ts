// Made by `npm run generate` from the OpenAPI description of Kubernetes. Do not edit.
import type { ListMeta, ObjectMeta } from './meta-v1.ts';

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
