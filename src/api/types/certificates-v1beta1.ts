// Made by `npm run generate` from the OpenAPI description of Kubernetes. Do not edit.
import type { Condition, ListMeta, ObjectMeta, Time } from './meta-v1.ts';

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

export interface PodCertificateRequest {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
  spec?: PodCertificateRequestSpec | undefined;
  status?: PodCertificateRequestStatus | undefined;
}

export interface PodCertificateRequestList {
  apiVersion?: string | undefined;
  items?: PodCertificateRequest[] | undefined;
  kind?: string | undefined;
  metadata?: ListMeta | undefined;
}

export interface PodCertificateRequestSpec {
  maxExpirationSeconds?: number | undefined;
  nodeName?: string | undefined;
  nodeUID?: string | undefined;
  pkixPublicKey?: string | undefined;
  podName?: string | undefined;
  podUID?: string | undefined;
  proofOfPossession?: string | undefined;
  serviceAccountName?: string | undefined;
  serviceAccountUID?: string | undefined;
  signerName?: string | undefined;
  stubPKCS10Request?: string | undefined;
  unverifiedUserAnnotations?: { [key: string]: string } | undefined;
}

export interface PodCertificateRequestStatus {
  beginRefreshAt?: Time | undefined;
  certificateChain?: string | undefined;
  conditions?: Condition[] | undefined;
  notAfter?: Time | undefined;
  notBefore?: Time | undefined;
}
