// Made by `npm run generate` from the OpenAPI description of Kubernetes. Do not edit.
import type { Condition, ListMeta, ObjectMeta, Time } from './meta-v1.ts';

export interface DeviceTaint {
  effect?: string | undefined;
  key?: string | undefined;
  timeAdded?: Time | undefined;
  value?: string | undefined;
}

export interface DeviceTaintRule {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
  spec?: DeviceTaintRuleSpec | undefined;
  status?: DeviceTaintRuleStatus | undefined;
}

export interface DeviceTaintRuleList {
  apiVersion?: string | undefined;
  items?: DeviceTaintRule[] | undefined;
  kind?: string | undefined;
  metadata?: ListMeta | undefined;
}

export interface DeviceTaintRuleSpec {
  deviceSelector?: DeviceTaintSelector | undefined;
  taint?: DeviceTaint | undefined;
}

export interface DeviceTaintRuleStatus {
  conditions?: Condition[] | undefined;
}

export interface DeviceTaintSelector {
  device?: string | undefined;
  driver?: string | undefined;
  pool?: string | undefined;
}

export interface PoolStatus {
  allocatedDevices?: number | undefined;
  availableDevices?: number | undefined;
  driver?: string | undefined;
  generation?: number | undefined;
  nodeName?: string | undefined;
  poolName?: string | undefined;
  resourceSliceCount?: number | undefined;
  totalDevices?: number | undefined;
  unavailableDevices?: number | undefined;
  validationError?: string | undefined;
}

export interface ResourcePoolStatusRequest {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
  spec?: ResourcePoolStatusRequestSpec | undefined;
  status?: ResourcePoolStatusRequestStatus | undefined;
}

export interface ResourcePoolStatusRequestList {
  apiVersion?: string | undefined;
  items?: ResourcePoolStatusRequest[] | undefined;
  kind?: string | undefined;
  metadata?: ListMeta | undefined;
}

export interface ResourcePoolStatusRequestSpec {
  driver?: string | undefined;
  limit?: number | undefined;
  poolName?: string | undefined;
}

export interface ResourcePoolStatusRequestStatus {
  conditions?: Condition[] | undefined;
  poolCount?: number | undefined;
  pools?: PoolStatus[] | undefined;
}
