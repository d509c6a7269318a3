import { limitRanger } from './limit-ranger.ts';
import type { AdmissionPlugin } from './plugin.ts';
import { resourceQuota } from './resource-quota.ts';
import { serviceAccount } from './service-account.ts';
import { admissionPolicies, sharedPlugins } from './shared-plugins.ts';

/** What is asked about an object that a component writes, in the server's order; NamespaceLifecycle is part of the request path. */
export interface AdmissionChain {
  /** Plugins that look at other objects of the cluster and change the object. */
  readonly mutating: readonly AdmissionPlugin[];
  /** Those that `validate` knows as well; requests of users have passed them when they were validated. */
  readonly shared: readonly AdmissionPlugin[];
  readonly validating: readonly AdmissionPlugin[];
}

/** The plugins that are on by default (pkg/kubeapiserver/options/plugins.go, v1.36). */
export const DEFAULT_ADMISSION: AdmissionChain = {
  mutating: [limitRanger, serviceAccount],
  shared: [sharedPlugins, admissionPolicies],
  validating: [resourceQuota],
};
