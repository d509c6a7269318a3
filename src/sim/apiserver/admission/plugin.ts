import type { KubernetesVersion } from '../../../api/kubernetes-version.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { Clock } from '../../clock.ts';
import type { Store } from '../../store/store.ts';
import type { Indexes } from '../indexes.ts';
import type { Refused } from '../result.ts';

export interface AdmissionRequest {
  readonly operation: 'create' | 'update';
  /** The name of the kind in the store: `Pod`, `Deployment.apps`. */
  readonly kind: string;
  readonly object: KubeObject;
  readonly old?: KubeObject;
  /** The component or the user that sends it. */
  readonly by: string;
}

export interface AdmissionContext {
  readonly store: Store;
  readonly indexes: Indexes;
  readonly clock: Clock;
  readonly version: KubernetesVersion;
}

/** The object as the plugin leaves it (the same one when there is nothing to change), or a refusal. */
export type AdmissionVerdict = KubeObject | Refused;

/** One plugin of the API server's chain (pkg/kubeapiserver/options/plugins.go). Objects are not changed in place. */
export interface AdmissionPlugin {
  readonly name: string;
  /** The kinds that it looks at; absent for all. */
  readonly kinds?: ReadonlySet<string>;
  readonly admit: (request: AdmissionRequest, context: AdmissionContext) => AdmissionVerdict;
}

export function isRefusal(verdict: AdmissionVerdict): verdict is Refused {
  return 'ok' in verdict;
}
