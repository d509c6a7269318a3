import type { PodSpec } from '../types/core-v1.ts';

/** A resource that a quota counts and that containers do not state. */
export interface Unstated {
  /** The name in the quota: `limits.cpu`. */
  readonly resource: string;
  readonly side: 'requests' | 'limits';
  /** The name in containers: `cpu`. */
  readonly name: string;
  /** Names of containers, then of init containers. */
  readonly containers: readonly string[];
}

/** A quota on a compute resource demands that every container states it, or the pod as a whole (`PodConstraintsFunc` in pkg/quota/v1/evaluator/core/pods.go, v1.36). */
export function unstatedIn(spec: PodSpec, counted: Iterable<string>): Unstated[] {
  const missing: Unstated[] = [];
  for (const resource of [...counted].sort()) {
    const [side, name] = resource.startsWith('limits.') ? (['limits', resource.slice(7)] as const) : (['requests', resource.replace('requests.', '')] as const);
    if (name !== 'cpu' && name !== 'memory') continue;
    if (Object.hasOwn(spec.resources?.[side] ?? {}, name)) continue;
    const containers = [...(spec.containers ?? []), ...(spec.initContainers ?? [])].filter((container) => !Object.hasOwn(container.resources?.[side] ?? {}, name));
    if (containers.length > 0) missing.push({ resource, side, name, containers: containers.map((container) => container.name ?? '') });
  }
  return missing;
}
