import type { NodeSelector, NodeSelectorRequirement } from '../../api/types/core-v1.ts';
import type { AllocationResult, DeviceAllocationConfiguration, DeviceClass, DeviceRequest } from '../../api/types/resource-v1.ts';
import type { ClaimAllocation } from './device-allocator.ts';
import type { PoolDevice } from './device-pools.ts';

/** What is written into the status of a claim that got devices on a node (k8s.io/dynamic-resource-allocation/structured, Allocate, v1.36). */
export function allocationResult({ claim, results, devices }: ClaimAllocation, node: string, classOf: (name: string) => DeviceClass | undefined): AllocationResult {
  const { config: own = [], requests = [] } = claim.spec?.devices ?? {};
  const allocated = new Set(results.flatMap(({ request = '' }) => [request, request.split('/')[0] ?? '']));
  const config: DeviceAllocationConfiguration[] = [...new Set(results.map(({ request = '' }) => request))].flatMap((request) =>
    (classOf(classNameOf(requests, request))?.spec?.config ?? []).map((entry) => ({ source: 'FromClass', requests: [request], ...entry })),
  );
  for (const entry of own) {
    const named = entry.requests ?? [];
    if (named.length === 0 || named.some((request) => allocated.has(request))) config.push({ source: 'FromClaim', ...entry });
  }
  const nodeSelector = nodesOf(devices, node);
  return { devices: { results: [...results], ...(config.length === 0 ? {} : { config }) }, ...(nodeSelector === undefined ? {} : { nodeSelector }) };
}

/** The class of a request, or of its alternative when the name has two parts. */
function classNameOf(requests: readonly DeviceRequest[], name: string): string {
  const [parent, alternative] = name.split('/');
  const request = requests.find((candidate) => candidate.name === parent);
  return (alternative === undefined ? request?.exactly : request?.firstAvailable?.find((candidate) => candidate.name === alternative))?.deviceClassName ?? '';
}

/** The nodes that reach all devices: the one node, when a device is local to it; undefined when any node does. */
function nodesOf(devices: readonly PoolDevice[], node: string): NodeSelector | undefined {
  if (devices.some(({ reach }) => (reach.nodeName ?? '') !== '')) return { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }] };
  const terms = devices.flatMap(({ reach }) => reach.nodeSelector?.nodeSelectorTerms?.slice(0, 1) ?? []);
  const matchFields = distinct(terms.flatMap((term) => term.matchFields ?? []));
  const matchExpressions = distinct(terms.flatMap((term) => term.matchExpressions ?? []));
  if (matchFields.length + matchExpressions.length === 0) return undefined;
  return { nodeSelectorTerms: [{ ...(matchFields.length === 0 ? {} : { matchFields }), ...(matchExpressions.length === 0 ? {} : { matchExpressions }) }] };
}

function distinct(requirements: readonly NodeSelectorRequirement[]): NodeSelectorRequirement[] {
  return [...new Map(requirements.map((requirement) => [JSON.stringify(requirement), requirement])).values()];
}
