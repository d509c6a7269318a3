import { matchesNodeSelector } from '../../../api/node-selector.ts';
import { namedClaim } from '../../../api/pod-resource-claims.ts';
import type { AllocationResult, DeviceClass, ResourceClaim } from '../../../api/types/resource-v1.ts';
import { canBeReserved, isReservedFor } from '../../pods/claim-consumers.ts';
import { allocationResult } from '../device-allocation-result.ts';
import type { ClaimAllocation } from '../device-allocator.ts';
import { allocateDevices } from '../device-allocator.ts';
import { poolsOf } from '../device-pools.ts';
import { heldDevices, type HeldDevices } from '../device-use.ts';
import { classesFor, extendedRequests, servedByDevices, type ClassesByResource, type RequestMapping } from '../extended-resources.ts';
import type { Plugin, PreFilterResult } from '../framework.ts';
import { definePlugin, normalizeByMaximum } from '../framework.ts';
import type { NodeInfo } from '../node-info.ts';
import type { PodInfo } from '../pod-info.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Status } from '../status.ts';
import { failure, unresolvable } from '../status.ts';

const NAME = 'DynamicResources';

interface State {
  readonly snapshot: Snapshot;
  readonly allocated: readonly ResourceClaim[];
  readonly toAllocate: readonly ResourceClaim[];
  /** What other claims hold. */
  readonly held: HeldDevices;
  readonly pod: PodInfo;
  /** The extended resources of the pod that devices can serve. */
  readonly classes: ClassesByResource;
  /** What was found for each node, by name. */
  readonly found: Map<string, readonly ClaimAllocation[] | string | undefined>;
}

/** Devices for the ResourceClaims of a pod, from what drivers publish in ResourceSlices (plugins/dynamicresources, v1.36). */
export const dynamicResources: Plugin = definePlugin({
  name: NAME,
  scope: 'cycle',
  preFilter(pod, snapshot): PreFilterResult<State> {
    const state = stateOf(pod, snapshot);
    if (typeof state === 'string') return { kind: 'rejected', status: unresolvable(NAME, state) };
    return state === undefined ? { kind: 'skip' } : { kind: 'state', state };
  },
  filter(state: State, _pod, node) {
    const allocations = allocationsFor(state, node);
    if (typeof allocations === 'string') return failure(NAME, allocations);
    if (allocations === undefined) return unresolvable(NAME, 'cannot allocate all claims');
    return state.allocated.every((claim) => isAvailableOn(claim, node)) ? undefined : unresolvable(NAME, 'resourceclaim not available on the node');
  },
  scoreBase(pod, snapshot): State | undefined {
    const state = stateOf(pod, snapshot);
    return typeof state === 'string' ? undefined : state;
  },
  preScore: (state: State) => state,
  score(state: State, _pod, node) {
    const allocations = allocationsFor(state, node);
    return allocations === undefined || typeof allocations === 'string' ? 0 : allocations.reduce((sum, { preference }) => sum + preference, 0);
  },
  normalize: (scores) => normalizeByMaximum(scores, false),
});

/** What is to be written before a pod is bound to a node. */
export interface ClaimDecision {
  /** Claims that get devices. */
  readonly allocations: readonly { readonly claim: ResourceClaim; readonly allocation: AllocationResult }[];
  /** Claims that have devices already. */
  readonly allocated: readonly ResourceClaim[];
  /** A claim to be made for the pod's extended resources that devices serve, with what each container gets of it. */
  readonly extended?: { readonly claim: ResourceClaim; readonly allocation: AllocationResult; readonly mappings: readonly RequestMapping[] };
}

/** The claims of a pod with their devices when it goes to the node; undefined when it cannot go there. */
export function decideClaims(pod: PodInfo, node: NodeInfo, snapshot: Snapshot): ClaimDecision | undefined {
  const state = stateOf(pod, snapshot);
  if (typeof state === 'string') return undefined;
  if (state === undefined) return { allocations: [], allocated: [] };
  const found = allocationsFor(state, node);
  if (found === undefined || typeof found === 'string') return undefined;
  const classOf = (name: string): DeviceClass | undefined => snapshot.objects.get('DeviceClass', '', name);
  const allocations = found.map((one) => ({ claim: one.claim, allocation: allocationResult(one, node.name, classOf) }));
  const { mappings } = extendedRequests(pod, servedByDevices(state.classes, node), state.classes);
  const extended = mappings.length === 0 ? undefined : allocations.pop();
  return { allocations, allocated: state.allocated, ...(extended === undefined ? {} : { extended: { ...extended, mappings } }) };
}

/** Why a pod may not even be tried: a claim of it is not there, or is not its own (PreEnqueue); undefined when it may. */
export function claimObstacle(pod: PodInfo, snapshot: Snapshot): string | undefined {
  const claims = claimsOf(pod, snapshot);
  return typeof claims === 'string' ? claims : undefined;
}

/** What the plugin's PostFilter says, and the claim whose devices it gives back so that they can be found elsewhere. */
export interface Deallocation {
  readonly text: string;
  readonly claim?: ResourceClaim;
}

/** What it says of pods that have no claims, too. */
export const NOTHING_HELD: Deallocation = { text: 'no new claims to deallocate' };

