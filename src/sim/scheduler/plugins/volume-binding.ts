import type { Labels } from '../../../api/label-selector.ts';
import { matchesLabelSelector } from '../../../api/label-selector.ts';
import { compareQuantities, parseQuantity } from '../../../api/quantity.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../api/types/core-v1.ts';
import type { CSIStorageCapacity, StorageClass } from '../../../api/types/storage-v1.ts';
import type { SchedulerFeatures } from '../features.ts';
import type { Plugin, PreFilterResult } from '../framework.ts';
import { definePlugin } from '../framework.ts';
import type { NodeInfo } from '../node-info.ts';
import type { PodInfo } from '../pod-info.ts';
import type { Snapshot } from '../snapshot.ts';
import { failure, unresolvable } from '../status.ts';
import { SELECTED_NODE, annotation, classOfClaim, isBound, reachesNode, smallestSuitableVolume, waitsForConsumer } from '../../../api/volume-claims.ts';

const NAME = 'VolumeBinding';
const NO_PROVISIONER = 'kubernetes.io/no-provisioner';
const NO_VOLUME = "node(s) didn't find available persistent volumes to bind";

interface State {
  readonly snapshot: Snapshot;
  readonly bound: readonly PersistentVolumeClaim[];
  /** Claims that wait for a consumer, smallest first. */
  readonly delayed: readonly PersistentVolumeClaim[];
}

/** What happens to the unbound claims of a pod when it goes to a node. */
export interface VolumeDecision {
  readonly bindings: readonly { readonly claim: PersistentVolumeClaim; readonly volume: PersistentVolume }[];
  readonly provisions: readonly PersistentVolumeClaim[];
}

/** Volumes must reach the node, exist there, or be able to be made there (plugins/volumebinding, v1.36). Scores nothing by default. */
export function volumeBinding(features: SchedulerFeatures): Plugin {
  return definePlugin({
    name: NAME,
    scope: 'cycle',
    preFilter(pod, snapshot): PreFilterResult<State> {
      if (pod.claimNames.length === 0) return { kind: 'skip' };
      const sorted = sortClaims(pod, snapshot);
      if (typeof sorted === 'string') return { kind: 'rejected', status: unresolvable(NAME, sorted) };
      const faulty = sorted.delayed.find((claim) => classOfClaim(claim) === '');
      if (faulty !== undefined) return { kind: 'rejected', status: failure(NAME, `no class for claim "${faulty.metadata?.name ?? ''}"`) };
      return { kind: 'state', state: { ...sorted, snapshot } };
    },
    filter(state: State, _pod, node) {
      const reasons: string[] = [];
      const volumes = state.bound.map((claim) => state.snapshot.objects.get('PersistentVolume', '', claim.spec?.volumeName ?? ''));
      const missing = volumes.indexOf(undefined);
      const known = missing === -1 ? volumes : volumes.slice(0, missing);
      const isReached = known.every((volume) => volume === undefined || reachesNode(volume, node));
      if (!isReached) reasons.push(features.volumeAffinityText);
      const decision = decide(state, node);
      if (typeof decision === 'string') reasons.push(decision);
      if (isReached && missing !== -1) reasons.push('node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)');
      return reasons.length === 0 ? undefined : unresolvable(NAME, ...reasons);
    },
  });
}

/**
 * Which volumes the scheduler binds or has provisioned when the pod goes to the node: what is written to claims and volumes before
 * the pod is bound. Undefined when the pod cannot go there.
 */
export function decideVolumes(pod: PodInfo, node: NodeInfo, snapshot: Snapshot): VolumeDecision | undefined {
  const sorted = sortClaims(pod, snapshot);
  if (typeof sorted === 'string') return undefined;
  const decision = decide({ ...sorted, snapshot }, node);
  return typeof decision === 'string' ? undefined : decision;
}

