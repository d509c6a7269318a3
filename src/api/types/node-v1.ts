// Made by `npm run generate` from the OpenAPI description of Kubernetes. Do not edit.
import type { Quantity } from './api-resource.ts';
import type { Toleration } from './core-v1.ts';
import type { ListMeta, ObjectMeta } from './meta-v1.ts';

export interface Overhead {
  podFixed?: { [key: string]: Quantity } | undefined;
}

export interface RuntimeClass {
  apiVersion?: string | undefined;
  handler?: string | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
  overhead?: Overhead | undefined;
  scheduling?: Scheduling | undefined;
}

export interface RuntimeClassList {
  apiVersion?: string | undefined;
  items?: RuntimeClass[] | undefined;
  kind?: string | undefined;
  metadata?: ListMeta | undefined;
}

export interface Scheduling {
  nodeSelector?: { [key: string]: string } | undefined;
  tolerations?: Toleration[] | undefined;
}
