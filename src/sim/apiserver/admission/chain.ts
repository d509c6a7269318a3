import type { AdmissionPlugin } from './plugin.ts';
import { defaultStorageClass } from './default-storage-class.ts';
import { defaultTolerationSeconds } from './default-toleration-seconds.ts';
import { limitRanger } from './limit-ranger.ts';
import { priority } from './priority.ts';
import { resourceQuota } from './resource-quota.ts';
import { serviceAccount } from './service-account.ts';
import { storageObjectInUseProtection } from './storage-object-in-use-protection.ts';
import { taintNodesByCondition } from './taint-nodes-by-condition.ts';

/** The plugins that are on by default, in the server's order: first those that change the object, then, once it is valid, those that only judge. */
export interface AdmissionChain {
  readonly mutating: readonly AdmissionPlugin[];
  readonly validating: readonly AdmissionPlugin[];
}

/** pkg/kubeapiserver/options/plugins.go, v1.36; NamespaceLifecycle is part of the request path. */
export const DEFAULT_ADMISSION: AdmissionChain = {
  mutating: [limitRanger, serviceAccount, taintNodesByCondition, priority, defaultTolerationSeconds, defaultStorageClass, storageObjectInUseProtection],
  validating: [resourceQuota],
};
