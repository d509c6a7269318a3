import type { Deployment, ReplicaSet } from '../../objects.ts';

export const REVISION = 'deployment.kubernetes.io/revision';
const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history';
const DESIRED_REPLICAS = 'deployment.kubernetes.io/desired-replicas';
const MAX_REPLICAS = 'deployment.kubernetes.io/max-replicas';

/** Annotations of the Deployment that its ReplicaSets do not get (annotationsToSkip in pkg/controller/deployment/util, v1.36). */
const NOT_COPIED = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  REVISION_HISTORY,
  DESIRED_REPLICAS,
  MAX_REPLICAS,
  'deprecated.deployment.rollback.to',
]);

export type Annotations = Readonly<Record<string, string>>;

export function revisionOf(set: ReplicaSet): number {
  return numberOf(set.metadata.annotations?.[REVISION]) ?? 0;
}

/** The size that the Deployment wanted when it last scaled this ReplicaSet. */
export function desiredReplicasAnnotation(set: ReplicaSet): number | undefined {
  return numberOf(set.metadata.annotations?.[DESIRED_REPLICAS]);
}

export function maxReplicasAnnotation(set: ReplicaSet): number {
  return numberOf(set.metadata.annotations?.[MAX_REPLICAS]) ?? 0;
}

/** The annotations with the sizes that proportional scaling starts from; the same object when they say so already. */
export function withReplicas(annotations: Annotations | undefined, desired: number, max: number): Annotations {
  if (annotations?.[DESIRED_REPLICAS] === String(desired) && annotations[MAX_REPLICAS] === String(max)) return annotations;
  return { ...annotations, [DESIRED_REPLICAS]: String(desired), [MAX_REPLICAS]: String(max) };
}

/** The annotations of a ReplicaSet that is the new one at `revision` (SetNewReplicaSetAnnotations); the same object when nothing changes. */
export function newReplicaSetAnnotations(deployment: Deployment, annotations: Annotations | undefined, revision: number): Annotations | undefined {
  let next: Record<string, string> | undefined;
  for (const [key, value] of Object.entries(deployment.metadata.annotations ?? {})) {
    if (NOT_COPIED.has(key) || annotations?.[key] === value) continue;
    next ??= { ...annotations };
    next[key] = value;
  }
  const old = annotations?.[REVISION];
  if ((numberOf(old) ?? 0) < revision) {
    next ??= { ...annotations };
    next[REVISION] = String(revision);
    if (old !== undefined) {
      const history = annotations?.[REVISION_HISTORY];
      next[REVISION_HISTORY] = history === undefined || history === '' ? old : `${history},${old}`;
    }
  }
  return next ?? annotations;
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined;
}
