import type { KubeObject } from '../../api/object.ts';
import type { TopologySpreadConstraint } from '../../api/types/core-v1.ts';
import type { Node } from '../../sim/objects.ts';
import { objectsOfKind } from '../objects/by-kind.ts';
import { podSpecOf } from '../objects/workload.ts';
import type { PodSpread } from '../plan-model.ts';
import type { Owners } from './owners.ts';
import { podsByNode, workloadName } from './placements.ts';

const ZONE = 'topology.kubernetes.io/zone';
const HOSTNAME = 'kubernetes.io/hostname';

/**
 * How the pods of each workload that moved stand over zones, and over what its own spread constraints name: before and after. Single nodes
 * are left to the placements. Only where there is more than one place to be.
 */
export function spreadsOf(workloads: readonly KubeObject[], before: readonly KubeObject[], after: readonly KubeObject[], owners: Owners): PodSpread[] {
  const nodes = objectsOfKind(after, 'Node') as readonly Node[];
  const [left, right] = [countsByWorkload(before, owners), countsByWorkload(after, owners)];
  return workloads.flatMap((workload) => {
    const constraints = podSpecOf(workload)?.topologySpreadConstraints ?? [];
    const keys = new Set([ZONE, ...constraints.map(({ topologyKey = '' }) => topologyKey)].filter((key) => key !== HOSTNAME));
    return [...keys].flatMap((key): PodSpread[] => {
      const domains = new Map<string, { before: number; after: number }>();
      for (const { metadata } of nodes) {
        const domain = metadata.labels?.[key];
        if (domain === undefined) continue;
        const counts = domains.get(domain) ?? { before: 0, after: 0 };
        domains.set(domain, counts);
        counts.before += left.get(workload.metadata.uid ?? '')?.get(metadata.name ?? '') ?? 0;
        counts.after += right.get(workload.metadata.uid ?? '')?.get(metadata.name ?? '') ?? 0;
      }
      const total = [...domains.values()].reduce((sum, counts) => sum + Math.max(counts.before, counts.after), 0);
      if (domains.size < 2 || total < 2) return [];
      const own = constraints.find(({ topologyKey }) => topologyKey === key);
      return [{ workload: workloadName(workload), key, ...allowed(own), domains: [...domains].sort(([a], [b]) => (a < b ? -1 : 1)).map(([domain, counts]) => ({ domain, ...counts })) }];
    });
  });
}

/** Pods on each node, by uid of the workload that they are of. */
function countsByWorkload(objects: readonly KubeObject[], owners: Owners): Map<string, Map<string, number>> {
  const counts = new Map<string, Map<string, number>>();
  for (const [node, pods] of podsByNode(objects)) {
    for (const pod of pods) {
      const uid = owners.workloadOf(pod).metadata.uid ?? '';
      const onNodes = counts.get(uid) ?? new Map<string, number>();
      counts.set(uid, onNodes);
      onNodes.set(node, (onNodes.get(node) ?? 0) + 1);
    }
  }
  return counts;
}

function allowed(constraint: TopologySpreadConstraint | undefined): Pick<PodSpread, 'maxSkew' | 'required'> {
  return constraint === undefined ? {} : { maxSkew: constraint.maxSkew ?? 1, required: constraint.whenUnsatisfiable !== 'ScheduleAnyway' };
}
