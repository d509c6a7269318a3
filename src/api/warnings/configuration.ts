import { at } from '../../diag/field-path.ts';
import { decodeBase64 } from '../base64.ts';
import { compareKubernetesVersions } from '../kubernetes-version.ts';
import { compareQuantities, formatQuantity } from '../quantity.ts';
import type { ServerWarning, ValidationContext } from '../strategy.ts';
import { keyPairProblem } from '../tls-key-pair.ts';
import type { Node, ResourceQuota, Secret, ServiceAccount } from '../types/core-v1.ts';
import type { RuntimeClass } from '../types/node-v1.ts';
import { amountOf } from '../validation/resource-quantity.ts';
import { nodeLabelWarnings } from './node-labels.ts';

const ENFORCE_SECRETS = 'kubernetes.io/enforce-mountable-secrets';
const QUOTA_RESOURCES: readonly string[] = ['cpu', 'memory', 'ephemeral-storage'];

/** A Secret for TLS should hold a certificate and its key (pkg/registry/core/secret/strategy.go, v1.36). */
export function secretWarnings({ type, data = {} }: Secret): ServerWarning[] {
  if (type !== 'kubernetes.io/tls') return [];
  const problem = keyPairProblem(decodeBase64(data['tls.crt'] ?? ''), decodeBase64(data['tls.key'] ?? ''));
  if (problem === undefined) return [];
  return [{ path: at('data', problem.part === 'certificate' ? 'tls.crt' : 'tls.key'), message: problem.message }];
}

/** Quotas for requests that are larger than those for limits can never be used up (pkg/registry/core/resourcequota/strategy.go). */
export function resourceQuotaWarnings({ spec = {} }: ResourceQuota): ServerWarning[] {
  const hard = spec.hard ?? {};
  return QUOTA_RESOURCES.flatMap((name) => {
    const request = hard[`requests.${name}`];
    const limit = hard[`limits.${name}`];
    if (request === undefined || limit === undefined || compareQuantities(amountOf(request), amountOf(limit)) <= 0) return [];
    const amounts = [request, limit].map((amount) => formatQuantity(amountOf(amount)));
    return [{ path: at('spec.hard', `requests.${name}`), message: `${amounts[0]} is more than limits.${name} (${amounts[1]}), so it cannot be used up` }];
  });
}

/** A field that nothing reads any more (pkg/api/node/util.go). */
export function nodeWarnings({ spec = {} }: Node): ServerWarning[] {
  return (spec.externalID ?? '') === '' ? [] : [{ path: 'spec.externalID', message: 'is deprecated, nothing reads it' }];
}

export function runtimeClassWarnings({ scheduling = {} }: RuntimeClass): ServerWarning[] {
  return nodeLabelWarnings(scheduling.nodeSelector, 'scheduling.nodeSelector');
}

export function serviceAccountWarnings({ metadata }: ServiceAccount, { version }: ValidationContext): ServerWarning[] {
  if (metadata?.annotations?.[ENFORCE_SECRETS] === undefined || compareKubernetesVersions(version, '1.32') < 0) return [];
  return [{ path: at('metadata.annotations', ENFORCE_SECRETS), message: 'is deprecated since v1.32, keep Secrets apart by namespace instead' }];
}
