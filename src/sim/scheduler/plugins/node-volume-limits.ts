import type { PersistentVolume } from '../../../api/types/core-v1.ts';
import { CSI_DRIVER_OF_PROVISIONER, csiSourceOf } from '../csi-migration.ts';
import type { Plugin, PreFilterResult } from '../framework.ts';
import { definePlugin } from '../framework.ts';
import type { NodeInfo } from '../node-info.ts';
import type { PodInfo } from '../pod-info.ts';
import type { Snapshot } from '../snapshot.ts';
import { unschedulable } from '../status.ts';
import { classOfClaim } from '../../../api/volume-claims.ts';

const NAME = 'NodeVolumeLimits';

/** How many volumes of each CSI driver a node can attach, as its CSINode says (plugins/nodevolumelimits/csi.go, v1.36). */
export const nodeVolumeLimits: Plugin = definePlugin({
  name: NAME,
  scope: 'cycle',
  preFilter: (pod, snapshot): PreFilterResult<Snapshot> => (pod.claimNames.length === 0 ? { kind: 'skip' } : { kind: 'state', state: snapshot }),
  filter(snapshot: Snapshot, pod, node) {
    const limits = limitsOf(node, snapshot);
    if (limits.size === 0) return undefined;
    const wanted = volumesOf(pod, snapshot);
    if (wanted.size === 0) return undefined;
    const attached = attachedVolumes(node, snapshot);
    for (const [driver, limit] of limits) {
      const added = [...wanted].filter(([volume, of]) => of === driver && !attached.has(volume)).length;
      const present = [...attached.values()].filter((of) => of === driver).length;
      if (added > 0 && present + added > limit) return unschedulable(NAME, 'node(s) exceed max volume count');
    }
    return undefined;
  },
});

function limitsOf(node: NodeInfo, { objects }: Snapshot): ReadonlyMap<string, number> {
  const limits = new Map<string, number>();
  for (const { name = '', allocatable } of objects.get('CSINode', '', node.name)?.spec?.drivers ?? []) {
    if (allocatable?.count !== undefined) limits.set(name, allocatable.count);
  }
  return limits;
}

/** Volumes on the node by their unique name, with their driver: those of its pods, and attachments that outlive theirs. */
function attachedVolumes(node: NodeInfo, snapshot: Snapshot): ReadonlyMap<string, string> {
  const attached = new Map<string, string>();
  for (const pod of node.pods) for (const [volume, driver] of volumesOf(pod, snapshot)) attached.set(volume, driver);
  for (const { spec } of snapshot.objects.all('VolumeAttachment')) {
    const volume = spec?.nodeName === node.name ? snapshot.objects.get('PersistentVolume', '', spec.source?.persistentVolumeName ?? '') : undefined;
    const source = volume === undefined ? undefined : csiSourceOf(volume);
    if (source !== undefined) attached.set(`${source.driver}/${source.handle}`, source.driver);
  }
  return attached;
}

/** The attachable volumes of a pod by unique name, with their driver; claims without a volume count as one of their own. */
function volumesOf(pod: PodInfo, { objects }: Snapshot): ReadonlyMap<string, string> {
  const volumes = new Map<string, string>();
  for (const name of pod.claimNames) {
    const claim = objects.get('PersistentVolumeClaim', pod.namespace, name);
    if (claim === undefined) continue;
    const volume: PersistentVolume | undefined = objects.get('PersistentVolume', '', claim.spec?.volumeName ?? '');
    if (volume !== undefined) {
      const source = csiSourceOf(volume);
      if (source !== undefined) volumes.set(`${source.driver}/${source.handle}`, source.driver);
      continue;
    }
    const provisioner = objects.get('StorageClass', '', classOfClaim(claim))?.provisioner;
    const driver = provisioner === undefined ? undefined : (CSI_DRIVER_OF_PROVISIONER[provisioner] ?? provisioner);
    if (driver !== undefined) volumes.set(`${driver}/unbound:${pod.namespace}/${name}`, driver);
  }
  return volumes;
}
