import type { DeploymentStatus } from '../../../api/types/apps-v1.ts';
import { clientOf, type ComponentContext } from '../../component.ts';
import type { Client } from '../../apiserver/client.ts';
import type { Deployment, ReplicaSet } from '../../objects.ts';
import type { Recorder } from '../../recorder.ts';
import { controllerReference } from '../ownership.ts';
import { newReplicaSetAnnotations, REVISION, revisionOf, withReplicas } from './annotations.ts';
import { byAge, fencepostsOf, newReplicaSetSize, replicasOf } from './arithmetic.ts';
import { conditionOf, hasProgressDeadline, REASON, withCondition } from './conditions.ts';
import { equalIgnoringHash, HASH_LABEL, templateHash, withHash } from './template-hash.ts';

/** One sync of one Deployment: what it works with. `deployment` is the latest state that this sync has written. */
export interface Sync {
  deployment: Deployment;
  readonly client: Client;
  readonly recorder: Recorder;
  /** All ReplicaSets that belong to the Deployment, as this sync has left them. */
  sets: readonly ReplicaSet[];
}

export interface NewAndOld {
  readonly newSet: ReplicaSet | undefined;
  /** Oldest first. */
  readonly oldSets: readonly ReplicaSet[];
  readonly all: readonly ReplicaSet[];
}

/** A failed step of a sync: it is repeated with back-off. */
export interface SyncFailure {
  readonly failed: string;
}

export function syncContext(context: ComponentContext, deployment: Deployment, sets: readonly ReplicaSet[], client = clientOf(context, 'deployment-controller')): Sync {
  return { deployment, client, recorder: context.recorder, sets };
}

/**
 * Which ReplicaSet has the Deployment's template, with its revision and annotations brought up to date, and which are old
 * (getAllReplicaSetsAndSyncRevision in pkg/controller/deployment/sync.go, v1.36). With `create` a missing one is made.
 */
export function newAndOldReplicaSets(sync: Sync, create: boolean): NewAndOld | SyncFailure {
  const sorted = [...sync.sets].sort(byAge);
  const existing = sorted.find((set) => equalIgnoringHash(set.spec?.template, sync.deployment.spec?.template));
  const oldSets = sorted.filter((set) => set !== existing);
  const revision = oldSets.reduce((max, set) => Math.max(max, revisionOf(set)), 0) + 1;
  if (existing === undefined && !create) return { newSet: undefined, oldSets, all: oldSets };
  const newSet = existing === undefined ? createNew(sync, oldSets, revision) : adjustExisting(sync, existing, revision);
  return 'failed' in newSet ? newSet : { newSet, oldSets, all: [...oldSets, newSet] };
}

function adjustExisting(sync: Sync, existing: ReplicaSet, revision: number): ReplicaSet | SyncFailure {
  const annotations = newReplicaSetAnnotations(sync.deployment, existing.metadata.annotations, revision);
  const minReadySeconds = sync.deployment.spec?.minReadySeconds ?? 0;
  if (annotations !== existing.metadata.annotations || (existing.spec?.minReadySeconds ?? 0) !== minReadySeconds) {
    const updated = sync.client.update({ ...existing, metadata: { ...existing.metadata, annotations: annotations as Record<string, string> }, spec: { ...existing.spec, minReadySeconds } });
    if (!updated.ok) return { failed: updated.message };
    sync.sets = sync.sets.map((set) => (set === existing ? updated.object : set));
    return updated.object;
  }
  const reason = hasProgressDeadline(sync.deployment) && conditionOf(sync.deployment.status?.conditions, 'Progressing') === undefined ? REASON.found : undefined;
  const failure = saveRevision(sync, revisionOf(existing), reason, `Found new replica set "${existing.metadata.name ?? ''}"`);
  return failure ?? existing;
}

