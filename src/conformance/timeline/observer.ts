import { equalJson } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import type { Cluster } from '../../sim/cluster.ts';
import { parseTime } from '../../sim/kernel/wall-clock.ts';
import { isReady } from '../../sim/pods/conditions.ts';
import { controllerOf, type Pod } from '../../sim/objects.ts';
import type { Aliases } from './aliases.ts';
import type { Observation } from './recording.ts';

type Fields = Readonly<Record<string, unknown>>;

const COUNTS: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['replicas', 'updatedReplicas', 'readyReplicas', 'availableReplicas', 'unavailableReplicas', 'terminatingReplicas'],
  ReplicaSet: ['replicas', 'readyReplicas', 'availableReplicas', 'terminatingReplicas'],
  StatefulSet: ['replicas', 'readyReplicas', 'availableReplicas', 'currentReplicas', 'updatedReplicas'],
  DaemonSet: ['desiredNumberScheduled', 'currentNumberScheduled', 'updatedNumberScheduled', 'numberReady', 'numberAvailable', 'numberUnavailable', 'numberMisscheduled'],
  Job: ['active', 'ready', 'succeeded', 'failed', 'terminating', 'completedIndexes', 'failedIndexes'],
  PodDisruptionBudget: ['desiredHealthy', 'expectedPods', 'currentHealthy', 'disruptionsAllowed'],
  HorizontalPodAutoscaler: ['currentReplicas', 'desiredReplicas', 'currentMetrics'],
  ResourceQuota: ['hard', 'used'],
  PersistentVolumeClaim: ['phase'],
  Namespace: ['phase'],
};

const TIMES: Readonly<Record<string, readonly string[]>> = {
  Job: ['startTime', 'completionTime'],
  CronJob: ['lastScheduleTime', 'lastSuccessfulTime'],
  HorizontalPodAutoscaler: ['lastScaleTime'],
};

const SCALED = new Set(['Deployment', 'ReplicaSet', 'StatefulSet']);
const TIMED_CONDITIONS = new Set(['Deployment', 'ReplicaSet', 'Job']);
const CONDITION_KINDS = new Set(['Deployment', 'ReplicaSet', 'Job', 'PodDisruptionBudget', 'HorizontalPodAutoscaler', 'Node']);
const SHOWN = new Set([...Object.keys(COUNTS), 'CronJob', 'Node', 'Pod', 'ConfigMap']);

/** Watches a cluster and writes down what `observed` lists, from `startMs` on, in seconds since then. */
export class Observer {
  readonly observed: Observation[] = [];
  readonly #cluster: Cluster;
  readonly #aliases: Aliases;
  readonly #startMs: number;
  readonly #known = new Map<string, Map<string, unknown>>();

  constructor(cluster: Cluster, aliases: Aliases, namespace: string, startMs: number) {
    this.#cluster = cluster;
    this.#aliases = aliases;
    this.#startMs = startMs;
    cluster.store.watchAll(({ type, object, previous }) => {
      if (!SHOWN.has(object.kind) || isSurrounding(object) || (object.metadata.namespace ?? namespace) !== namespace) return;
      this.#note(object, type === 'deleted');
      const isAdopted = type === 'updated' && controllerOf(object) !== undefined && previous !== undefined && controllerOf(previous) === undefined;
      if (isAdopted) this.add(`${object.kind}/${this.#aliases.of(object)}`, 'owned', null);
    });
  }

  /** Notes an object that was there before. */
  see(kind: string, name: string): void {
    const object = this.#cluster.store.get(kind, undefined, name);
    if (object !== undefined) this.#note(object, false);
  }

