import type { KubeObject } from '../../api/object.ts';
import type { PersistentVolumeClaim, Pod } from '../../api/types/core-v1.ts';
import { podTemplateOf } from '../../api/workload.ts';
import { at, type FieldPath } from '../../diag/field-path.ts';
import { podOfTemplate } from '../template-pod.ts';

/** Objects that a controller makes of an object of the input. */
export interface Charge {
  readonly object: KubeObject;
  /** How many of them there are in the end. */
  readonly times: number;
  /** They come and go, or nobody knows how many there are: one of them must find room beside what stays. */
  readonly passing: boolean;
  /** They end by themselves and give back what they take. */
  readonly ends?: boolean;
  /** Where the object is described; the field that says how many of them there are. */
  readonly path: FieldPath;
  readonly timesPath?: FieldPath;
}

/** How many pods an autoscaler keeps at least, by `kind namespace/name` of what it scales. */
export type LeastReplicas = ReadonlyMap<string, number>;

interface WorkloadSpec {
  readonly replicas?: number;
  readonly suspend?: boolean;
  readonly volumeClaimTemplates?: readonly PersistentVolumeClaim[];
}

/** What the controllers make of an object in the end, while nothing else happens: the pods of workloads, claims, ReplicaSets. */
export function chargesOf(owner: KubeObject, least: LeastReplicas): Charge[] {
  const located = podTemplateOf(owner);
  const spec = (owner as { readonly spec?: WorkloadSpec }).spec ?? {};
  if (located === undefined || located.path === '' || owner.kind === 'PodTemplate' || spec.suspend === true) return [];
  const pod = podOfTemplate(owner, located.template as Pod) as KubeObject;
  const { path } = located;
  // How many pods a DaemonSet has depends on the nodes; those of Jobs end.
  if (!REPLICATED.has(owner.kind)) return [{ object: pod, times: 1, passing: true, ends: owner.kind !== 'DaemonSet', path }];
  const times = least.get(scaleKey(owner.kind, owner.metadata.namespace, owner.metadata.name)) ?? spec.replicas ?? 1;
  if (times === 0) return [];
  const charges: Charge[] = [{ object: pod, times, passing: false, path, timesPath: 'spec.replicas' }];
  if (owner.kind === 'Deployment') charges.push({ object: { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: owner.metadata }, times: 1, passing: false, path: '' });
  (spec.volumeClaimTemplates ?? []).forEach((claim, index) => {
    const object = { ...claim, apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { ...claim.metadata, namespace: owner.metadata.namespace } } as KubeObject;
    charges.push({ object, times, passing: false, path: at('spec.volumeClaimTemplates', index), timesPath: 'spec.replicas' });
  });
  return charges;
}

const REPLICATED = new Set(['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet']);

export function scaleKey(kind: string, namespace = '', name = ''): string {
  return `${kind} ${namespace}/${name}`;
}

/** What the autoscalers among the objects keep. */
export function leastReplicas(objects: Iterable<KubeObject>): LeastReplicas {
  const least = new Map<string, number>();
  for (const object of objects) {
    if (object.kind !== 'HorizontalPodAutoscaler') continue;
    const { scaleTargetRef, minReplicas } = (object as { readonly spec?: { readonly scaleTargetRef?: { readonly kind?: string; readonly name?: string }; readonly minReplicas?: number } }).spec ?? {};
    least.set(scaleKey(scaleTargetRef?.kind ?? '', object.metadata.namespace, scaleTargetRef?.name), minReplicas ?? 1);
  }
  return least;
}
