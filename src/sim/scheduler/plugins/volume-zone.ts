import type { Labels } from '../../../api/label-selector.ts';
import type { Plugin, PreFilterResult } from '../framework.ts';
import { definePlugin } from '../framework.ts';
import type { PodInfo } from '../pod-info.ts';
import type { Snapshot } from '../snapshot.ts';
import { unresolvable } from '../status.ts';
import { classOfClaim, waitsForConsumer } from '../../../api/volume-claims.ts';

const NAME = 'VolumeZone';
const BETA_ZONE = 'failure-domain.beta.kubernetes.io/zone';
const BETA_REGION = 'failure-domain.beta.kubernetes.io/region';
const ZONE = 'topology.kubernetes.io/zone';
const REGION = 'topology.kubernetes.io/region';
const KEYS = [BETA_ZONE, BETA_REGION, ZONE, REGION];

interface VolumeTopology {
  readonly key: string;
  readonly values: readonly string[];
}

/** Volumes with zone or region labels go to nodes of those (plugins/volumezone, v1.36); nodes without such labels take any. */
export const volumeZone: Plugin = definePlugin({
  name: NAME,
  scope: 'cycle',
  preFilter(pod, snapshot): PreFilterResult<readonly VolumeTopology[]> {
    const topologies = topologiesOf(pod, snapshot);
    if (typeof topologies === 'string') return { kind: 'rejected', status: unresolvable(NAME, topologies) };
    return topologies.length === 0 ? { kind: 'skip' } : { kind: 'state', state: topologies };
  },
  filter(topologies: readonly VolumeTopology[], _pod, { labels }) {
    if (!KEYS.some((key) => Object.hasOwn(labels, key))) return undefined;
    const isMet = topologies.every(({ key, values }) => {
      const value = labelOf(labels, key) ?? labelOf(labels, stableKey(key));
      return value !== undefined && values.includes(value);
    });
    return isMet ? undefined : unresolvable(NAME, 'node(s) had no available volume zone');
  },
});

function topologiesOf(pod: PodInfo, { objects }: Snapshot): readonly VolumeTopology[] | string {
  const topologies: VolumeTopology[] = [];
  for (const { persistentVolumeClaim } of pod.spec.volumes ?? []) {
    if (persistentVolumeClaim === undefined) continue;
    const name = persistentVolumeClaim.claimName ?? '';
    if (name === '') return 'PersistentVolumeClaim had no name';
    const claim = objects.get('PersistentVolumeClaim', pod.namespace, name);
    if (claim === undefined) return `persistentvolumeclaim "${name}" not found`;
    const volumeName = claim.spec?.volumeName ?? '';
    if (volumeName === '') {
      const className = classOfClaim(claim);
      if (className === '') return 'PersistentVolumeClaim had no pv name and storageClass name';
      const storageClass = objects.get('StorageClass', '', className);
      if (storageClass === undefined) return `storageclass.storage.k8s.io "${className}" not found`;
      if (waitsForConsumer(storageClass)) continue;
      return 'PersistentVolume had no name';
    }
    const volume = objects.get('PersistentVolume', '', volumeName);
    if (volume === undefined) return `persistentvolume "${volumeName}" not found`;
    const labels = (volume.metadata?.labels as Labels | undefined) ?? {};
    for (const key of KEYS) {
      const value = labelOf(labels, key);
      // Several zones are joined by two underscores; a list with an empty part is ignored.
      const values = value?.split('__').map((part) => part.trim()) ?? [];
      if (value !== undefined && !values.includes('')) topologies.push({ key, values });
    }
  }
  return topologies;
}

function stableKey(key: string): string {
  return key === BETA_ZONE ? ZONE : key === BETA_REGION ? REGION : key;
}

function labelOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}