  add(object: string, what: string, value: unknown): void {
    this.observed.push({ t: (this.#cluster.loop.nowMs - this.#startMs) / 1000, object, what, value });
  }

  #note(object: KubeObject, gone: boolean): void {
    const name = `${object.kind}/${this.#aliases.of(object)}`;
    if (gone) {
      const graceSeconds = object.metadata.deletionGracePeriodSeconds;
      if (object.kind === 'Pod' && !equalJson(this.#known.get(name)?.get('deleting'), { graceSeconds })) this.add(name, 'deleting', { graceSeconds });
      this.add(name, 'gone', true);
      this.#known.delete(name);
      return;
    }
    let known = this.#known.get(name);
    if (known === undefined) {
      this.#known.set(name, (known = new Map()));
      this.add(name, 'created', true);
    }
    const fields = this.#fieldsOf(object);
    for (const [what, value] of known) {
      if (!what.startsWith('condition ') || value === null || fields.some(([field]) => field === what)) continue;
      known.set(what, null);
      this.add(name, what, null);
    }
    for (const [what, value] of fields) {
      if (equalJson(known.get(what), value) || (!known.has(what) && isStartValue(value))) continue;
      known.set(what, value);
      this.add(name, what, value);
    }
  }

  #fieldsOf(object: KubeObject): [string, unknown][] {
    const { kind, metadata } = object;
    const { spec = {}, status = {} } = object as { readonly spec?: Fields; readonly status?: Fields };
    const fields: [string, unknown][] = [];
    if (metadata.deletionTimestamp !== undefined) fields.push(['deleting', { graceSeconds: kind === 'Namespace' ? null : (metadata.deletionGracePeriodSeconds ?? 0) }]);
    fields.push(['finalizers', finalizersOf(object)]);
    if (SCALED.has(kind)) fields.push(['spec.replicas', spec['replicas'] ?? 0]);
    for (const field of COUNTS[kind] ?? []) fields.push([field, status[field] ?? null]);
    for (const field of TIMES[kind] ?? []) fields.push([field, this.#seconds(status[field])]);
    if (CONDITION_KINDS.has(kind)) fields.push(...this.#conditions(object, status));
    fields.push(...this.#own(object, spec, status));
    return fields;
  }

  #conditions(object: KubeObject, status: Fields): [string, unknown][] {
    const conditions = (status['conditions'] ?? []) as readonly Fields[];
    return conditions.map(({ type, status: value, reason, lastTransitionTime, lastUpdateTime }) => {
      const timed = TIMED_CONDITIONS.has(object.kind) ? { lastTransition: this.#seconds(lastTransitionTime) } : {};
      const updated = object.kind === 'Deployment' ? { lastUpdate: this.#seconds(lastUpdateTime) } : {};
      return [`condition ${String(type)}`, { status: value, reason, ...timed, ...updated }];
    });
  }

  /** What only one kind has. */
  #own(object: KubeObject, spec: Fields, status: Fields): [string, unknown][] {
    switch (object.kind) {
      case 'Pod':
        return podFields(object as Pod);
      case 'StatefulSet':
        return ['currentRevision', 'updateRevision'].map((field) => [field, this.#revision(object, status[field])]);
      case 'Job':
        return [['spec.suspend', spec['suspend'] ?? false]];
      case 'CronJob':
        return [['active', ((status['active'] ?? []) as readonly { readonly uid?: string }[]).map(({ uid }) => this.#aliases.ofUid(uid) ?? '')]];
      case 'Node':
        return [['unschedulable', spec['unschedulable'] ?? false], ['taints', ((spec['taints'] ?? []) as readonly Fields[]).map(taintText).sort()]];
      case 'PodDisruptionBudget':
        return [['disruptedPods', Object.keys((status['disruptedPods'] ?? {}) as object).map((name) => this.#podAlias(object, name))]];
      default:
        return [];
    }
  }

  #podAlias(budget: KubeObject, name: string): string {
    const pod = this.#cluster.store.get('Pod', budget.metadata.namespace, name);
    return pod === undefined ? name : this.#aliases.of(pod);
  }

  #revision(set: KubeObject, name: unknown): unknown {
    const revision = this.#cluster.store.get('ControllerRevision.apps', set.metadata.namespace, String(name ?? ''));
    return revision === undefined ? null : this.#aliases.of(revision);
  }

  #seconds(time: unknown): number | null {
    const epochMs = typeof time === 'string' ? parseTime(time) : undefined;
    return epochMs === undefined ? null : (epochMs - this.#cluster.clock.startEpochMs - this.#startMs) / 1000;
  }
}

function podFields(pod: Pod): [string, unknown][] {
  const fields: [string, unknown][] = [
    ['phase', pod.status?.phase ?? null],
    ['node', pod.spec?.nodeName ?? null],
    ['ready', isReady(pod)],
  ];
  for (const { type, status, reason } of pod.status?.conditions ?? []) {
    if (type === 'DisruptionTarget' || (type === 'PodScheduled' && status === 'False')) fields.push([`condition ${type}`, { status, reason }]);
  }
  const failures = Number(pod.metadata.annotations?.['batch.kubernetes.io/job-index-failure-count'] ?? 0);
  return [...fields, ['indexFailureCount', failures]];
}

/** What keeps a pod of a Job is shown when the pod is to go. */
function finalizersOf({ kind, metadata }: KubeObject): readonly string[] {
  const finalizers = metadata.finalizers ?? [];
  return kind === 'Pod' && metadata.deletionTimestamp === undefined ? finalizers.filter((name) => !name.startsWith('batch.kubernetes.io/')) : finalizers;
}

function taintText({ key, value, effect }: Fields): string {
  return value === undefined ? `${String(key)}:${String(effect)}` : `${String(key)}=${String(value)}:${String(effect)}`;
}

/** Nodes of the surroundings, objects of the system. */
function isSurrounding({ kind, metadata }: KubeObject): boolean {
  if (kind === 'Node') return /^g\d$/.test(metadata.name ?? '');
  if (kind === 'Namespace') return metadata.deletionTimestamp === undefined;
  return (metadata.namespace ?? '').startsWith('kube-') || metadata.name === 'kube-root-ca.crt';
}

export function isStartValue(value: unknown): boolean {
  if (value === null || value === undefined || value === 0 || value === '' || value === false) return true;
  return Array.isArray(value) ? value.length === 0 : typeof value === 'object' && Object.keys(value).length === 0;
}
