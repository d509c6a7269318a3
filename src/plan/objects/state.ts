import { isJsonObject } from '../../api/json.ts';
import type { KubernetesVersion } from '../../api/kubernetes-version.ts';
import { matchesLabelSelector } from '../../api/label-selector.ts';
import type { LabelSelector } from '../../api/types/meta-v1.ts';
import type { ManifestSet } from '../../load/manifest-set.ts';
import { plannedObject, type PlannedObject } from './planned-object.ts';
import { scopes, type Definition } from './scope.ts';
import { podSpecOf, podTemplateOf, templatePath } from './workload.ts';

/** One of the two states that a plan compares: objects by identity, in a fixed order that does not depend on the order of files. */
export interface State {
  readonly objects: readonly PlannedObject[];
  /** Also those that a later document with the same identity replaces: each of them is applied. */
  readonly applied: readonly PlannedObject[];
  readonly get: (kind: string, namespace: string | undefined, name: string) => PlannedObject | undefined;
  readonly ofKind: (kind: string, namespace?: string) => readonly PlannedObject[];
  /** Everything that makes pods: Pods themselves and built-in workloads, as far as the API server can read them. */
  readonly workloads: readonly PlannedObject[];
  /** The workloads of a namespace whose pods have the labels that a selector asks for; none for no selector. */
  readonly selectedBy: (selector: LabelSelector | undefined, namespace: string | undefined) => PlannedObject[];
}

export interface StateOptions {
  readonly version: KubernetesVersion;
  readonly defaultNamespace: string;
  /** What defines custom resources, for both states. */
  readonly definitions: readonly Definition[];
}

/** The last of several documents with the same identity counts, as it would when they are applied in turn. */
export function stateOf(set: ManifestSet | undefined, options: StateOptions): State {
  const context = { version: options.version, defaultNamespace: options.defaultNamespace, scopeOf: scopes(options.definitions, options.version) };
  const applied = (set?.documents ?? []).map((document) => plannedObject(document, context)).filter((object) => object !== undefined);
  // Files may come in any order, but are applied by name.
  const ordered = [...applied].sort((a, b) => (a.document.file < b.document.file ? -1 : a.document.file > b.document.file ? 1 : a.document.document - b.document.document));
  return indexed([...new Map(ordered.map((object) => [object.key, object])).values()], ordered);
}

function indexed(unordered: readonly PlannedObject[], applied: readonly PlannedObject[]): State {
  const objects = [...unordered].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const byName = new Map(objects.map((object) => [nameKey(object.reference.kind, object.reference.namespace, object.reference.name), object]));
  const byKind = grouped(objects, ({ reference: { kind, namespace } }) => (namespace === undefined ? [kind] : [kind, `${kind} ${namespace}`]));
  const workloads = objects.filter(({ stated, malformed }) => malformed === undefined && (stated.kind === 'Pod' || templatePath(stated) !== undefined) && podSpecOf(stated) !== undefined);
  const byLabel = grouped(workloads, labelKeys);
  return {
    objects,
    applied,
    get: (kind, namespace, name) => byName.get(nameKey(kind, namespace, name)),
    ofKind: (kind, namespace) => byKind.get(namespace === undefined ? kind : `${kind} ${namespace}`) ?? [],
    workloads,
    selectedBy: (selector, namespace) => (byLabel.get(bucketOf(selector, namespace)) ?? []).filter(({ stated }) => matchesLabelSelector(selector, podTemplateOf(stated)?.metadata?.labels)),
  };
}

/** Lists of objects by each of the keys that an object has, in the order of the objects. */
function grouped(objects: readonly PlannedObject[], keysOf: (object: PlannedObject) => readonly string[]): Map<string, PlannedObject[]> {
  const groups = new Map<string, PlannedObject[]>();
  for (const object of objects) {
    for (const key of keysOf(object)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [object]);
      else group.push(object);
    }
  }
  return groups;
}

/** The namespace with each label of the pods, and without. */
function labelKeys({ reference: { namespace }, stated }: PlannedObject): string[] {
  const labels = podTemplateOf(stated)?.metadata?.labels;
  return [labelKey(namespace), ...Object.entries(isJsonObject(labels) ? labels : {}).map(([name, value]) => labelKey(namespace, name, String(value)))];
}

/** Where to look for what a selector matches: at one of the labels that it asks for, or in the whole namespace. */
function bucketOf(selector: LabelSelector | undefined, namespace: string | undefined): string {
  const [pair] = Object.entries(selector?.matchLabels ?? {});
  return labelKey(namespace, ...(pair ?? []));
}

function labelKey(namespace: string | undefined, ...pair: readonly unknown[]): string {
  return [namespace ?? '', ...pair].join(' ');
}

function nameKey(kind: string, namespace: string | undefined, name: string): string {
  return `${kind} ${namespace ?? ''}/${name}`;
}
