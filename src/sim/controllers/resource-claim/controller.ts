import { isFeatureOn } from '../../../api/feature-gates.ts';
import { namedClaim } from '../../../api/pod-resource-claims.ts';
import type { PodResourceClaim, PodResourceClaimStatus } from '../../../api/types/core-v1.ts';
import type { Client } from '../../apiserver/client.ts';
import { clientOf, reconcileQueue, type ComponentContext, type ReconcileResult } from '../../component.ts';
import type { WorkQueue } from '../../kernel/work-queue.ts';
import { controllerOf, keyFor, objectKey, type Pod, type ResourceClaim } from '../../objects.ts';
import { isTerminal, isTerminating } from '../../pods/conditions.ts';
import { CLAIM_FINALIZER, canBeReserved, isReservedFor, withConsumer } from '../../pods/claim-consumers.ts';
import { SecondaryIndex } from '../../store/secondary-index.ts';
import { claimFromTemplate, POD_CLAIM_NAME } from './generated-claim.ts';

const POD = 'pod:';
const CLAIM = 'claim:';
const CLAIMS = 'ResourceClaim.resource.k8s.io';
const TEMPLATES = 'ResourceClaimTemplate.resource.k8s.io';

/**
 * Makes the claims of pods from templates, and gives devices back when nobody uses them any more (pkg/controller/resourceclaim, v1.36). Divergence: pods
 * that a snapshot names as users of a claim, and does not contain, go on using it.
 */
export function startResourceClaimController(context: ComponentContext): void {
  if (!isFeatureOn('DynamicResourceAllocation', context.server.version)) return;
  const controller = new ResourceClaimController(context);
  controller.watch();
}

class ResourceClaimController {
  readonly #context: ComponentContext;
  readonly #client: Client;
  readonly #queue: WorkQueue;
  readonly #podsByClaim = new SecondaryIndex<Pod>((pod) => claimKeysOf(pod));
  /** The uids of pods that are gone. */
  readonly #gone = new Set<string>();

  constructor(context: ComponentContext) {
    this.#context = context;
    this.#client = clientOf(context, 'resource-claim-controller');
    this.#client.store.addIndex('Pod', this.#podsByClaim as unknown as SecondaryIndex);
    this.#queue = reconcileQueue(context, (key) => (key.startsWith(POD) ? this.#syncPod(key.slice(POD.length)) : this.#syncClaim(key.slice(CLAIM.length))));
  }

