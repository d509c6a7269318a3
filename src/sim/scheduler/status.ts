/**
 * Why a plugin turned a pod or a node down (k8s.io/kube-scheduler/framework/interface.go, v1.36). `Unschedulable` may be cured by
 * removing pods from the node, `UnschedulableAndUnresolvable` may not; `Error` is a fault that the pod is not to blame for.
 */
export interface Status {
  readonly code: 'Unschedulable' | 'UnschedulableAndUnresolvable' | 'Error';
  /** In the words that users know from kubectl; the same reason on several nodes is counted. */
  readonly reasons: readonly string[];
  readonly plugin: string;
}

export function unschedulable(plugin: string, ...reasons: string[]): Status {
  return { code: 'Unschedulable', reasons, plugin };
}

export function unresolvable(plugin: string, ...reasons: string[]): Status {
  return { code: 'UnschedulableAndUnresolvable', reasons, plugin };
}

export function failure(plugin: string, reason: string): Status {
  return { code: 'Error', reasons: [reason], plugin };
}
