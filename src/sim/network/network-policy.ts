import { cidrContains, parseCidr, parseIp } from '../../api/ip.ts';
import type { Labels } from '../../api/label-selector.ts';
import { matchesLabelSelector } from '../../api/label-selector.ts';
import type { Pod } from '../../api/types/core-v1.ts';
import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../../api/types/networking-v1.ts';
import { labelsOfNamespace, namespaceOf, type NetworkView } from './network-view.ts';
import { containerPortOf } from './service-endpoints.ts';

/** One end of a connection: a pod, or an address outside. */
export type NetworkPeer = { readonly pod: Pod } | { readonly address: string };

/** What the policies of one direction say. */
export interface PolicyVerdict {
  readonly allowed: boolean;
  /** `namespace/name` of the policies that select the pod in this direction: none means that everything is allowed. */
  readonly selecting: readonly string[];
  /** Those of them that allow the connection. */
  readonly allowing: readonly string[];
}

export interface Reachability {
  readonly allowed: boolean;
  /** Which direction stops the connection. */
  readonly blockedBy?: 'egress' | 'ingress';
  /** What the policies at the source say; absent for a source outside. */
  readonly egress?: PolicyVerdict;
  /** What the policies at the target say; absent for a target outside. */
  readonly ingress?: PolicyVerdict;
}

export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/**
 * Whether a connection may be made (networking.k8s.io/v1 NetworkPolicy, v1.36): the egress policies of the source and the ingress
 * policies of the target must both allow it; policies add up, and a pod that none selects is open. A pod always reaches itself, and
 * its node always reaches it and is reached. Pods of the host's network are outside of policies: what becomes of them is up to the
 * network plugin; here nothing restricts them.
 *
 * @param port the number that the target listens on
 */
export function canReach(from: NetworkPeer, to: NetworkPeer, port: number, protocol: Protocol, view: NetworkView): Reachability {
  if ('pod' in from && 'pod' in to && isSame(from.pod, to.pod)) return { allowed: true };
  if ((!('pod' in from) && 'pod' in to && isOwnNode(from.address, to.pod)) || ('pod' in from && !('pod' in to) && isOwnNode(to.address, from.pod))) return { allowed: true };
  const egress = 'pod' in from ? verdict(from.pod, to, to, port, protocol, 'Egress', view) : undefined;
  const ingress = 'pod' in to ? verdict(to.pod, from, to, port, protocol, 'Ingress', view) : undefined;
  const ends = { ...(egress === undefined ? {} : { egress }), ...(ingress === undefined ? {} : { ingress }) };
  if (egress?.allowed === false) return { allowed: false, blockedBy: 'egress', ...ends };
  if (ingress?.allowed === false) return { allowed: false, blockedBy: 'ingress', ...ends };
  return { allowed: true, ...ends };
}

function verdict(pod: Pod, peer: NetworkPeer, target: NetworkPeer, port: number, protocol: Protocol, direction: 'Ingress' | 'Egress', view: NetworkView): PolicyVerdict {
  const policies = pod.spec?.hostNetwork === true ? [] : view.networkPolicies.filter((policy) => selects(policy, pod, direction));
  const allowing = policies.filter((policy) => {
    const rules = direction === 'Ingress' ? (policy.spec?.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports })) : (policy.spec?.egress ?? []).map(({ to, ports }) => ({ peers: to, ports }));
    return rules.some(({ peers, ports }) => allowsPort(ports, target, port, protocol) && allowsPeer(peers, peer, namespaceOf(policy.metadata), view));
  });
  return { allowed: policies.length === 0 || allowing.length > 0, selecting: policies.map(nameOf), allowing: allowing.map(nameOf) };
}

/** Policies without types restrict ingress, and egress when they have rules for it. */
function selects({ metadata, spec }: NetworkPolicy, pod: Pod, direction: 'Ingress' | 'Egress'): boolean {
  const types = spec?.policyTypes ?? (spec?.egress === undefined ? ['Ingress'] : ['Ingress', 'Egress']);
  return types.includes(direction) && namespaceOf(metadata) === namespaceOf(pod.metadata) && matchesLabelSelector(spec?.podSelector ?? {}, pod.metadata?.labels as Labels | undefined);
}

/** No ports means all of them. A name is looked up in the target's containers. */
function allowsPort(ports: readonly NetworkPolicyPort[] | undefined, target: NetworkPeer, port: number, protocol: Protocol): boolean {
  if (ports === undefined || ports.length === 0) return true;
  return ports.some((allowed) => {
    if ((allowed.protocol ?? 'TCP') !== protocol) return false;
    if (allowed.port === undefined) return true;
    const first = typeof allowed.port === 'number' ? allowed.port : 'pod' in target ? containerPortOf(target.pod, allowed.port, protocol) : undefined;
    return first !== undefined && port >= first && port <= (allowed.endPort ?? first);
  });
}

/** No peers means everyone. */
function allowsPeer(peers: readonly NetworkPolicyPeer[] | undefined, peer: NetworkPeer, policyNamespace: string, view: NetworkView): boolean {
  if (peers === undefined || peers.length === 0) return true;
  return peers.some(({ ipBlock, podSelector, namespaceSelector }) => {
    if (ipBlock !== undefined) return addressesOf(peer).some((address) => isInBlock(ipBlock.cidr, ipBlock.except, address));
    if (!('pod' in peer) || peer.pod.spec?.hostNetwork === true) return false;
    const namespace = namespaceOf(peer.pod.metadata);
    const isNamespaceAllowed = namespaceSelector === undefined ? namespace === policyNamespace : matchesLabelSelector(namespaceSelector, labelsOfNamespace(view, namespace));
    return isNamespaceAllowed && matchesLabelSelector(podSelector ?? {}, peer.pod.metadata?.labels as Labels | undefined);
  });
}

function isInBlock(cidr: string | undefined, except: readonly string[] | undefined, text: string): boolean {
  const address = parseIp(text);
  const contains = (block: string | undefined): boolean => {
    const parsed = block === undefined ? undefined : parseCidr(block);
    return parsed !== undefined && address !== undefined && cidrContains(parsed, address);
  };
  return contains(cidr) && !(except ?? []).some(contains);
}

function addressesOf(peer: NetworkPeer): readonly string[] {
  if ('address' in peer) return [peer.address];
  const { podIP, podIPs = [] } = peer.pod.status ?? {};
  return [...new Set([podIP ?? '', ...podIPs.map(({ ip }) => ip ?? '')])].filter((address) => address !== '');
}

function isOwnNode(address: string, { status }: Pod): boolean {
  return status?.hostIP === address || (status?.hostIPs ?? []).some(({ ip }) => ip === address);
}

function isSame(a: Pod, b: Pod): boolean {
  return namespaceOf(a.metadata) === namespaceOf(b.metadata) && a.metadata?.name === b.metadata?.name;
}

function nameOf({ metadata }: NetworkPolicy): string {
  return `${namespaceOf(metadata)}/${metadata?.name ?? ''}`;
}
