import { kubectlRank } from '../api/kubectl-order.ts';
import type { PlannedObject } from './objects/planned-object.ts';
import { textAt } from './objects/workload.ts';

/** Whose rules decide in which order objects are applied. */
export const APPLY_ORDERS = ['kubectl', 'helm', 'argocd'] as const;
export type ApplyOrder = (typeof APPLY_ORDERS)[number];

/** Sees by its annotations and comments who will apply the input. */
export function guessOrder(objects: readonly PlannedObject[]): ApplyOrder {
  const annotated = (prefix: string): boolean => objects.some(({ stated }) => Object.keys(stated.metadata.annotations ?? {}).some((name) => name.startsWith(prefix)));
  if (annotated('argocd.argoproj.io/sync-wave') || annotated('argocd.argoproj.io/hook')) return 'argocd';
  const byHelm = annotated('helm.sh/hook') || objects.some(({ stated }) => stated.metadata.labels?.['app.kubernetes.io/managed-by'] === 'Helm');
  return byHelm && !bringsNamespaceOfHooks(objects) ? 'helm' : 'kubectl';
}

/** Helm runs hooks before it creates any other object, so a chart cannot bring the namespace of its hooks: somebody has rendered it and applies the text. */
function bringsNamespaceOfHooks(objects: readonly PlannedObject[]): boolean {
  const isHook = ({ stated }: PlannedObject): boolean => textAt(stated, 'metadata', 'annotations', 'helm.sh/hook') !== undefined;
  const brought = new Set(objects.filter((object) => object.reference.kind === 'Namespace' && !isHook(object)).map(({ reference }) => reference.name));
  return objects.some((object) => isHook(object) && brought.has(object.reference.namespace ?? ''));
}

/** The objects in waves: each wave is applied at once, the next one when everything has settled. */
export function wavesOf(objects: readonly PlannedObject[], order: ApplyOrder): readonly (readonly PlannedObject[])[] {
  const ranked = objects.map((object) => ({ object, wave: WAVE_OF[order](object), rank: RANK_OF[order](object.reference.kind) })).filter(({ wave }) => wave !== NEVER);
  ranked.sort((a, b) => a.wave - b.wave || a.rank - b.rank || byPlace(a.object, b.object));
  const waves: PlannedObject[][] = [];
  let last: number | undefined;
  for (const { object, wave } of ranked) {
    if (wave !== last) waves.push([]);
    last = wave;
    waves[waves.length - 1]?.push(object);
  }
  return waves;
}

const NEVER = Number.POSITIVE_INFINITY;

/** helm.sh/helm/v3/pkg/releaseutil/kind_sorter.go, `InstallOrder`. */
const HELM_INSTALL = [
  'PriorityClass', 'Namespace', 'NetworkPolicy', 'ResourceQuota', 'LimitRange', 'PodSecurityPolicy', 'PodDisruptionBudget', 'ServiceAccount', 'Secret', 'SecretList', 'ConfigMap',
  'StorageClass', 'PersistentVolume', 'PersistentVolumeClaim', 'CustomResourceDefinition', 'ClusterRole', 'ClusterRoleList', 'ClusterRoleBinding', 'ClusterRoleBindingList', 'Role',
  'RoleList', 'RoleBinding', 'RoleBindingList', 'Service', 'DaemonSet', 'Pod', 'ReplicationController', 'ReplicaSet', 'Deployment', 'HorizontalPodAutoscaler', 'StatefulSet', 'Job',
  'CronJob', 'IngressClass', 'Ingress', 'APIService',
];
/** argoproj/gitops-engine pkg/sync/sync_tasks.go, `kindOrder`. */
const ARGOCD_SYNC = [
  'Namespace', 'NetworkPolicy', 'ResourceQuota', 'LimitRange', 'PodSecurityPolicy', 'PodDisruptionBudget', 'ServiceAccount', 'Secret', 'ConfigMap', 'StorageClass', 'PersistentVolume',
  'PersistentVolumeClaim', 'CustomResourceDefinition', 'ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding', 'Service', 'DaemonSet', 'Pod', 'ReplicationController', 'ReplicaSet',
  'Deployment', 'StatefulSet', 'Job', 'CronJob', 'IngressClass', 'Ingress', 'APIService',
];

const RANK_OF: Readonly<Record<ApplyOrder, (kind: string) => number>> = {
  kubectl: kubectlRank,
  helm: (kind) => rank(HELM_INSTALL, kind),
  argocd: (kind) => rank(ARGOCD_SYNC, kind),
};

function rank(kinds: readonly string[], kind: string): number {
  const index = kinds.indexOf(kind);
  return index === -1 ? kinds.length : index;
}

const PHASE_COLUMNS = 1_000_000;

const WAVE_OF: Readonly<Record<ApplyOrder, (object: PlannedObject) => number>> = {
  kubectl: () => 0,
  helm: (object) => phaseOf(textAt(object.stated, 'metadata', 'annotations', 'helm.sh/hook'), ['pre-install', 'pre-upgrade'], ['post-install', 'post-upgrade'], number(object, 'helm.sh/hook-weight')),
  argocd: (object) => {
    const wave = number(object, 'argocd.argoproj.io/sync-wave');
    return phaseOf(textAt(object.stated, 'metadata', 'annotations', 'argocd.argoproj.io/hook'), ['PreSync'], ['PostSync'], wave, ['Sync']);
  },
};

/** Before, in the middle or after; hooks for other occasions (tests, failures, deletion) are not applied at all. */
function phaseOf(hook: string | undefined, before: readonly string[], after: readonly string[], weight: number, during: readonly string[] = []): number {
  if (hook === undefined) return during.length === 0 ? 0 : weight;
  const hooks = hook.split(',').map((name) => name.trim());
  if (hooks.some((name) => before.includes(name))) return weight - PHASE_COLUMNS;
  if (hooks.some((name) => during.includes(name))) return weight;
  return hooks.some((name) => after.includes(name)) ? weight + PHASE_COLUMNS : NEVER;
}

function number(object: PlannedObject, annotation: string): number {
  const value = Number.parseInt(textAt(object.stated, 'metadata', 'annotations', annotation) ?? '0', 10);
  return Number.isNaN(value) ? 0 : value;
}

function byPlace(a: PlannedObject, b: PlannedObject): number {
  if (a.document.file !== b.document.file) return a.document.file < b.document.file ? -1 : 1;
  if (a.document.document !== b.document.document) return a.document.document - b.document.document;
  const [left, right] = [a.document.locate(''), b.document.locate('')];
  return left.line - right.line || left.column - right.column || (a.key < b.key ? -1 : 1);
}
