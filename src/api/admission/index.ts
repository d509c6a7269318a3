import type { KubernetesVersion } from '../kubernetes-version.ts';
import type { KubeObject } from '../object.ts';
import type { ServerWarning } from '../strategy.ts';
import type { AdmissionCluster, AdmissionPlugin, AdmissionRefusal } from './admission.ts';
import { defaultIngressClass, defaultStorageClass } from './default-classes.ts';
import { admitByPolicies, refusalByPolicies, warningsByPolicies } from './policies/plugin.ts';
import { defaultTolerationSeconds } from './default-toleration-seconds.ts';
import { limitRanger } from './limit-ranger.ts';
import { persistentVolumeClaimResize } from './persistent-volume-claim-resize.ts';
import { podSecurity } from './pod-security.ts';
import { priority } from './priority.ts';
import { runtimeClass } from './runtime-class.ts';
import { storageObjectInUseProtection } from './storage-object-in-use-protection.ts';
import { taintNodesByCondition } from './taint-nodes-by-condition.ts';

export type { AdmissionCluster, AdmissionPlugin, AdmissionRefusal } from './admission.ts';

/** In the order of the API server (pkg/kubeapiserver/options/plugins.go, v1.36). */
export const ADMISSION_PLUGINS: readonly AdmissionPlugin[] = [
  limitRanger,
  taintNodesByCondition,
  podSecurity,
  priority,
  defaultTolerationSeconds,
  defaultStorageClass,
  storageObjectInUseProtection,
  persistentVolumeClaimResize,
  runtimeClass,
  defaultIngressClass,
];

/** Changes `object` as the mutating plugins do; the first refusal ends it. What a policy has changed, the plugins before it see once more. */
export function admit(object: KubeObject, old: KubeObject | undefined, cluster: AdmissionCluster): AdmissionRefusal | undefined {
  const refusal = admitByPlugins(object, old, cluster);
  if (refusal !== undefined || cluster.policies === undefined) return refusal;
  const first = admitByPolicies(object, old, cluster.policies, false);
  if (first.refusal !== undefined || !first.changed) return first.refusal;
  return admitByPlugins(object, old, cluster) ?? admitByPolicies(object, old, cluster.policies, true).refusal;
}

function admitByPlugins(object: KubeObject, old: KubeObject | undefined, cluster: AdmissionCluster): AdmissionRefusal | undefined {
  for (const plugin of ADMISSION_PLUGINS) {
    const refusal = plugin.admit?.(object, old, cluster);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** What the validating plugins say to an object that is valid by itself. Policies come last. */
export function validateAdmission(object: KubeObject, old: KubeObject | undefined, cluster: AdmissionCluster, version: KubernetesVersion): AdmissionRefusal | undefined {
  for (const plugin of ADMISSION_PLUGINS) {
    const refusal = plugin.validate?.(object, old, cluster, version);
    if (refusal !== undefined) return refusal;
  }
  return cluster.policies === undefined ? undefined : refusalByPolicies(object, old, cluster.policies);
}

/** What the plugins add to the answer for an object that they let in. */
export function admissionWarnings(object: KubeObject, old: KubeObject | undefined, cluster: AdmissionCluster, version: KubernetesVersion): ServerWarning[] {
  const own = ADMISSION_PLUGINS.flatMap((plugin) => plugin.warn?.(object, old, cluster, version) ?? []);
  return cluster.policies === undefined ? own : [...own, ...warningsByPolicies(object, old, cluster.policies)];
}
