// Made by `npm run generate` from the OpenAPI description of Kubernetes. Do not edit.
import type { ListMeta, ObjectMeta } from './meta-v1.ts';

export interface PriorityClass {
  apiVersion?: string | undefined;
  description?: string | undefined;
  globalDefault?: boolean | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
  preemptionPolicy?: string | undefined;
  value?: number | undefined;
}

export interface PriorityClassList {
  apiVersion?: string | undefined;
  items?: PriorityClass[] | undefined;
  kind?: string | undefined;
  metadata?: ListMeta | undefined;
}
