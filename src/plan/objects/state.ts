import type { KubernetesVersion } from '../../api/kubernetes-version.ts';
import type { ManifestDocument, ManifestSet } from '../../load/manifest-set.ts';
import { plannedObject, type PlannedObject } from './planned-object.ts';
import { scopes } from './scope.ts';
import { podSpecOf, templatePath } from './workload.ts';

/** One of the two states that a plan compares: objects by identity, in a fixed order that does not depend on the order of files. */
export interface State {
  readonly objects: readonly PlannedObject[];
  /** Also those that a later document with the same identity replaces: each of them is applied. */
  readonly applied: readonly PlannedObject[];
  readonly get: (kind: string, namespace: string | undefined, name: string) => PlannedObject | undefined;
  readonly ofKind: (kind: string, namespace?: string) => readonly PlannedObject[];
  /** Everything that makes pods: Pods themselves and built-in workloads, as far as the API server can read them. */
  readonly workloads: readonly PlannedObject[];
}

export interface StateOptions {
  readonly version: KubernetesVersion;
  readonly defaultNamespace: string;
  /** Documents whose definitions of custom resources count for both states. */
  readonly definitions: readonly ManifestDocument[];
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
  return {
    objects,
    applied,
    get: (kind, namespace, name) => byName.get(nameKey(kind, namespace, name)),
    ofKind: (kind, namespace) => objects.filter(({ reference }) => reference.kind === kind && (namespace === undefined || reference.namespace === namespace)),
    workloads: objects.filter(({ stated, malformed }) => malformed === undefined && (stated.kind === 'Pod' || templatePath(stated) !== undefined) && podSpecOf(stated) !== undefined),
  };
}

function nameKey(kind: string, namespace: string | undefined, name: string): string {
  return `${kind} ${namespace ?? ''}/${name}`;
}
