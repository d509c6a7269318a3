import type { KubeObject } from '../../api/object.ts';
import { configUses } from '../objects/references.ts';
import type { State } from '../objects/state.ts';
import { fieldOf, listAt, podSpecOf, textAt } from '../objects/workload.ts';

/** Namespaces that every cluster has. */
const SYSTEM_NAMESPACES = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

export interface AssumedObjects {
  /** What the simulation needs to go on; it takes ConfigMaps and Secrets as existing by itself. */
  readonly objects: readonly KubeObject[];
  /** What is assumed, for people: `Namespace shop`, `ServiceAccount shop/web`. */
  readonly names: readonly string[];
}

/**
 * What the input refers to and neither state nor the cluster has: namespaces, service accounts, ConfigMaps, Secrets, priority classes and a default storage class. A part of
 * what somebody deploys is often kept elsewhere, so a plan that took it as missing would cry wolf; lint says what does not resolve.
 */
export function assumedObjects(states: readonly State[], cluster: readonly KubeObject[]): AssumedObjects {
  const wanted = new Map<string, KubeObject>();
  const named = new Set<string>();
  const known = new Set(cluster.map((object) => keyOf(object.kind, object.metadata.namespace, object.metadata.name)));
  for (const state of states) for (const { reference } of state.objects) known.add(keyOf(reference.kind, reference.namespace, reference.name));
  const assume = (apiVersion: string, kind: string, namespace: string | undefined, name: string | undefined, rest: object = {}): void => {
    const key = keyOf(kind, namespace, name);
    if (name !== undefined && name !== '' && !known.has(key)) wanted.set(key, { apiVersion, kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }) }, ...rest } as KubeObject);
  };
  for (const state of states) {
    for (const { reference } of state.objects) assumeNamespace(reference.namespace);
    for (const { reference, stated } of state.workloads) {
      const spec = podSpecOf(stated) ?? {};
      const { namespace } = reference;
      const account = spec.serviceAccountName ?? spec.serviceAccount;
      if (account !== 'default') assume('v1', 'ServiceAccount', namespace, account);
      if (!spec.priorityClassName?.startsWith('system-')) assume('scheduling.k8s.io/v1', 'PriorityClass', undefined, spec.priorityClassName, { value: 0 });
      for (const { kind, name } of configUses(spec)) if (!known.has(keyOf(kind, namespace, name))) named.add(`${kind} ${namespace ?? ''}/${name}`);
    }
  }
  const classes = [...cluster, ...states.flatMap(({ objects }) => objects.map(({ stated }) => stated))].filter(({ kind }) => kind === 'StorageClass');
  if (classes.length === 0 && states.some(claimsByDefaultClass)) wanted.set('StorageClass', DEFAULT_CLASS);
  const stated = new Set(wanted.keys());
  for (const object of cluster) assumeNamespace(object.metadata.namespace);
  const objects = [...wanted.values()].sort((a, b) => rank(a) - rank(b) || (keyOf(a.kind, a.metadata.namespace, a.metadata.name) < keyOf(b.kind, b.metadata.namespace, b.metadata.name) ? -1 : 1));
  return { objects, names: [...objects.filter(({ kind, metadata }) => stated.has(kind === 'StorageClass' ? kind : keyOf(kind, metadata.namespace, metadata.name))).map(({ kind, metadata }) => `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name ?? ''}`), ...[...named].sort()] };

  function assumeNamespace(name: string | undefined): void {
    if (name !== undefined && !SYSTEM_NAMESPACES.has(name)) assume('v1', 'Namespace', undefined, name);
  }
}

/** Nearly every cluster has one; what it is called does not matter. */
const DEFAULT_CLASS = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'default', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: 'assumed.kubeplan.dev',
  volumeBindingMode: 'WaitForFirstConsumer',
} as KubeObject;

/** Whether claims leave the class to the cluster. */
function claimsByDefaultClass(state: State): boolean {
  const claims = state.ofKind('PersistentVolumeClaim').filter(({ malformed }) => malformed === undefined).map(({ stated }): unknown => stated);
  const templates = state.ofKind('StatefulSet').filter(({ malformed }) => malformed === undefined).flatMap(({ stated }) => listAt(stated, 'spec', 'volumeClaimTemplates'));
  const ephemeral = state.workloads.flatMap(({ stated }) => listAt(podSpecOf(stated), 'volumes').map((volume) => fieldOf(volume, 'ephemeral', 'volumeClaimTemplate')).filter((template) => template !== undefined));
  return [...claims, ...templates, ...ephemeral].some((claim) => textAt(claim, 'spec', 'storageClassName') === undefined && textAt(claim, 'spec', 'volumeName') === undefined);
}

function rank(object: KubeObject): number {
  return object.kind === 'Namespace' ? 0 : 1;
}

function keyOf(kind: string, namespace: string | undefined, name: string | undefined): string {
  return `${kind} ${namespace ?? ''}/${name ?? ''}`;
}
