import { at } from '../../diag/field-path.ts';
import { decodeBase64 } from '../base64.ts';
import { compareKubernetesVersions } from '../kubernetes-version.ts';
import { compareQuantities, formatQuantity } from '../quantity.ts';
import type { ServerWarning, ValidationContext } from '../strategy.ts';
import { keyPairProblem } from '../tls-key-pair.ts';
import type { Node, ResourceQuota, Secret, ServiceAccount } from '../types/core-v1.ts';
import type { RuntimeClass } from '../types/node-v1.ts';
import { amountOf } from '../validation/resource-quantity.ts';
import { cidrWarnings } from './ip.ts';
import { nodeLabelWarnings } from './node-labels.ts';

const ENFORCE_SECRETS = 'kubernetes.io/enforce-mountable-secrets';
const QUOTA_RESOURCES: readonly string[] = ['cpu', 'memory', 'storage', 'ephemeral-storage'];
/** Resources whose requests may go by the bare name. */
const BARE_QUOTA_RESOURCES: readonly string[] = ['cpu', 'memory'];

/** A Secret for TLS should hold a certificate and its key (pkg/registry/core/secret/strategy.go, v1.36). */
export function secretWarnings({ type, data = {} }: Secret): ServerWarning[] {
  if (type !== 'kubernetes.io/tls') return [];
  const problem = keyPairProblem(decodeBase64(data['tls.crt'] ?? ''), decodeBase64(data['tls.key'] ?? ''));
  if (problem === undefined) return [];
  return [{ path: at('data', problem.part === 'certificate' ? 'tls.crt' : 'tls.key'), message: problem.message }];
}

/** Quotas for requests that are larger than those for limits can never be used up (pkg/registry/core/resourcequota/strategy.go); told of new ones only. */
export function resourceQuotaWarnings({ spec = {} }: ResourceQuota, _context: ValidationContext, old?: ResourceQuota): ServerWarning[] {
  if (old !== undefined) return [];
  const hard = spec.hard ?? {};
  return QUOTA_RESOURCES.flatMap((name) => {
    const isBare = hard[`requests.${name}`] === undefined && BARE_QUOTA_RESOURCES.includes(name);
    const requestName = isBare ? name : `requests.${name}`;
    const request = hard[requestName];
    const limit = hard[`limits.${name}`];
    if (request === undefined || limit === undefined || compareQuantities(amountOf(request), amountOf(limit)) <= 0) return [];
    const amounts = [request, limit].map((amount) => formatQuantity(amountOf(amount)));
    return [{ path: at('spec.hard', requestName), message: `${amounts[0]} is more than limits.${name} (${amounts[1]}), so it cannot be used up` }];
  });
}

/** Fields that nothing reads any more, and networks in unusual spellings (pkg/registry/core/node/strategy.go, `nodeWarnings`). */
export function nodeWarnings({ spec = {} }: Node): ServerWarning[] {
  return [
    ...(spec.configSource === undefined ? [] : [{ path: 'spec.configSource', message: 'does nothing any more' }]),
    ...((spec.externalID ?? '') === '' ? [] : [{ path: 'spec.externalID', message: 'is deprecated, nothing reads it' }]),
    ...(spec.podCIDRs ?? []).flatMap((cidr, index) => cidrWarnings(cidr, at('spec.podCIDRs', index))),
  ];
}

export function runtimeClassWarnings({ scheduling = {} }: RuntimeClass): ServerWarning[] {
  return nodeLabelWarnings(scheduling.nodeSelector, 'scheduling.nodeSelector');
}

/** Tells it once, of the request that sets the annotation. */
export function serviceAccountWarnings({ metadata }: ServiceAccount, { version }: ValidationContext, old?: ServiceAccount): ServerWarning[] {
  const isNew = metadata?.annotations?.[ENFORCE_SECRETS] !== undefined && old?.metadata?.annotations?.[ENFORCE_SECRETS] === undefined;
  if (!isNew || compareKubernetesVersions(version, '1.32') < 0) return [];
  return [{ path: at('metadata.annotations', ENFORCE_SECRETS), message: 'is deprecated since v1.32, keep Secrets apart by namespace instead' }];
}
