// Made by `npm run generate` from the OpenAPI description of Kubernetes. Do not edit.
import type { ListMeta, MicroTime, ObjectMeta } from './meta-v1.ts';

export interface LeaseCandidate {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
  spec?: LeaseCandidateSpec | undefined;
}

export interface LeaseCandidateList {
  apiVersion?: string | undefined;
  items?: LeaseCandidate[] | undefined;
  kind?: string | undefined;
  metadata?: ListMeta | undefined;
}

export interface LeaseCandidateSpec {
  binaryVersion?: string | undefined;
  emulationVersion?: string | undefined;
  leaseName?: string | undefined;
  pingTime?: MicroTime | undefined;
  renewTime?: MicroTime | undefined;
  strategy?: string | undefined;
}
