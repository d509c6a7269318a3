import type { KubeObject } from '../api/object.ts';
import type { Pod } from '../api/types/core-v1.ts';

/** A pod as the controller of a workload sends it. */
export function podOfTemplate(owner: KubeObject, template: Pod): Pod {
  const { name = '', namespace } = owner.metadata;
  const { apiVersion, kind } = MIDDLE_KINDS[owner.kind] ?? owner;
  const reference = { apiVersion, kind, name, uid: NO_UID, controller: true, blockOwnerDeletion: true };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { ...template.metadata, generateName: `${name}-`, namespace, ownerReferences: [reference] }, spec: template.spec };
}

const MIDDLE_KINDS: Readonly<Record<string, { readonly apiVersion: string; readonly kind: string }>> = {
  Deployment: { apiVersion: 'apps/v1', kind: 'ReplicaSet' },
  CronJob: { apiVersion: 'batch/v1', kind: 'Job' },
};

const NO_UID = '00000000-0000-0000-0000-000000000000';
