// Made by `npm run generate` from the OpenAPI description of Kubernetes. Do not edit.
import type { LabelSelector, ListMeta, ObjectMeta } from './meta-v1.ts';

export interface AggregationRule {
  clusterRoleSelectors?: LabelSelector[] | undefined;
}

export interface ClusterRole {
  aggregationRule?: AggregationRule | undefined;
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
  rules?: PolicyRule[] | undefined;
}

export interface ClusterRoleBinding {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
  roleRef?: RoleRef | undefined;
  subjects?: Subject[] | undefined;
}

export interface ClusterRoleBindingList {
  apiVersion?: string | undefined;
  items?: ClusterRoleBinding[] | undefined;
  kind?: string | undefined;
  metadata?: ListMeta | undefined;
}

export interface ClusterRoleList {
  apiVersion?: string | undefined;
  items?: ClusterRole[] | undefined;
  kind?: string | undefined;
  metadata?: ListMeta | undefined;
}

export interface PolicyRule {
  apiGroups?: string[] | undefined;
  nonResourceURLs?: string[] | undefined;
  resourceNames?: string[] | undefined;
  resources?: string[] | undefined;
  verbs?: string[] | undefined;
}

export interface Role {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
  rules?: PolicyRule[] | undefined;
}

export interface RoleBinding {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
  roleRef?: RoleRef | undefined;
  subjects?: Subject[] | undefined;
}

export interface RoleBindingList {
  apiVersion?: string | undefined;
  items?: RoleBinding[] | undefined;
  kind?: string | undefined;
  metadata?: ListMeta | undefined;
}

export interface RoleList {
  apiVersion?: string | undefined;
  items?: Role[] | undefined;
  kind?: string | undefined;
  metadata?: ListMeta | undefined;
}

export interface RoleRef {
  apiGroup?: string | undefined;
  kind?: string | undefined;
  name?: string | undefined;
}

export interface Subject {
  apiGroup?: string | undefined;
  kind?: string | undefined;
  name?: string | undefined;
  namespace?: string | undefined;
}