function createNew(sync: Sync, oldSets: readonly ReplicaSet[], revision: number): ReplicaSet | SyncFailure {
  const { deployment, client, recorder } = sync;
  const template = deployment.spec?.template ?? {};
  const hash = templateHash(template, deployment.status?.collisionCount ?? 0);
  const name = `${deployment.metadata.name ?? ''}-${hash}`;
  const size = newReplicaSetSize(deployment, oldSets, 0);
  const newTemplate = withHash(template, hash);
  const annotations = withReplicas(newReplicaSetAnnotations(deployment, undefined, revision), replicasOf(deployment), replicasOf(deployment) + fencepostsOf(deployment).surge);
  const created = client.create<ReplicaSet>({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace: deployment.metadata.namespace,
      labels: newTemplate.metadata?.labels,
      annotations: { ...annotations },
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas: size,
      minReadySeconds: deployment.spec?.minReadySeconds ?? 0,
      selector: { ...deployment.spec?.selector, matchLabels: { ...deployment.spec?.selector?.matchLabels, [HASH_LABEL]: hash } },
      template: newTemplate,
    },
  });
  if (!created.ok) return created.reason === 'AlreadyExists' ? countCollision(sync, name) : reportFailure(sync, name, created.message);
  if (size > 0) recorder.event(deployment, 'Normal', 'ScalingReplicaSet', `Scaled up replica set ${name} from 0 to ${size}`, client.by);
  const failure = saveRevision(sync, revision, hasProgressDeadline(deployment) ? REASON.created : undefined, `Created new replica set "${name}"`);
  return failure ?? created.object;
}

/** Another ReplicaSet has that name: the count goes into the next hash. */
function countCollision(sync: Sync, name: string): SyncFailure {
  const collisionCount = (sync.deployment.status?.collisionCount ?? 0) + 1;
  sync.client.updateStatus({ ...sync.deployment, status: { ...sync.deployment.status, collisionCount } });
  return { failed: `ReplicaSet ${name} exists already` };
}

function reportFailure(sync: Sync, name: string, why: string): SyncFailure {
  const { deployment, client, recorder } = sync;
  const message = `Failed to create new replica set "${name}": ${why}`;
  if (hasProgressDeadline(deployment)) {
    const conditions = withCondition(deployment.status?.conditions ?? [], { type: 'Progressing', status: 'False', reason: REASON.createFailed, message }, client.clock.timestamp);
    client.updateStatus(withStatus(deployment, { conditions: [...conditions] }));
  }
  recorder.event(deployment, 'Warning', REASON.createFailed, message, client.by);
  return { failed: message };
}

/** Writes the Deployment's revision annotation, and a Progressing condition when `reason` is given, if that changes anything. */
function saveRevision(sync: Sync, revision: number, reason: string | undefined, message: string): SyncFailure | undefined {
  const { deployment, client } = sync;
  const annotated = deployment.metadata.annotations?.[REVISION] === String(revision);
  if (annotated && reason === undefined) return undefined;
  const conditions = deployment.status?.conditions ?? [];
  const next = reason === undefined ? conditions : withCondition(conditions, { type: 'Progressing', status: 'True', reason, message }, client.clock.timestamp);
  const metadata = { ...deployment.metadata, annotations: { ...deployment.metadata.annotations, [REVISION]: String(revision) } };
  const updated = client.updateStatus(withStatus({ ...deployment, metadata }, { conditions: [...next] }));
  if (!updated.ok) return { failed: updated.message };
  sync.deployment = updated.object;
  return undefined;
}

export function withStatus(deployment: Deployment, changes: Partial<DeploymentStatus>): Deployment {
  return { ...deployment, status: { ...deployment.status, ...changes } };
}

/** Sets the size of a ReplicaSet and the annotations that go with it (scaleReplicaSet); returns it as it is now. */
export function scaleReplicaSet(sync: Sync, set: ReplicaSet, replicas: number): { readonly set: ReplicaSet; readonly scaled: boolean } {
  const { deployment, client, recorder } = sync;
  const before = replicasOf(set);
  const annotations = withReplicas(set.metadata.annotations, replicasOf(deployment), replicasOf(deployment) + fencepostsOf(deployment).surge);
  if (before === replicas && annotations === set.metadata.annotations) return { set, scaled: false };
  const updated = client.update({ ...set, metadata: { ...set.metadata, annotations: { ...annotations } }, spec: { ...set.spec, replicas } });
  if (!updated.ok) return { set, scaled: false };
  if (before === replicas) return { set: updated.object, scaled: false };
  const direction = before < replicas ? 'up' : 'down';
  recorder.event(deployment, 'Normal', 'ScalingReplicaSet', `Scaled ${direction} replica set ${set.metadata.name ?? ''} from ${before} to ${replicas}`, client.by);
  return { set: updated.object, scaled: true };
}
