import { admit, validateAdmission, type AdmissionCluster } from '../../../api/admission/index.ts';
import { admitByPolicies, refusalByPolicies } from '../../../api/admission/policies/plugin.ts';
import { controllerUser, type PolicyInputs, type RequestUser } from '../../../api/admission/policies/policy-inputs.ts';
import { cloneJson, type JsonObject } from '../../../api/json.ts';
import type { KubernetesVersion } from '../../../api/kubernetes-version.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { RuntimeClass } from '../../../api/types/node-v1.ts';
import type { IngressClass } from '../../../api/types/networking-v1.ts';
import { customKindsOf } from '../../../schema/custom-kinds.ts';
import { policyInputs } from '../../../schema/policy-inputs.ts';
import { kindKeyOf } from '../../objects.ts';
import type { Store } from '../../store/store.ts';
import { refused } from '../result.ts';
import type { AdmissionPlugin } from './plugin.ts';

const KINDS = new Set(['Pod', 'Node', 'PersistentVolumeClaim', 'PersistentVolume', 'Ingress.networking.k8s.io']);

/** The plugins that need no more of a cluster than its classes, and that `validate` runs as well (src/api/admission). */
export const sharedPlugins: AdmissionPlugin = {
  name: 'Shared',
  kinds: KINDS,
  admit: ({ object, old }, { store, version }) => {
    const copy = writable(object);
    const { policies: _later, ...cluster } = classesOf(store, version);
    const refusal = admit(copy, old, cluster) ?? validateAdmission(copy, old, cluster, version);
    return refusal === undefined ? copy : refused(refusal.code, `${object.kind} "${object.metadata.name ?? ''}" is forbidden: ${refusal.message}`, [], refusal.reason);
  },
};

/**
 * The admission policies that are in the store (MutatingAdmissionPolicy and ValidatingAdmissionPolicy, which come after all plugins but
 * ResourceQuota). Requests of users have met them when they were validated.
 */
export const admissionPolicies: AdmissionPlugin = {
  name: 'AdmissionPolicies',
  admit: ({ object, old, by }, { store, version }) => {
    const policies = policiesIn(store, version);
    if (policies === undefined) return object;
    const inputs = { ...policies, ...requestUserOf(by) };
    const copy = cloneJson(object);
    const { refusal } = admitByPolicies(copy, old, inputs, false);
    const denial = refusal ?? refusalByPolicies(copy, old, inputs);
    return denial === undefined ? copy : refused(denial.code, `${object.kind} "${object.metadata.name ?? ''}" is forbidden: ${denial.message}`, [], denial.reason);
  },
};

/** The service accounts of controllers are named as the controllers are, but for one. */
export function requestUserOf(by: string): { readonly user?: RequestUser } {
  if (!by.endsWith('-controller')) return {};
  return { user: controllerUser(by === 'daemonset-controller' ? 'daemon-set-controller' : by) };
}

const POLICY_KEYS = ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding'].map((kind) => `${kind}.admissionregistration.k8s.io`);

/** The policies of a store with what they look up there; undefined when it has none. */
function policiesIn(store: Store, version: KubernetesVersion): PolicyInputs | undefined {
  if (POLICY_KEYS.every((key) => store.countOf(key) === 0)) return undefined;
  return policyInputs(POLICY_KEYS.flatMap((key) => [...store.list(key)]), version, {
    namespaceOf: (name) => store.get('Namespace', undefined, name),
    objectsOf: (apiVersion, kind) => [...store.list(kindKeyOf(apiVersion, kind))].filter((object) => object.apiVersion === apiVersion),
    customKinds: () => customKindsOf([...store.list('CustomResourceDefinition.apiextensions.k8s.io')] as unknown as JsonObject[]).values(),
  });
}

/** The classes that a store holds. It may be part of a cluster only, so what is not there may exist all the same. */
export function classesOf(store: Store, version: KubernetesVersion): AdmissionCluster {
  const policies = policiesIn(store, version);
  return {
    ...(policies === undefined ? {} : { policies }),
    complete: false,
    priorityClasses: [...store.list('PriorityClass.scheduling.k8s.io')],
    storageClasses: [...store.list('StorageClass.storage.k8s.io')],
    runtimeClasses: [...store.list('RuntimeClass.node.k8s.io')] as RuntimeClass[],
    ingressClasses: [...store.list('IngressClass.networking.k8s.io')] as IngressClass[],
    namespaces: [...store.list('Namespace')],
  };
}

/** The plugins set fields of metadata and spec: those two are copied, what is below is shared. */
function writable(object: KubeObject): KubeObject {
  const spec = (object as { readonly spec?: object }).spec;
  const copy = { ...object, metadata: { ...object.metadata } };
  return spec === undefined ? copy : ({ ...copy, spec: { ...spec } } as KubeObject);
}