  watch(): void {
    this.#client.watch('Pod', ({ type, object }) => {
      if ((object.spec?.resourceClaims ?? []).length === 0 && object.status?.extendedResourceClaimStatus === undefined) return;
      if (type === 'deleted') this.#gone.add(object.metadata.uid ?? '');
      this.#onPod(object, type === 'deleted');
    });
    this.#client.watch(CLAIMS, ({ type, object }) => {
      const key = objectKey(object);
      if (type !== 'deleted') this.#queue.add(CLAIM + key);
      for (const pod of this.#podsByClaim.list(key)) this.#onPod(pod, false);
    });
    // A pod whose template was missing is tried again in any case; what is new is that a run has something to wait for.
    this.#client.watch(TEMPLATES, ({ type, object }) => {
      if (type === 'created') for (const key of this.#queue.failing()) if (key.startsWith(`${POD}${object.metadata.namespace ?? ''}/`)) this.#queue.waitFor(key);
    });
  }

  #onPod(pod: Pod, isGone: boolean): void {
    if (isGone || isDone(pod)) for (const key of claimKeysOf(pod)) this.#queue.add(CLAIM + key);
    else if (!isTerminating(pod) && this.#needsWork(pod)) this.#queue.add(POD + objectKey(pod));
  }

  #needsWork(pod: Pod): boolean {
    return (pod.spec?.resourceClaims ?? []).some((entry) => {
      const named = namedClaim(entry, pod.status);
      if (named.kind !== 'named') return named.kind === 'awaited';
      const claim = this.#client.get(CLAIMS, pod.metadata.namespace, named.name);
      if (claim === undefined) return entry.resourceClaimTemplateName !== undefined;
      return (pod.spec?.nodeName ?? '') !== '' && this.#isToBeReserved(claim, pod, named.isGenerated);
    });
  }

  #isToBeReserved(claim: ResourceClaim, pod: Pod, isGenerated: boolean): boolean {
    return (!isGenerated || isOwnedBy(claim, pod)) && claim.status?.allocation !== undefined && !isReservedFor(claim, pod) && canBeReserved(claim);
  }

  /** Makes the claims that the pod lacks, and reserves those of a pod that got its node without the scheduler. */
  #syncPod(key: string): ReconcileResult {
    const pod = this.#client.getByKey('Pod', key);
    if (pod === undefined || isTerminating(pod) || isTerminal(pod)) return undefined;
    const made: PodResourceClaimStatus[] = [];
    for (const entry of pod.spec?.resourceClaims ?? []) {
      const result = this.#claimFor(entry, pod);
      if (result === undefined) continue;
      if ('failed' in result) {
        this.#context.recorder.event(pod, 'Warning', 'FailedResourceClaimCreation', `PodResourceClaim ${entry.name ?? ''}: ${result.failed}`, this.#client.by);
        return result;
      }
      made.push({ name: entry.name, resourceClaimName: result.name });
    }
    if (made.length > 0) {
      const kept = (pod.status?.resourceClaimStatuses ?? []).filter(({ name }) => !made.some((status) => status.name === name));
      this.#client.updateStatus({ ...pod, status: { ...pod.status, resourceClaimStatuses: [...kept, ...made] } });
    }
    if ((pod.spec?.nodeName ?? '') !== '') this.#reserveFor(key);
    return undefined;
  }

  /** The name of a claim that was made just now, or lost its mention; undefined when there is nothing to do. */
  #claimFor(entry: PodResourceClaim, pod: Pod): { readonly name: string } | { readonly failed: string } | undefined {
    const { namespace } = pod.metadata;
    const named = namedClaim(entry, pod.status);
    if (named.kind === 'unneeded' || entry.resourceClaimTemplateName === undefined) return undefined;
    const known = named.kind === 'named' ? this.#client.get(CLAIMS, namespace, named.name) : undefined;
    if (known !== undefined && isOwnedBy(known, pod)) return undefined;
    for (const claim of this.#client.indexes.byController(CLAIMS).list(pod.metadata.uid ?? '')) {
      if (claim.metadata.annotations?.[POD_CLAIM_NAME] === entry.name) return { name: claim.metadata.name ?? '' };
    }
    const { resourceClaimTemplateName: templateName } = entry;
    const template = this.#client.get(TEMPLATES, namespace, templateName);
    if (template === undefined) return { failed: `resource claim template "${templateName}": resourceclaimtemplate.resource.k8s.io "${templateName}" not found` };
    const created = this.#client.create(claimFromTemplate(template, pod, entry.name ?? ''));
    return created.ok ? { name: created.object.metadata.name ?? '' } : { failed: `create ResourceClaim : ${created.message}` };
  }

  #reserveFor(podKey: string): void {
    const pod = this.#client.getByKey('Pod', podKey);
    if (pod === undefined) return;
    for (const entry of pod.spec?.resourceClaims ?? []) {
      const named = namedClaim(entry, pod.status);
      const claim = named.kind === 'named' ? this.#client.get(CLAIMS, pod.metadata.namespace, named.name) : undefined;
      if (claim !== undefined && named.kind === 'named' && this.#isToBeReserved(claim, pod, named.isGenerated)) this.#client.updateStatus(withConsumer(claim, pod));
    }
  }

  /** Strikes users that are gone, takes the devices back with the last one, and lets the claim go when it is to be deleted. */
  #syncClaim(key: string): ReconcileResult {
    const claim = this.#client.getByKey(CLAIMS, key);
    if (claim === undefined) return undefined;
    const reservedFor = claim.status?.reservedFor ?? [];
    const valid = reservedFor.filter(({ name, uid }) => this.#isUser(claim, name ?? '', uid ?? ''));
    const isLastGone = valid.length === 0 && reservedFor.length > 0;
    const isDeletable = valid.length === 0 && claim.metadata.deletionTimestamp !== undefined;
    const isOurs = claim.metadata.finalizers?.includes(CLAIM_FINALIZER) === true;
    if (valid.length < reservedFor.length || (isDeletable && isOurs)) {
      const { allocation, reservedFor: _users, ...status } = claim.status ?? {};
      const isKept = allocation !== undefined && !(isOurs && (isLastGone || isDeletable));
      const updated = this.#client.updateStatus({ ...claim, status: { ...status, ...(isKept ? { allocation } : {}), ...(valid.length === 0 ? {} : { reservedFor: valid }) } });
      if (updated.ok && isOurs && !isKept) {
        const { metadata } = updated.object;
        this.#client.update({ ...updated.object, metadata: { ...metadata, finalizers: (metadata.finalizers ?? []).filter((finalizer) => finalizer !== CLAIM_FINALIZER) } });
      }
    }
    if (valid.length === 0) this.#deleteIfUnused(key);
    return undefined;
  }

  #isUser({ metadata }: ResourceClaim, name: string, uid: string): boolean {
    if (this.#gone.has(uid)) return false;
    const pod = this.#client.get('Pod', metadata.namespace, name);
    return pod === undefined || (pod.metadata.uid === uid && !isDone(pod));
  }

  /** The claim that was made for a pod which has ended goes before the pod does. */
  #deleteIfUnused(key: string): void {
    const claim = this.#client.getByKey(CLAIMS, key);
    const owner = claim === undefined ? undefined : controllerOf(claim);
    if (claim === undefined || owner?.kind !== 'Pod' || claim.metadata.deletionTimestamp !== undefined) return;
    const pod = this.#client.get('Pod', claim.metadata.namespace, owner.name);
    if (pod !== undefined && (pod.metadata.uid !== owner.uid || isDone(pod))) this.#client.delete(claim);
  }
}

/** It will never run, or run again. */
function isDone(pod: Pod): boolean {
  return isTerminal(pod) || (isTerminating(pod) && (pod.spec?.nodeName ?? '') === '');
}

function isOwnedBy(claim: ResourceClaim, pod: Pod): boolean {
  return controllerOf(claim)?.uid === pod.metadata.uid;
}

/** The claims that a pod names, that were made for it, and that stands for its extended resources. */
function claimKeysOf(pod: Pod): string[] {
  const names = (pod.spec?.resourceClaims ?? []).flatMap((entry) => {
    const named = namedClaim(entry, pod.status);
    return named.kind === 'named' ? [named.name] : [];
  });
  const extended = pod.status?.extendedResourceClaimStatus?.resourceClaimName;
  return [...names, ...(extended === undefined ? [] : [extended])].map((name) => keyFor(pod.metadata.namespace, name));
}
