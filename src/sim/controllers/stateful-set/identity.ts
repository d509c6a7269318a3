import type { PodTemplateSpec, Volume } from '../../../api/types/core-v1.ts';
import type { PersistentVolumeClaim, Pod, StatefulSet } from '../../objects.ts';
import { REVISION_HASH_LABEL } from '../history.ts';
import { controllerReference } from '../ownership.ts';

const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX_LABEL = 'apps.kubernetes.io/pod-index';

export function startOrdinal(set: StatefulSet): number {
  return set.spec?.ordinals?.start ?? 0;
}

export function replicasOf(set: StatefulSet): number {
  return set.spec?.replicas ?? 1;
}

/** The number at the end of a pod's name; undefined for pods that cannot be the set's (getParentNameAndOrdinal). */
export function ordinalOf(set: StatefulSet, pod: Pod): number | undefined {
  const name = pod.metadata.name ?? '';
  const prefix = `${set.metadata.name ?? ''}-`;
  const rest = name.startsWith(prefix) ? name.slice(prefix.length) : '';
  return /^\d+$/.test(rest) ? Number(rest) : undefined;
}

export function isInRange(set: StatefulSet, ordinal: number): boolean {
  return ordinal >= startOrdinal(set) && ordinal < startOrdinal(set) + replicasOf(set);
}

export function revisionOfPod(pod: Pod): string {
  return pod.metadata.labels?.[REVISION_HASH_LABEL] ?? '';
}

/** The pod with a given ordinal of a given revision (newStatefulSetPod in pkg/controller/statefulset/stateful_set_utils.go, v1.36). */
export function newPod(set: StatefulSet, template: PodTemplateSpec | undefined, revision: string, ordinal: number): Pod {
  const name = `${set.metadata.name ?? ''}-${ordinal}`;
  const metadata: Pod['metadata'] = {
    name,
    namespace: set.metadata.namespace,
    labels: { ...template?.metadata?.labels, [POD_NAME_LABEL]: name, [POD_INDEX_LABEL]: String(ordinal), [REVISION_HASH_LABEL]: revision },
    ownerReferences: [controllerReference(set)],
  };
  if (template?.metadata?.annotations !== undefined) metadata.annotations = template.metadata.annotations;
  if (template?.metadata?.finalizers !== undefined) metadata.finalizers = template.metadata.finalizers;
  const subdomain = set.spec?.serviceName;
  const volumes = volumesOf(set, template?.spec?.volumes ?? [], ordinal);
  const spec = { ...template?.spec, hostname: name, ...(subdomain === undefined ? {} : { subdomain }), ...(volumes.length === 0 ? {} : { volumes }) };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec };
}

/** The claims of an ordinal: NAME-SET-ORDINAL for each claim template. */
export function claimsOf(set: StatefulSet, ordinal: number): PersistentVolumeClaim[] {
  return (set.spec?.volumeClaimTemplates ?? []).map((template) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: claimName(set, template.metadata?.name ?? '', ordinal),
      namespace: set.metadata.namespace,
      labels: { ...template.metadata?.labels, ...set.spec?.selector?.matchLabels },
      ...(template.metadata?.annotations === undefined ? {} : { annotations: template.metadata.annotations }),
    },
    spec: template.spec,
  }));
}

function claimName(set: StatefulSet, template: string, ordinal: number): string {
  return `${template}-${set.metadata.name ?? ''}-${ordinal}`;
}

/** Claim templates become volumes and take the place of volumes with their name. */
function volumesOf(set: StatefulSet, volumes: readonly Volume[], ordinal: number): Volume[] {
  const names = (set.spec?.volumeClaimTemplates ?? []).map((template) => template.metadata?.name ?? '');
  const claims = names.map((name): Volume => ({ name, persistentVolumeClaim: { claimName: claimName(set, name, ordinal), readOnly: false } }));
  return [...claims, ...volumes.filter((volume) => !names.includes(volume.name ?? ''))];
}