/** Gives back a claim of the pod that nobody else uses and whose devices are out of reach of a node that would do otherwise. */
export function deallocation(pod: PodInfo, snapshot: Snapshot, statuses: ReadonlyMap<string, Status>): Deallocation {
  const state = stateOf(pod, snapshot);
  if (state === undefined || typeof state === 'string') return NOTHING_HELD;
  const nodes = snapshot.nodes.filter(({ name }) => statuses.get(name)?.plugin === NAME);
  const claim = state.allocated.find((candidate) => {
    const reservedFor = candidate.status?.reservedFor ?? [];
    const isOurs = reservedFor.length === 0 || (reservedFor.length === 1 && reservedFor[0]?.name === pod.name);
    return isOurs && nodes.some((node) => !isAvailableOn(candidate, node));
  });
  return claim === undefined ? { text: 'still not schedulable' } : { text: 'deallocation of ResourceClaim completed', claim };
}

/** The pod's claims; why it cannot be scheduled anywhere; undefined when it has none. */
function stateOf(pod: PodInfo, snapshot: Snapshot): State | string | undefined {
  const claims = claimsOf(pod, snapshot);
  if (typeof claims === 'string') return claims;
  const classes = classesFor(pod, snapshot);
  if (claims.length + classes.size === 0) return undefined;
  const allocated: ResourceClaim[] = [];
  const toAllocate: ResourceClaim[] = [];
  for (const claim of claims) {
    if (claim.status?.allocation === undefined) {
      const problem = problemOf(claim, snapshot);
      if (problem !== undefined) return problem;
      toAllocate.push(claim);
      continue;
    }
    if (!canBeReserved(claim) && !isReservedFor(claim, pod.pod)) return 'resourceclaim in use';
    allocated.push(claim);
  }
  const held = heldDevices(toAllocate.length + classes.size === 0 ? [] : snapshot.objects.all('ResourceClaim'));
  return { snapshot, allocated, toAllocate, held, pod, classes, found: new Map() };
}

function claimsOf(pod: PodInfo, { objects }: Snapshot): readonly ResourceClaim[] | string {
  const claims: ResourceClaim[] = [];
  for (const entry of pod.spec.resourceClaims ?? []) {
    const named = namedClaim(entry, pod.pod.status);
    if (named.kind === 'awaited') return `pod "${pod.namespace}/${pod.name}": ResourceClaim not created yet`;
    if (named.kind === 'unneeded') continue;
    const { name, isGenerated } = named;
    const claim = objects.get('ResourceClaim', pod.namespace, name);
    if (claim === undefined) return `resourceclaim.resource.k8s.io "${name}" not found`;
    if (claim.metadata?.deletionTimestamp !== undefined) return `resourceclaim "${name}" is being deleted`;
    const isOwned = claim.metadata?.ownerReferences?.some(({ controller, uid }) => controller === true && uid === pod.pod.metadata?.uid) === true;
    if (isGenerated && !isOwned) return `ResourceClaim ${pod.namespace}/${name} was not created for Pod ${pod.namespace}/${pod.name} (Pod is not owner)`;
    claims.push(claim);
  }
  return claims;
}

/** Every request must name a class that exists. */
function problemOf(claim: ResourceClaim, { objects }: Snapshot): string | undefined {
  for (const { name = '', exactly, firstAvailable = [] } of claim.spec?.devices?.requests ?? []) {
    if (exactly === undefined && firstAvailable.length === 0) return `request ${name}: unsupported request type`;
    const wanted = exactly === undefined ? firstAvailable.map((request) => ({ request, label: `${name}/${request.name ?? ''}` })) : [{ request: exactly, label: name }];
    for (const { request, label } of wanted) {
      const className = request.deviceClassName ?? '';
      if (className === '') return `request ${label}: unsupported request type`;
      if (objects.get('DeviceClass', '', className) === undefined) return `request ${label}: device class ${className} does not exist`;
    }
  }
  return undefined;
}

/** Devices on the node for the claims that have none, and last for the extended resources that devices serve there. */
function allocationsFor(state: State, node: NodeInfo): readonly ClaimAllocation[] | string | undefined {
  const { snapshot, toAllocate, held, found } = state;
  if (toAllocate.length + state.classes.size === 0) return [];
  if (!found.has(node.name)) {
    const extended = extendedClaim(state, node);
    const classOf = (name: string): DeviceClass | undefined => snapshot.objects.get('DeviceClass', '', name);
    const claims = extended === undefined ? toAllocate : [...toAllocate, extended];
    found.set(node.name, claims.length === 0 ? [] : allocateDevices(claims, { pools: poolsOf(node, snapshot), held, classOf }));
  }
  return found.get(node.name);
}

/** The claim that stands for the pod's extended resources on a node whose device plugins do not offer them. */
function extendedClaim({ pod, classes }: State, node: NodeInfo): ResourceClaim | undefined {
  const { requests } = extendedRequests(pod, servedByDevices(classes, node), classes);
  return requests.length === 0 ? undefined : { metadata: { namespace: pod.namespace }, spec: { devices: { requests } } };
}

function isAvailableOn(claim: ResourceClaim, node: NodeInfo): boolean {
  const selector = claim.status?.allocation?.nodeSelector;
  return selector === undefined || matchesNodeSelector(selector, node);
}
