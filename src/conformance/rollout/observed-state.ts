import type { Condition } from '../../api/types/meta-v1.ts';
import type { Cluster } from '../../sim/cluster.ts';
import { controllerOf, type EndpointSlice, type Pod, type Service } from '../../sim/objects.ts';
import { isReady } from '../../sim/pods/conditions.ts';
import type { KubeObject } from '../../api/object.ts';
import type { State } from './recording.ts';

const DEFAULT_NAMESPACE = 'default';

/** Names ReplicaSets and revisions OWNER#N in order of creation, as the recordings do. */
export class ObservedNames {
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  constructor(cluster: Cluster) {
    for (const kind of ['ReplicaSet.apps', 'ControllerRevision.apps']) {
      cluster.store.watch(kind, ({ type, object }) => {
        const owner = controllerOf(object);
        if (type !== 'created' || owner === undefined) return;
        const count = this.#counts.get(owner.uid) ?? 0;
        this.#counts.set(owner.uid, count + 1);
        this.#names.set(object.metadata.name ?? '', `${owner.name}#${count}`);
      });
    }
  }

  of(name: string | undefined): string {
    return this.#names.get(name ?? '') ?? name ?? '';
  }
}

/** The state of all sections of a namespace, as `trace[].state` writes it. */
export function observedState(cluster: Cluster, names: ObservedNames, namespace = DEFAULT_NAMESPACE): State {
  const byName = (kind: string, read: SectionReader, rename?: (name: string) => string): Record<string, unknown> => sectionOf(cluster, namespace, kind, read, rename);
  const state: Record<string, Record<string, unknown>> = {
    deployments: byName('Deployment.apps', ({ spec, status }) => ({
      ...pick(spec, status, { spec: 'replicas' }, ['replicas', 'updatedReplicas', 'readyReplicas', 'availableReplicas', 'unavailableReplicas']),
      conditions: conditionsOf(status),
    })),
    replicaSets: byName('ReplicaSet.apps', ({ spec, status }) => pick(spec, status, { spec: 'replicas' }, ['replicas', 'readyReplicas', 'availableReplicas']), (name) => names.of(name)),
    statefulSets: byName('StatefulSet.apps', ({ spec, status }) => ({
      ...pick(spec, status, { spec: 'replicas' }, ['replicas', 'readyReplicas', 'availableReplicas', 'currentReplicas', 'updatedReplicas']),
      currentRevision: names.of(status['currentRevision'] as string | undefined),
      updateRevision: names.of(status['updateRevision'] as string | undefined),
    })),
    daemonSets: byName('DaemonSet.apps', ({ status }) =>
      pick({}, status, {}, ['desiredNumberScheduled', 'currentNumberScheduled', 'numberReady', 'updatedNumberScheduled', 'numberAvailable', 'numberUnavailable', 'numberMisscheduled']),
    ),
    jobs: byName('Job.batch', ({ status }) => {
      const indexes = Object.fromEntries(['completedIndexes', 'failedIndexes'].filter((field) => (status[field] ?? '') !== '').map((field) => [field, status[field]]));
      return { ...pick({}, status, {}, ['active', 'ready', 'succeeded', 'failed']), conditions: conditionsOf(status), ...indexes };
    }),
    pods: observedPods(cluster, names, namespace),
    endpoints: observedEndpoints(cluster, namespace),
    podDisruptionBudgets: byName('PodDisruptionBudget.policy', ({ status }) => pick({}, status, {}, ['currentHealthy', 'desiredHealthy', 'disruptionsAllowed', 'expectedPods'])),
    quotas: byName('ResourceQuota', ({ status }) => status['used']),
    claims: byName('PersistentVolumeClaim', ({ status, object }) => ({ phase: status['phase'], deleting: object.metadata.deletionTimestamp !== undefined })),
  };
  return Object.fromEntries(Object.entries(state).filter(([, section]) => Object.keys(section).length > 0));
}

type Fields = Readonly<Record<string, unknown>>;

type SectionReader = (parts: { readonly spec: Fields; readonly status: Fields; readonly object: KubeObject }) => unknown;

function sectionOf(cluster: Cluster, namespace: string, kind: string, read: SectionReader, rename = (name: string): string => name): Record<string, unknown> {
  const section: Record<string, unknown> = {};
  for (const object of cluster.store.list(kind)) {
    if (object.metadata.namespace !== namespace) continue;
    const { spec = {}, status = {} } = object as { readonly spec?: Fields; readonly status?: Fields };
    section[rename(object.metadata.name ?? '')] = read({ spec, status, object });
  }
  return section;
}

