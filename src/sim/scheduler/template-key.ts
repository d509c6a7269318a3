import type { Container } from '../../api/types/core-v1.ts';
import type { PodInfo } from './pod-info.ts';
import type { Snapshot } from './snapshot.ts';
import { defaultSelector } from './spread-constraint.ts';

/**
 * Equal for pods that every plugin treats alike: everything that plugins read of a pod, and the selector that the pod is spread by
 * when it has no constraints of its own. (kube-scheduler has the same notion, as the pod's signature.)
 */
export function templateKey(pod: PodInfo, snapshot: Snapshot): string {
  const { spec } = pod;
  const own = spec.topologySpreadConstraints ?? [];
  return JSON.stringify([
    pod.namespace,
    pod.labels,
    pod.priority,
    spec.preemptionPolicy,
    spec.nodeName,
    spec.nodeSelector,
    spec.affinity,
    spec.tolerations,
    textOf(spec.containers),
    textOf(spec.initContainers),
    spec.overhead,
    spec.resources,
    spec.volumes,
    spec.resourceClaims,
    own,
    own.length > 0 ? undefined : defaultSelector(pod, snapshot),
  ]);
}

/** Pods of a template share their containers, which are never changed in place. */
const texts = new WeakMap<readonly Container[], string>();

function textOf(containers: readonly Container[] | undefined): string | undefined {
  if (containers === undefined) return undefined;
  let text = texts.get(containers);
  if (text === undefined) texts.set(containers, (text = JSON.stringify(containers.map(partsOf))));
  return text;
}

function partsOf({ image, resources, ports, restartPolicy }: Container): unknown {
  return [image, resources, ports, restartPolicy];
}
