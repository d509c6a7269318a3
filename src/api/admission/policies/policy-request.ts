import { parseApiVersion } from '../../gvk.ts';
import type { JsonObject } from '../../json.ts';
import type { KubeObject } from '../../object.ts';
import type { Namespace } from '../../types/core-v1.ts';
import type { KindFacts, PolicyInputs, RequestUser } from './policy-inputs.ts';

/** A create or an update, as policies see it. */
export interface PolicyRequest {
  readonly operation: 'CREATE' | 'UPDATE';
  readonly object: KubeObject;
  readonly old: KubeObject | undefined;
  readonly group: string;
  readonly version: string;
  readonly facts: KindFacts;
  /** Empty for objects that have none, Namespaces among them. */
  readonly namespaceName: string;
  /** Undefined for cluster-scoped objects, and when nothing is known of it. */
  readonly namespace: Namespace | undefined;
  readonly user: RequestUser | undefined;
}

/** What a request is described with besides the object. */
export type RequestInputs = Pick<PolicyInputs, 'kindOf' | 'namespaceOf' | 'user'>;

/** Undefined for kinds that nobody has described. */
export function policyRequest(object: KubeObject, old: KubeObject | undefined, inputs: RequestInputs): PolicyRequest | undefined {
  const facts = inputs.kindOf(object.apiVersion, object.kind);
  if (facts === undefined) return undefined;
  const namespaceName = facts.namespaced ? (object.metadata.namespace ?? '') : '';
  return {
    operation: old === undefined ? 'CREATE' : 'UPDATE',
    object,
    old,
    ...parseApiVersion(object.apiVersion),
    facts,
    namespaceName,
    namespace: namespaceName === '' ? undefined : inputs.namespaceOf(namespaceName),
    user: inputs.user,
  };
}

/** The fields of the AdmissionRequest but for the user (`CreateAdmissionRequest`); what is empty is not there. */
export function requestFields({ operation, object, group, version, facts, namespaceName }: PolicyRequest): JsonObject {
  const kind = { group, version, kind: object.kind };
  const resource = { group, version, resource: facts.plural };
  const { name = '' } = object.metadata;
  return {
    uid: '',
    kind,
    resource,
    requestKind: kind,
    requestResource: resource,
    ...(name === '' ? {} : { name }),
    ...(namespaceName === '' ? {} : { namespace: namespaceName }),
    operation,
    dryRun: false,
    options: { apiVersion: 'meta.k8s.io/v1', kind: operation === 'CREATE' ? 'CreateOptions' : 'UpdateOptions' },
  };
}
