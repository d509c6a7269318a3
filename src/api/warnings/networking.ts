import { at, child } from '../../diag/field-path.ts';
import type { ServerWarning, ValidationContext } from '../strategy.ts';
import type { IPAddress, Ingress, NetworkPolicy, NetworkPolicyPeer, ServiceCIDR } from '../types/networking-v1.ts';
import { cidrWarnings, ipWarnings } from './ip.ts';

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** The class of an Ingress has a field now (pkg/registry/networking/ingress/strategy.go, v1.36); told of new ones only. */
export function ingressWarnings({ metadata, spec }: Ingress, _context: ValidationContext, old?: Ingress): ServerWarning[] {
  if (old !== undefined || metadata?.annotations?.[CLASS_ANNOTATION] === undefined || spec?.ingressClassName !== undefined) return [];
  return [{ path: at('metadata.annotations', CLASS_ANNOTATION), message: 'is deprecated, use spec.ingressClassName instead' }];
}

/** Networks in unusual spellings (pkg/registry/networking/networkpolicy/strategy.go). */
export function networkPolicyWarnings({ spec = {} }: NetworkPolicy): ServerWarning[] {
  return [
    ...(spec.ingress ?? []).flatMap((rule, index) => peerWarnings(rule.from ?? [], child(at('spec.ingress', index), 'from'))),
    ...(spec.egress ?? []).flatMap((rule, index) => peerWarnings(rule.to ?? [], child(at('spec.egress', index), 'to'))),
  ];
}

function peerWarnings(peers: readonly NetworkPolicyPeer[], path: string): ServerWarning[] {
  return peers.flatMap(({ ipBlock }, index) => {
    if (ipBlock === undefined) return [];
    const blockPath = child(at(path, index), 'ipBlock');
    return [...cidrWarnings(ipBlock.cidr ?? '', child(blockPath, 'cidr')), ...(ipBlock.except ?? []).flatMap((cidr, place) => cidrWarnings(cidr, at(child(blockPath, 'except'), place)))];
  });
}

export function ipAddressWarnings({ metadata }: IPAddress): ServerWarning[] {
  return ipWarnings(metadata?.name ?? '', 'metadata.name');
}

export function serviceCidrWarnings({ spec = {} }: ServiceCIDR): ServerWarning[] {
  return (spec.cidrs ?? []).flatMap((cidr, index) => cidrWarnings(cidr, at('spec.cidrs', index)));
}
