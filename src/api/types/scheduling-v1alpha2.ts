// Made by `npm run generate` from the OpenAPI description of Kubernetes. Do not edit.
import type { JsonObject } from '../json.ts';
import type { Condition, ListMeta, ObjectMeta } from './meta-v1.ts';

export type BasicSchedulingPolicy = JsonObject;

export interface GangSchedulingPolicy {
  minCount?: number | undefined;
}

export interface PodGroup {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
  spec?: PodGroupSpec | undefined;
  status?: PodGroupStatus | undefined;
}

export interface PodGroupList {
  apiVersion?: string | undefined;
  items?: PodGroup[] | undefined;
  kind?: string | undefined;
  metadata?: ListMeta | undefined;
}

export interface PodGroupResourceClaim {
  name?: string | undefined;
  resourceClaimName?: string | undefined;
  resourceClaimTemplateName?: string | undefined;
}

export interface PodGroupResourceClaimStatus {
  name?: string | undefined;
  resourceClaimName?: string | undefined;
}

export interface PodGroupSchedulingConstraints {
  topology?: TopologyConstraint[] | undefined;
}

export interface PodGroupSchedulingPolicy {
  basic?: BasicSchedulingPolicy | undefined;
  gang?: GangSchedulingPolicy | undefined;
}

export interface PodGroupSpec {
  disruptionMode?: string | undefined;
  podGroupTemplateRef?: PodGroupTemplateReference | undefined;
  priority?: number | undefined;
  priorityClassName?: string | undefined;
  resourceClaims?: PodGroupResourceClaim[] | undefined;
  schedulingConstraints?: PodGroupSchedulingConstraints | undefined;
  schedulingPolicy?: PodGroupSchedulingPolicy | undefined;
}

export interface PodGroupStatus {
  conditions?: Condition[] | undefined;
  resourceClaimStatuses?: PodGroupResourceClaimStatus[] | undefined;
}

export interface PodGroupTemplate {
  disruptionMode?: string | undefined;
  name?: string | undefined;
  priority?: number | undefined;
  priorityClassName?: string | undefined;
  resourceClaims?: PodGroupResourceClaim[] | undefined;
  schedulingConstraints?: PodGroupSchedulingConstraints | undefined;
  schedulingPolicy?: PodGroupSchedulingPolicy | undefined;
}

export interface PodGroupTemplateReference {
  workload?: WorkloadPodGroupTemplateReference | undefined;
}

export interface TopologyConstraint {
  key?: string | undefined;
}

export interface TypedLocalObjectReference {
  apiGroup?: string | undefined;
  kind?: string | undefined;
  name?: string | undefined;
}

export interface Workload {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
  spec?: WorkloadSpec | undefined;
}

export interface WorkloadList {
  apiVersion?: string | undefined;
  items?: Workload[] | undefined;
  kind?: string | undefined;
  metadata?: ListMeta | undefined;
}

export interface WorkloadPodGroupTemplateReference {
  podGroupTemplateName?: string | undefined;
  workloadName?: string | undefined;
}

export interface WorkloadSpec {
  controllerRef?: TypedLocalObjectReference | undefined;
  podGroupTemplates?: PodGroupTemplate[] | undefined;
}
