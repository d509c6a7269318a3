// Made by `npm run generate` from the OpenAPI description of Kubernetes. Do not edit.
import type { ListMeta, ObjectMeta } from './meta-v1.ts';

export interface ClusterTrustBundle {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
  spec?: ClusterTrustBundleSpec | undefined;
}

export interface ClusterTrustBundleList {
  apiVersion?: string | undefined;
  items?: ClusterTrustBundle[] | undefined;
  kind?: string | undefined;
  metadata?: ListMeta | undefined;
}

export interface ClusterTrustBundleSpec {
  signerName?: string | undefined;
  trustBundle?: string | undefined;
}
