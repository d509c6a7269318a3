import type { Taint } from '../../api/types/core-v1.ts';
import { controllerOf, type Node, type Pod } from '../objects.ts';

export type AutoscalerName = 'cluster-autoscaler' | 'karpenter';

/** When and how an autoscaler takes nodes away. */
export interface AutoscalerPolicy {
  readonly name: AutoscalerName;
  /** How often it looks for pods without a place. */
  readonly scanMs: number;
  /** Nodes whose pods request a smaller part than this, of CPU and of memory, may go. */
  readonly utilisationBelow: number;
  /** A node has to be unneeded for so long. */
  readonly unneededMs: number;
  /** After nodes were added, none goes for so long. */
  readonly delayAfterAddMs: number;
  /** How many nodes may go at the same time, of so many: those without pods, and those that have to be emptied first. */
  readonly removalsAtOnce: (nodes: number) => { readonly empty: number; readonly occupied: number };
  /** On a node that goes. */
  readonly taint: Taint;
  /** On a node that is unneeded, so that the scheduler prefers others. */
  readonly softTaint?: Taint;
  /** Why the node must stay whatever it holds. */
  readonly nodeObstacle: (node: Node) => string | undefined;
  /** Why a pod that would find a place elsewhere keeps its node; `hasBudget`: a disruption budget covers it. */
  readonly podObstacle: (pod: Pod, hasBudget: boolean) => string | undefined;
}

const MINUTE_MS = 60_000;
const CA = 'cluster-autoscaler.kubernetes.io/';
const KARPENTER_KEEPS = 'karpenter.sh/do-not-disrupt';
/** Whose pods come back elsewhere (cluster-autoscaler/simulator/drainability/rules/replicated). */
const REPLICATING = new Set(['ReplicationController', 'ReplicaSet', 'Job', 'StatefulSet']);

/** Cluster Autoscaler 1.34 with its default flags (core/scaledown and simulator/drainability/rules). */
const CLUSTER_AUTOSCALER: AutoscalerPolicy = {
  name: 'cluster-autoscaler',
  scanMs: 10_000,
  utilisationBelow: 0.5,
  unneededMs: 10 * MINUTE_MS,
  delayAfterAddMs: 10 * MINUTE_MS,
  removalsAtOnce: () => ({ empty: 10, occupied: 1 }),
  taint: { key: 'ToBeDeletedByClusterAutoscaler', effect: 'NoSchedule' },
  softTaint: { key: 'DeletionCandidateOfClusterAutoscaler', effect: 'PreferNoSchedule' },
  nodeObstacle: ({ metadata }) => (metadata.annotations?.[`${CA}scale-down-disabled`] === 'true' ? 'its annotation scale-down-disabled says so' : undefined),
  podObstacle: (pod, hasBudget) => {
    const safe = pod.metadata.annotations?.[`${CA}safe-to-evict`];
    if (safe === 'true') return undefined;
    if (safe === 'false') return 'is not safe to evict, as its annotation says';
    const controller = controllerOf(pod);
    if (controller === undefined) return 'has no controller that would make it anew';
    if (!REPLICATING.has(controller.kind)) return `belongs to a ${controller.kind}, which the autoscaler does not know`;
    if (pod.metadata.namespace === 'kube-system' && !hasBudget) return 'is in kube-system and has no disruption budget';
    const volume = localVolumeOf(pod);
    return volume === undefined ? undefined : `keeps data on the node (volume ${volume})`;
  },
};

/** Karpenter 1.x with the consolidation policy WhenEmptyOrUnderutilized. Nodes are taken away, but not replaced by cheaper ones: nobody states prices. */
const KARPENTER: AutoscalerPolicy = {
  name: 'karpenter',
  scanMs: 1000,
  utilisationBelow: Number.POSITIVE_INFINITY,
  // A decision has to hold for this long before it is carried out.
  unneededMs: 15_000,
  delayAfterAddMs: 0,
  removalsAtOnce: (nodes) => ({ empty: Math.ceil(nodes / 10), occupied: Math.ceil(nodes / 10) }),
  taint: { key: 'karpenter.sh/disrupted', effect: 'NoSchedule' },
  nodeObstacle: ({ metadata }) => (metadata.annotations?.[KARPENTER_KEEPS] === 'true' ? 'its annotation do-not-disrupt says so' : undefined),
  podObstacle: ({ metadata }) => (metadata.annotations?.[KARPENTER_KEEPS] === 'true' ? 'must not be disrupted, as its annotation says' : undefined),
};

const POLICIES: Readonly<Record<AutoscalerName, AutoscalerPolicy>> = { 'cluster-autoscaler': CLUSTER_AUTOSCALER, karpenter: KARPENTER };

export const AUTOSCALER_NAMES: readonly AutoscalerName[] = ['cluster-autoscaler', 'karpenter'];

export function policyOf(name: AutoscalerName): AutoscalerPolicy {
  return POLICIES[name];
}

/** A volume that is lost with the node: hostPath, or emptyDir on its disk, unless the pod gives it up. */
function localVolumeOf({ metadata, spec }: Pod): string | undefined {
  const given = (metadata.annotations?.[`${CA}safe-to-evict-local-volumes`] ?? '').split(',');
  const local = (spec?.volumes ?? []).find(({ name = '', hostPath, emptyDir }) => (hostPath !== undefined || (emptyDir !== undefined && emptyDir.medium !== 'Memory')) && !given.includes(name));
  return local?.name;
}
