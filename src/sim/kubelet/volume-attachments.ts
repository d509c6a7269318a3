import type { Client } from '../apiserver/client.ts';
import { objectKey, type PersistentVolume, type Pod } from '../objects.ts';

/** Sources that are attached to a node before they are mounted; network file systems and directories of the node are not. */
const ATTACHABLE = ['csi', 'awsElasticBlockStore', 'azureDisk', 'cinder', 'fc', 'gcePersistentDisk', 'iscsi', 'vsphereVolume'] as const;

/** Why a pod's volumes cannot be attached to its node yet. */
export interface AttachRefusal {
  readonly volume: string;
  /** In the server's words. */
  readonly message: string;
}

/**
 * Which node each volume is attached to (pkg/controller/volume/attachdetach/reconciler, v1.36): a volume whose access modes are for one node is
 * attached to a second one only when no pod on the first uses it any more. Divergence: attaching and detaching take no time.
 */
export class VolumeAttachments {
  readonly #client: Client;
  /** The pods that hold each volume, by name of the volume and uid of the pod. */
  readonly #holders = new Map<string, Map<string, { readonly pod: string; readonly node: string }>>();
  /** The volumes that each pod holds, by its uid. */
  readonly #held = new Map<string, readonly string[]>();

  constructor(client: Client) {
    this.#client = client;
  }

  /** Attaches the volumes of a pod to its node, all of them or none. */
  attach(pod: Pod): AttachRefusal | undefined {
    const node = pod.spec?.nodeName ?? '';
    const volumes = this.#volumesOf(pod);
    for (const name of volumes) {
      const others = [...(this.#holders.get(name)?.values() ?? [])].filter((holder) => holder.node !== node);
      if (others.length > 0) {
        return { volume: name, message: `Multi-Attach error for volume "${name}": Volume is already used by pod(s) ${others.map((holder) => holder.pod).sort().join(', ')}` };
      }
    }
    if (volumes.length > 0) this.#held.set(pod.metadata.uid ?? '', volumes);
    for (const name of volumes) {
      const holders = this.#holders.get(name) ?? new Map<string, { readonly pod: string; readonly node: string }>();
      this.#holders.set(name, holders.set(pod.metadata.uid ?? '', { pod: objectKey(pod), node }));
    }
    return undefined;
  }

  /** The pod has ended: what it held is free. True when it held anything. */
  detach(uid: string): boolean {
    const volumes = this.#held.get(uid) ?? [];
    for (const name of volumes) this.#holders.get(name)?.delete(uid);
    this.#held.delete(uid);
    return volumes.length > 0;
  }

  #volumesOf(pod: Pod): string[] {
    const names = (pod.spec?.volumes ?? []).flatMap((volume) => {
      const claimName = volume.persistentVolumeClaim?.claimName ?? (volume.ephemeral === undefined ? undefined : `${pod.metadata.name ?? ''}-${volume.name}`);
      const claim = claimName === undefined ? undefined : this.#client.get('PersistentVolumeClaim', pod.metadata.namespace, claimName);
      const persistent = claim?.spec?.volumeName === undefined ? undefined : this.#client.get('PersistentVolume', undefined, claim.spec.volumeName);
      return persistent !== undefined && this.#isForOneNode(persistent) ? [persistent.metadata.name ?? ''] : [];
    });
    return [...new Set(names)].sort();
  }

  #isForOneNode({ spec }: PersistentVolume): boolean {
    const modes = spec?.accessModes ?? [];
    if (modes.length === 0 || modes.includes('ReadWriteMany') || modes.includes('ReadOnlyMany')) return false;
    if (!ATTACHABLE.some((source) => spec?.[source] !== undefined)) return false;
    const driver = spec?.csi === undefined ? undefined : this.#client.store.get('CSIDriver.storage.k8s.io', undefined, spec.csi.driver ?? '');
    return (driver as { readonly spec?: { readonly attachRequired?: boolean } } | undefined)?.spec?.attachRequired !== false;
  }
}
