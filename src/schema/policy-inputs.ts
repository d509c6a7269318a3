import { parseApiVersion } from '../api/gvk.ts';
import type { KubernetesVersion } from '../api/kubernetes-version.ts';
import type { KubeObject } from '../api/object.ts';
import { boundPolicies, POLICY_KINDS, type KindFacts, type PolicyInputs } from '../api/admission/policies/policy-inputs.ts';
import { customApplyType } from './apply/custom-apply-type.ts';
import { applyTypeOf } from './apply/struct-apply-type.ts';
import type { CustomKind } from './custom-kinds.ts';
import { structOf } from './definitions.ts';
import { allResources, resourceOf } from './resources.ts';

/** What policies look up. */
export interface PolicyLookUps {
  readonly namespaceOf: PolicyInputs['namespaceOf'];
  readonly objectsOf: PolicyInputs['objectsOf'];
  readonly customKinds: () => Iterable<CustomKind>;
}

/** The policies among objects that the server has taken; undefined when nothing is bound, so that nobody need ask. */
export function policyInputs(objects: Iterable<KubeObject>, version: KubernetesVersion, lookUps: PolicyLookUps): PolicyInputs | undefined {
  const served = [...objects].filter(({ apiVersion, kind }) => POLICY_KINDS.has(kind) && resourceOf(apiVersion, kind, version) !== undefined);
  const bound = boundPolicies(served);
  if (bound.validating.length + bound.mutating.length === 0) return undefined;
  const { namespaceOf, objectsOf, customKinds } = lookUps;
  return { version, ...bound, namespaceOf, objectsOf, kindOf: (apiVersion, kind) => kindFacts(apiVersion, kind, version, customKinds) };
}

/** What policies and webhooks can know of a kind. */
export function kindFacts(apiVersion: string, kind: string, version: KubernetesVersion, customKinds: PolicyLookUps['customKinds']): KindFacts | undefined {
  const { group } = parseApiVersion(apiVersion);
  const resource = resourceOf(apiVersion, kind, version);
  if (resource !== undefined) {
    const { plural, namespaced, definition } = resource;
    return { plural, namespaced, equivalents: otherVersions(allResources(version), apiVersion, group, kind), applyType: () => applyTypeOf(structOf(definition, version)) };
  }
  const kinds = [...customKinds()];
  const custom = kinds.find((candidate) => candidate.apiVersion === apiVersion && candidate.kind === kind);
  if (custom === undefined) return undefined;
  const { plural, namespaced, schema } = custom;
  return { plural, namespaced, equivalents: otherVersions(kinds, apiVersion, group, kind), applyType: () => customApplyType(schema) };
}

function otherVersions(served: Iterable<{ readonly apiVersion: string; readonly kind: string }>, apiVersion: string, group: string, kind: string): string[] {
  return [...served].filter((other) => other.kind === kind && other.apiVersion !== apiVersion && parseApiVersion(other.apiVersion).group === group).map((other) => other.apiVersion);
}