function pick(spec: Fields, status: Fields, fromSpec: Readonly<Record<string, string>>, fromStatus: readonly string[]): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fromSpec)) result[name] = spec[field];
  for (const field of fromStatus) result[field] = status[field] ?? 0;
  return result;
}

function conditionsOf(status: Fields): Record<string, unknown> {
  const conditions = (status['conditions'] ?? []) as readonly Condition[];
  return Object.fromEntries(conditions.map(({ type = '', status: value, reason }) => [type, { status: value, reason }]));
}

function observedEndpoints(cluster: Cluster, namespace: string): Record<string, unknown> {
  const section: Record<string, { ready: number; serving: number; terminating: number }> = {};
  for (const object of cluster.store.list('Service')) if (object.metadata.namespace === namespace && hasSelector(object)) section[object.metadata.name ?? ''] = { ready: 0, serving: 0, terminating: 0 };
  for (const slice of cluster.store.list('EndpointSlice.discovery.k8s.io') as Iterable<EndpointSlice>) {
    if (slice.metadata.namespace !== namespace) continue;
    const service = slice.metadata.labels?.['kubernetes.io/service-name'] ?? '';
    if (cluster.store.get('Service', namespace, service) === undefined) continue;
    const counts = (section[service] ??= { ready: 0, serving: 0, terminating: 0 });
    for (const { conditions } of slice.endpoints ?? []) {
      if (conditions?.ready === true) counts.ready += 1;
      if (conditions?.serving === true) counts.serving += 1;
      if (conditions?.terminating === true) counts.terminating += 1;
    }
  }
  return section;
}

/** Nobody makes slices of a Service without a selector, unless it has Endpoints. */
function hasSelector({ spec }: Service): boolean {
  return Object.keys(spec?.selector ?? {}).length > 0;
}

function observedPods(cluster: Cluster, names: ObservedNames, namespace: string): Record<string, unknown> {
  const section: Record<string, Record<string, unknown> | string> = {};
  const onNodes = new Map<string, Map<string, string[]>>();
  for (const pod of cluster.store.list('Pod') as Iterable<Pod>) {
    if (pod.metadata.namespace !== namespace) continue;
    const owner = controllerOf(pod);
    const name = pod.metadata.name ?? '';
    const phase = phaseText(pod);
    const revision = ` @${names.of(`${owner?.name ?? ''}-${pod.metadata.labels?.['controller-revision-hash']?.split('-').at(-1) ?? ''}`)}`;
    if (owner === undefined || owner.kind === 'ReplicationController') section[`orphan:${name}`] = phase;
    else if (owner.kind === 'StatefulSet') group(section, owner.name)[name] = phase + revision;
    else if (owner.kind === 'DaemonSet') add(onNodes, owner.name, nodeOf(pod), phase + revision);
    else if (owner.kind === 'Job') count(group(section, owner.name), `${indexText(pod)}${phase}`);
    else count(group(section, names.of(owner.name)), phase);
  }
  for (const [owner, nodes] of onNodes) {
    const byNode: Record<string, unknown> = {};
    for (const pods of nodes.values()) count(byNode, [...pods].sort().join(' + '));
    section[owner] = { byNode };
  }
  return section;
}

function phaseText(pod: Pod): string {
  const unscheduled = (pod.spec?.nodeName ?? '') === '' ? '/Unscheduled' : '';
  if (pod.metadata.deletionTimestamp !== undefined) return `Terminating${unscheduled}`;
  const phase = pod.status?.phase ?? 'Pending';
  return `${phase}${phase === 'Running' && isReady(pod) ? '/Ready' : ''}${unscheduled}`;
}

function nodeOf(pod: Pod): string {
  const terms = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return pod.spec?.nodeName ?? terms[0]?.matchFields?.[0]?.values?.[0] ?? '';
}

function indexText(pod: Pod): string {
  const index = pod.metadata.annotations?.['batch.kubernetes.io/job-completion-index'];
  return index === undefined ? '' : `${index}:`;
}

function group(section: Record<string, Record<string, unknown> | string>, key: string): Record<string, unknown> {
  const found = section[key];
  if (typeof found === 'object') return found;
  const made = {};
  section[key] = made;
  return made;
}

function count(counts: Record<string, unknown>, key: string): void {
  counts[key] = ((counts[key] as number | undefined) ?? 0) + 1;
}

function add(groups: Map<string, Map<string, string[]>>, owner: string, node: string, text: string): void {
  let nodes = groups.get(owner);
  if (nodes === undefined) groups.set(owner, (nodes = new Map()));
  const found = nodes.get(node);
  if (found === undefined) nodes.set(node, [text]);
  else found.push(text);
}
