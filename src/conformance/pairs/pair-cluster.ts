import type { KubeObject } from '../../api/object.ts';
import type { ManifestDocument } from '../../load/manifest-set.ts';
import { UserRequests } from '../../sim/apiserver/user-requests.ts';
import { type Cluster, createCluster } from '../../sim/cluster.ts';
import { CONTROLLERS } from '../../sim/components.ts';
import type { Node, StorageClass } from '../../sim/objects.ts';
import { startScheduler } from '../../sim/placement/scheduler-component.ts';
import { LockStepKubelet, PROVISIONER } from '../rollout/lock-step-kubelet.ts';
import { ObservedNames, observedState } from '../rollout/observed-state.ts';
import type { State } from '../rollout/recording.ts';

/** What a request takes: the controllers act between two of them. */
const REQUEST_MS = 20;
const NODES = 6;
const ZONES = ['a', 'b', 'c'];

/** What the API server said to one document. */
export interface DocumentAnswer {
  readonly id: string;
  readonly kind: string;
  readonly refused: boolean;
  readonly unknownKind: boolean;
  readonly causes: readonly string[];
  readonly message: string;
}

/** The cluster of the recordings: six equal nodes, a default storage class, kubelets in lock step. */
export class PairCluster {
  readonly #cluster: Cluster;
  readonly #settleMs: number;
  readonly #names: ObservedNames;
  readonly #kubelet: LockStepKubelet;
  readonly #requests: UserRequests;

  /** `settleMs`: how long the controllers are left alone after each tick. */
  constructor(namespaces: readonly string[], settleMs: number) {
    this.#settleMs = settleMs;
    this.#cluster = createCluster({ version: '1.36', startEpochMs: 1_767_225_600_000, components: [(context) => startScheduler(context, { delayMs: 0, decisions: [] }), ...CONTROLLERS] });
    this.#names = new ObservedNames(this.#cluster);
    this.#kubelet = new LockStepKubelet(this.#cluster, { mode: 'batch' });
    this.#requests = new UserRequests(this.#cluster.server);
    for (let index = 0; index < NODES; index += 1) this.#cluster.server.put(node(index), 'user');
    this.#cluster.server.put(STORAGE_CLASS, 'user');
    for (const name of namespaces) this.#requests.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    this.settle();
  }

  /** Applies documents in the order of the recordings: namespaces, then definitions, then the rest as they stand. */
  apply(documents: readonly ManifestDocument[]): DocumentAnswer[] {
    const rank = ({ kind }: ManifestDocument): number => (kind === 'Namespace' ? 0 : kind === 'CustomResourceDefinition' ? 1 : 2);
    const ordered = documents.map((document, index) => ({ document, index })).sort((a, b) => rank(a.document) - rank(b.document) || a.index - b.index);
    return ordered.map(({ document }) => this.#applyOne(document));
  }

  #applyOne(document: ManifestDocument): DocumentAnswer {
    const outcome = this.#requests.apply(document.object as unknown as KubeObject);
    this.#advance(REQUEST_MS);
    const { kind } = document;
    const id = `${document.file}#${document.document}`;
    if (outcome.accepted) return { id, kind, refused: false, unknownKind: false, causes: [], message: '' };
    const causes = outcome.causes.map(({ path, reason }) => `${path} ${reason}`).sort();
    return { id, kind, refused: true, unknownKind: outcome.code === 404 && causes.length === 0, causes, message: outcome.message };
  }

  prune(documents: readonly ManifestDocument[]): void {
    for (const { apiVersion, kind, namespace, name } of documents) {
      const slash = apiVersion.indexOf('/');
      const key = slash === -1 ? kind : `${kind}.${apiVersion.slice(0, slash)}`;
      const found = this.#cluster.store.get(key, namespace || 'default', name) === undefined ? undefined : namespace || 'default';
      this.#cluster.server.delete(key, found, name, { propagation: 'Background' }, 'user');
    }
  }

  /** Lets the kubelets do one step, and the controllers what follows from it. */
  tick(): void {
    this.#kubelet.tick(undefined, () => this.settle());
    this.settle();
  }

  settle(): void {
    this.#advance(this.#settleMs);
  }

  #advance(byMs: number): void {
    const { loop } = this.#cluster;
    const untilMs = loop.nowMs + byMs;
    while ((loop.nextMs ?? Number.POSITIVE_INFINITY) <= untilMs) loop.step();
    loop.advanceTo(untilMs);
  }

  state(namespace: string): State {
    return observedState(this.#cluster, this.#names, namespace);
  }
}

const STORAGE_CLASS: StorageClass = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: PROVISIONER,
  volumeBindingMode: 'WaitForFirstConsumer',
  reclaimPolicy: 'Delete',
};

function node(index: number): Node {
  const name = `general-${index}`;
  const allocatable = { cpu: '64', memory: '256Gi', pods: '500' };
  const labels = { pool: 'general', 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64', 'beta.kubernetes.io/os': 'linux', 'beta.kubernetes.io/arch': 'amd64', 'topology.kubernetes.io/zone': `zone-${ZONES[index % ZONES.length] ?? ''}` };
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels }, spec: {}, status: { allocatable, capacity: allocatable, conditions: [{ type: 'Ready', status: 'True' }] } };
}
