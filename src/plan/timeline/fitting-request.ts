import { podRequests } from '../../api/effective-requests.ts';
import type { Quantity } from '../../api/quantity.ts';
import type { Node, Pod } from '../../sim/objects.ts';
import { allocatableOf, requestsOf } from './placements.ts';

/** Requests that are smaller than this part of what was asked for are no advice. */
const LEAST_SHARE = 0.25;

/**
 * The most of a resource that each pod of a workload can ask for so that those that wait find room, next to everything else that the nodes
 * run; undefined when that is unreasonably little. `nodes` are those that lack nothing but this resource. Equal pods that are already there
 * ask for as much as those that wait, and stay on their node.
 */
export function fittingRequest(resource: string, waiting: readonly Pod[], nodes: readonly Node[], podsOn: ReadonlyMap<string, readonly Pod[]>): Quantity | undefined {
  const [first] = waiting;
  const asked = first === undefined ? undefined : podRequests(first.spec ?? {}).get(resource);
  if (first === undefined || asked === undefined) return undefined;
  const rooms = nodes.map((node) => {
    const pods = podsOn.get(node.metadata.name ?? '') ?? [];
    const equal = pods.filter((pod) => isEqual(pod, first));
    const used = requestsOf(pods.filter((pod) => !isEqual(pod, first))).get(resource)?.nanos ?? 0n;
    return { nanos: (allocatableOf(node).get(resource)?.nanos ?? 0n) - used, pods: equal.length };
  });
  const candidates = rooms.flatMap(({ nanos, pods }) => [...Array(waiting.length).keys()].map((more) => nanos / BigInt(pods + more + 1))).map((nanos) => roundedDown(nanos, resource));
  const fits = (request: bigint): boolean => request > 0n && rooms.every(({ nanos, pods }) => pods === 0 || request * BigInt(pods) <= nanos) && rooms.reduce((sum, { nanos, pods }) => sum + Number(nanos / request) - pods, 0) >= waiting.length;
  const best = candidates.filter(fits).reduce((most, nanos) => (nanos > most ? nanos : most), 0n);
  return best < asked.nanos && Number(best) >= Number(asked.nanos) * LEAST_SHARE ? { ...asked, nanos: best } : undefined;
}

/** Whether a pod was made from the same template. */
function isEqual(pod: Pod, other: Pod): boolean {
  const revision = ({ metadata: { labels } }: Pod): string | undefined => labels?.['pod-template-hash'] ?? labels?.['controller-revision-hash'];
  const [mine, theirs] = [pod, other].map(({ metadata }) => metadata.ownerReferences?.find(({ controller }) => controller === true)?.uid);
  return mine !== undefined && mine === theirs && revision(pod) === revision(other);
}

const NANOS_A_MILLI = 1_000_000n;
const NANOS_A_MEBI = 1_000_000_000n * 1024n * 1024n;

/** To an amount that people write: milli cores, mebibytes, whole pieces. */
function roundedDown(nanos: bigint, resource: string): bigint {
  const step = resource === 'cpu' ? NANOS_A_MILLI : resource === 'memory' || resource === 'ephemeral-storage' ? NANOS_A_MEBI : 1_000_000_000n;
  return nanos < 0n ? 0n : (nanos / step) * step;
}
