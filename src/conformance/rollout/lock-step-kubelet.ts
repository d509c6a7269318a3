import type { Cluster } from '../../sim/cluster.ts';
import { Client } from '../../sim/apiserver/client.ts';
import { evictPod } from '../../sim/apiserver/eviction.ts';
import { controllerOf, type PersistentVolume, type PersistentVolumeClaim, type Pod } from '../../sim/objects.ts';
import { isTerminal, isTerminating, withPodCondition } from '../../sim/pods/conditions.ts';
import type { LockStepScript } from './recording.ts';

/** Only claims of the classes that the recordings brought along get a volume. */
export const PROVISIONER = 'sim.example/provisioner';

/** The kubelet of the recordings: it moves in lock step, one call of `tick` after the controllers have settled. */
export class LockStepKubelet {
  readonly #cluster: Cluster;
  readonly #client: Client;
  readonly #script: LockStepScript;
  readonly #createdIn = new Map<string, number>();
  readonly #finished = new Map<string, number>();
  #tick = 0;
  #addresses = 0;

  constructor(cluster: Cluster, script: LockStepScript) {
    this.#cluster = cluster;
    this.#client = new Client(cluster.server, 'kubelet');
    this.#script = script;
    cluster.store.watch('Pod', ({ type, object }) => {
      if (type === 'created') this.#createdIn.set(object.metadata.uid ?? '', this.#tick);
    });
  }