function sortClaims(pod: PodInfo, { objects }: Snapshot): { bound: PersistentVolumeClaim[]; delayed: PersistentVolumeClaim[] } | string {
  const bound: PersistentVolumeClaim[] = [];
  const delayed: PersistentVolumeClaim[] = [];
  let isImmediatePending = false;
  for (const volume of pod.spec.volumes ?? []) {
    if (volume.persistentVolumeClaim === undefined && volume.ephemeral === undefined) continue;
    const name = volume.persistentVolumeClaim?.claimName ?? `${pod.name}-${volume.name ?? ''}`;
    const claim = objects.get('PersistentVolumeClaim', pod.namespace, name);
    const isEphemeral = volume.persistentVolumeClaim === undefined;
    if (claim === undefined) {
      return isEphemeral ? `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"` : `persistentvolumeclaim "${name}" not found`;
    }
    if (claim.status?.phase === 'Lost') return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim.spec?.volumeName ?? ''}"`;
    if (claim.metadata?.deletionTimestamp !== undefined) return `persistentvolumeclaim "${name}" is being deleted`;
    if (isEphemeral && claim.metadata?.ownerReferences?.some(({ controller, uid }) => controller === true && uid === pod.pod.metadata?.uid) !== true) {
      return `PVC ${pod.namespace}/${name} was not created for pod ${pod.namespace}/${pod.name} (pod is not owner)`;
    }
    if (isBound(claim)) bound.push(claim);
    else if ((claim.spec?.volumeName ?? '') === '' && waitsForConsumer(objects.get('StorageClass', '', classOfClaim(claim)))) delayed.push(claim);
    else isImmediatePending = true;
  }
  if (isImmediatePending) return 'pod has unbound immediate PersistentVolumeClaims';
  return { bound, delayed: delayed.sort(bySize) };
}

function bySize(a: PersistentVolumeClaim, b: PersistentVolumeClaim): number {
  const [left, right] = [a, b].map((claim) => parseQuantity(claim.spec?.resources?.requests?.['storage'] ?? 0));
  return left === undefined || right === undefined ? 0 : compareQuantities(left, right);
}

/** A volume for each claim that waits, or the promise of one; the reason when there is none. */
function decide({ delayed, snapshot }: State, node: NodeInfo): VolumeDecision | string {
  const bindings: { claim: PersistentVolumeClaim; volume: PersistentVolume }[] = [];
  const provisions: PersistentVolumeClaim[] = [];
  const taken = new Set<PersistentVolume>();
  const volumes = delayed.length === 0 ? [] : snapshot.objects.all('PersistentVolume');
  for (const claim of delayed) {
    const selected = annotation(claim, SELECTED_NODE);
    if (selected !== undefined && selected !== node.name) return NO_VOLUME;
    const volume = selected === undefined ? smallestSuitableVolume(claim, volumes, node, taken) : undefined;
    if (volume === undefined) provisions.push(claim);
    else {
      taken.add(volume);
      bindings.push({ claim, volume });
    }
  }
  for (const claim of provisions) {
    const storageClass = snapshot.objects.get('StorageClass', '', classOfClaim(claim));
    const obstacle = obstacleToProvision(claim, storageClass, node, snapshot);
    if (obstacle !== undefined) return obstacle;
  }
  return { bindings, provisions };
}

function obstacleToProvision(claim: PersistentVolumeClaim, storageClass: StorageClass | undefined, node: NodeInfo, snapshot: Snapshot): string | undefined {
  const provisioner = storageClass?.provisioner ?? '';
  if (storageClass === undefined || provisioner === '' || provisioner === NO_PROVISIONER) return NO_VOLUME;
  if (!allowsTopology(storageClass, node.labels)) return NO_VOLUME;
  return hasCapacity(claim, storageClass, provisioner, node, snapshot) ? undefined : 'node(s) did not have enough free storage';
}

function allowsTopology(storageClass: StorageClass, labels: Labels): boolean {
  const terms = storageClass.allowedTopologies ?? [];
  return terms.length === 0 || terms.some(({ matchLabelExpressions = [] }) => matchLabelExpressions.length > 0 && matchLabelExpressions.every(({ key = '', values = [] }) => Object.hasOwn(labels, key) && values.includes(labels[key] ?? '')));
}

/** Drivers that publish capacity must have published enough for the class where the node can reach it. */
function hasCapacity(claim: PersistentVolumeClaim, storageClass: StorageClass, provisioner: string, node: NodeInfo, { objects }: Snapshot): boolean {
  const request = claim.spec?.resources?.requests?.['storage'];
  const wanted = request === undefined ? undefined : parseQuantity(request);
  if (wanted === undefined || objects.get('CSIDriver', '', provisioner)?.spec?.storageCapacity !== true) return true;
  const isEnough = ({ maximumVolumeSize, capacity }: CSIStorageCapacity): boolean => {
    const limit = parseQuantity(maximumVolumeSize ?? capacity ?? -1);
    return limit !== undefined && compareQuantities(limit, wanted) >= 0;
  };
  return objects
    .all('CSIStorageCapacity')
    .some((capacity) => capacity.storageClassName === storageClass.metadata?.name && isEnough(capacity) && matchesLabelSelector(capacity.nodeTopology, node.labels));
}
