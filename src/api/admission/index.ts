import type { KubeObject } from '../object.ts';
import type { AdmissionCluster, AdmissionPlugin, AdmissionRefusal } from './admission.ts';
import { defaultIngressClass, defaultStorageClass } from './default-classes.ts';
import { defaultTolerationSeconds } from './default-toleration-seconds.ts';
import { priority } from './priority.ts';
import { runtimeClass } from './runtime-class.ts';
import { storageObjectInUseProtection } from './storage-object-in-use-protection.ts';
import { taintNodesByCondition } from './taint-nodes-by-condition.ts';

export type { AdmissionCluster, AdmissionPlugin, AdmissionRefusal } from './admission.ts';

/** In the order of the API server (pkg/kubeapiserver/options/plugins.go, v1.36). */
export const ADMISSION_PLUGINS: readonly AdmissionPlugin[] = [
  taintNodesByCondition,
  priority,
  defaultTolerationSeconds,
  defaultStorageClass,
  storageObjectInUseProtection,
  runtimeClass,
  defaultIngressClass,
];

/** Changes `object` as the mutating plugins do; the first refusal ends it. */
export function admit(object: KubeObject, old: KubeObject | undefined, cluster: AdmissionCluster): AdmissionRefusal | undefined {
  for (const plugin of ADMISSION_PLUGINS) {
    const refusal = plugin.admit?.(object, old, cluster);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** What the validating plugins say to an object that is valid by itself. */
export function validateAdmission(object: KubeObject, old: KubeObject | undefined, cluster: AdmissionCluster): AdmissionRefusal | undefined {
  for (const plugin of ADMISSION_PLUGINS) {
    const refusal = plugin.validate?.(object, old, cluster);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