  /** One tick. `drained` is a node whose pods are asked to leave first, and the controllers settle. Returns the answers to those requests by code. */
  tick(drained: string | undefined, settle: () => void): Record<string, number> {
    this.#tick += 1;
    const evictions = drained === undefined ? {} : this.#evictAll(drained);
    if (drained !== undefined) settle();
    if (this.#provision()) return evictions;
    const pods = this.#pods();
    const terminating = pods.filter(isTerminating);
    const pending = pods.filter((pod) => !isTerminating(pod) && pod.status?.phase === 'Pending' && isBound(pod));
    const finishing = pods.filter((pod) => !isTerminating(pod) && pod.status?.phase === 'Running' && controllerOf(pod)?.kind === 'Job');
    for (const pod of terminating) this.#client.delete(pod, { graceSeconds: 0 });
    const first = this.#script.mode === 'one' ? 1 : Number.POSITIVE_INFINITY;
    for (const pod of this.#inOrder(pending).slice(0, first)) this.#start(pod);
    if (this.#script.mode === 'batch' || pending.length === 0) for (const pod of this.#inOrder(finishing).slice(0, first)) this.#finish(pod);
    return evictions;
  }

  #pods(): Pod[] {
    return [...this.#cluster.store.list('Pod')];
  }

  #inOrder(pods: readonly Pod[]): Pod[] {
    const keys = new Map(pods.map((pod) => [pod, this.#orderOf(pod)]));
    return [...pods].sort((a, b) => compareLists(keys.get(a) ?? [], keys.get(b) ?? []));
  }

  /** The tick it was created in, then owner's revision, ordinal, node, index. */
  #orderOf(pod: Pod): (number | string)[] {
    const owner = controllerOf(pod);
    const set = owner?.kind === 'ReplicaSet' ? this.#cluster.store.get('ReplicaSet.apps', pod.metadata.namespace, owner.name) : undefined;
    const revision = Number(set?.metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
    const ordinal = Number(pod.metadata.labels?.['apps.kubernetes.io/pod-index'] ?? 0);
    const index = Number(pod.metadata.annotations?.['batch.kubernetes.io/job-completion-index'] ?? 0);
    return [this.#createdIn.get(pod.metadata.uid ?? '') ?? 0, revision, ordinal, pod.spec?.nodeName ?? '', index, pod.metadata.uid ?? ''];
  }

  #start(pod: Pod): void {
    const neverReady = (pod.spec?.containers ?? []).some((container) => this.#script.neverReady?.includes(container.image ?? '') === true);
    this.#addresses += 1;
    this.#setStatus(pod, { phase: 'Running', podIP: `10.0.${this.#addresses >> 8}.${this.#addresses & 255}` }, neverReady ? 'False' : 'True');
  }

  #finish(pod: Pod): void {
    const job = controllerOf(pod)?.name ?? '';
    const index = pod.metadata.annotations?.['batch.kubernetes.io/job-completion-index'];
    const key = index !== undefined && this.#script.outcomes?.[`${job}:${index}`] !== undefined ? `${job}:${index}` : job;
    const count = this.#finished.get(key) ?? 0;
    this.#finished.set(key, count + 1);
    const exitCode = this.#script.outcomes?.[key]?.[count] ?? 0;
    const finishedAt = this.#cluster.clock.timestamp;
    const containerStatuses = (pod.spec?.containers ?? []).map(({ name }) => ({ name, ready: false, state: { terminated: { exitCode, finishedAt } } }));
    this.#setStatus(pod, { phase: exitCode === 0 ? 'Succeeded' : 'Failed', containerStatuses }, 'False');
  }

  #setStatus(pod: Pod, changes: Pod['status'], ready: 'True' | 'False'): void {
    const current = this.#cluster.store.get('Pod', pod.metadata.namespace, pod.metadata.name ?? '');
    if (current === undefined || isTerminal(current)) return;
    const conditions = withPodCondition(current.status?.conditions ?? [], { type: 'Ready', status: ready }, this.#cluster.clock.timestamp);
    this.#client.updateStatus({ ...current, status: { ...current.status, ...changes, conditions } } as Pod);
  }

  /** Makes all volumes that claims wait for; true when there were any. */
  #provision(): boolean {
    const waiting = [...this.#cluster.store.list('PersistentVolumeClaim')].filter((claim) => this.#waitsForVolume(claim));
    for (const claim of waiting) this.#makeVolume(claim);
    return waiting.length > 0;
  }

  #waitsForVolume(claim: PersistentVolumeClaim): boolean {
    if (claim.status?.phase !== 'Pending' || claim.metadata.deletionTimestamp !== undefined) return false;
    const storageClass = this.#cluster.store.get('StorageClass.storage.k8s.io', undefined, claim.spec?.storageClassName ?? '');
    if (storageClass === undefined || storageClass.provisioner !== PROVISIONER) return false;
    return storageClass.volumeBindingMode !== 'WaitForFirstConsumer' || claim.metadata.annotations?.['volume.kubernetes.io/selected-node'] !== undefined;
  }

  #makeVolume(claim: PersistentVolumeClaim): void {
    const { namespace, name, uid } = claim.metadata;
    this.#client.create<PersistentVolume>({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: `pvc-${uid ?? ''}`, annotations: { 'pv.kubernetes.io/provisioned-by': PROVISIONER } },
      spec: {
        capacity: { storage: claim.spec?.resources?.requests?.['storage'] ?? '1Gi' },
        accessModes: claim.spec?.accessModes,
        storageClassName: claim.spec?.storageClassName,
        persistentVolumeReclaimPolicy: 'Delete',
        volumeMode: 'Filesystem',
        claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid },
        csi: { driver: 'sim.example', volumeHandle: uid },
      },
    });
  }

  #evictAll(node: string): Record<string, number> {
    const codes: Record<string, number> = {};
    for (const pod of this.#pods()) {
      if (pod.spec?.nodeName !== node || controllerOf(pod)?.kind === 'DaemonSet' || isTerminating(pod)) continue;
      const result = evictPod(this.#cluster.server, pod.metadata.namespace ?? '', pod.metadata.name ?? '', {}, 'drain');
      const code = result.ok ? '201' : String(result.code);
      codes[code] = (codes[code] ?? 0) + 1;
    }
    return codes;
  }
}

function isBound(pod: Pod): boolean {
  return (pod.spec?.nodeName ?? '') !== '';
}

function compareLists(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined || left === right) continue;
    return left < right ? -1 : 1;
  }
  return 0;
}
