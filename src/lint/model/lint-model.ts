import type { LabelSelector } from '../../api/types/meta-v1.ts';
import type { ManifestSet } from '../../load/manifest-set.ts';
import { textAt } from '../fields.ts';
import { fitsWildcard } from '../wildcard.ts';
import { customScopesOf } from './custom-scopes.ts';
import type { LintObject } from './lint-object.ts';
import { lintObjectOf } from './lint-object.ts';
import type { PodTemplateMapping, PodView } from './pod-view.ts';
import { LabelIndex, labelSelectorAt, pairSelectorAt, SelectorIndex } from './selector.ts';

/** An object that exists though it is not in the input; absent parts match everything, `*` in a name any text. */
export interface ExternalObject {
  readonly kind: string;
  readonly name?: string;
  readonly namespace?: string;
}

export interface LintModelOptions {
  /** The namespace of namespaced objects that name none: what the kubectl context would say. */
  readonly defaultNamespace: string;
  readonly podTemplates: readonly PodTemplateMapping[];
  readonly external: readonly ExternalObject[];
}

/** Kinds whose selector picks pods of their own namespace. */
export type PodSelectingKind = 'Service' | 'NetworkPolicy' | 'PodDisruptionBudget';

/** The whole input as rules see it. Indexes are made on first use, so that no rule has to look through all objects. */
export interface LintModel {
  readonly objects: readonly LintObject[];
  readonly ofKind: (kindKey: string) => readonly LintObject[];
  readonly find: (kindKey: string, namespace: string, name: string) => LintObject | undefined;
  /** As `find`, by the bare kind, whatever its group. */
  readonly findOfAnyGroup: (kind: string, namespace: string, name: string) => LintObject | undefined;
  /** Whether an object is in the input or declared to exist outside it. */
  readonly exists: (kindKey: string, namespace: string, name: string) => boolean;
  readonly isExternal: (kindKey: string, namespace: string, name: string) => boolean;
  /** The objects with a pod or template in a namespace that a selector matches. */
  readonly podsMatching: (namespace: string, selector: LabelSelector) => readonly LintObject[];
  /** Whether a selector matches any pod or template in a namespace. */
  readonly hasPod: (namespace: string, selector: LabelSelector) => boolean;
  /** The Services, network policies or disruption budgets that select a pod. */
  readonly selecting: (kind: PodSelectingKind, pod: PodView) => readonly LintObject[];
  /** Whether a selector matches the labels of any Service in a namespace. */
  readonly hasService: (namespace: string, selector: LabelSelector) => boolean;
  /** HorizontalPodAutoscalers and KEDA ScaledObjects that name the object as their target. */
  readonly autoscalersOf: (object: LintObject) => readonly LintObject[];
  /** A value that rules share, computed once a run. */
  readonly shared: <T>(key: symbol, compute: () => T) => T;
}

export function lintModelOf(set: ManifestSet, options: LintModelOptions): LintModel {
  const customScopes = customScopesOf(set.documents);
  const objects = set.documents.map((document) =>
    lintObjectOf(document, { defaultNamespace: options.defaultNamespace, customScopes, podTemplates: options.podTemplates }),
  );
  const byKind = new Map<string, LintObject[]>();
  const byName = new Map<string, LintObject>();
  for (const object of objects) {
    append(byKind, object.kindKey, object);
    const key = nameKey(object.kindKey, object.namespace, object.name);
    if (object.name !== '' && !byName.has(key)) byName.set(key, object);
  }
  const memo = new Map<symbol, unknown>();
  const shared = <T>(key: symbol, compute: () => T): T => {
    if (!memo.has(key)) memo.set(key, compute());
    return memo.get(key) as T;
  };
  const ofKind = (kindKey: string): readonly LintObject[] => byKind.get(kindKey) ?? NONE;
  const find = (kindKey: string, namespace: string, name: string): LintObject | undefined => byName.get(nameKey(kindKey, namespace, name));
  const isExternal = (kindKey: string, namespace: string, name: string): boolean =>
    options.external.some((entry) => entry.kind === kindKey && fitsWildcard(entry.namespace, namespace) && fitsWildcard(entry.name, name));
  const pods = (namespace: string): LabelIndex<LintObject> | undefined => shared(PODS, () => indexPods(objects)).get(namespace);
  return {
    objects,
    ofKind,
    find,
    isExternal,
    findOfAnyGroup: (kind, namespace, name) => shared(ANY_GROUP, () => new Map(objects.map((object) => [nameKey(object.kind, object.namespace, object.name), object]))).get(nameKey(kind, namespace, name)),
    exists: (kindKey, namespace, name) => find(kindKey, namespace, name) !== undefined || isExternal(kindKey, namespace, name),
    podsMatching: (namespace, selector) => pods(namespace)?.matching(selector) ?? NONE,
    hasPod: (namespace, selector) => pods(namespace)?.matchesAny(selector) === true,
    selecting: (kind, pod) => shared(SELECTORS[kind], () => indexSelectors(ofKind(kind), kind)).get(pod.namespace)?.matching(pod.labels) ?? NONE,
    hasService: (namespace, selector) => shared(SERVICES, () => indexServices(ofKind('Service'))).get(namespace)?.matchesAny(selector) === true,
    autoscalersOf: (object) => shared(AUTOSCALERS, () => indexAutoscalers(ofKind)).get(nameKey(object.kind, object.namespace, object.name)) ?? NONE,
    shared,
  };
}

const NONE: readonly LintObject[] = [];
const ANY_GROUP = Symbol('objects by bare kind');
const PODS = Symbol('pods');
const SERVICES = Symbol('services');
const AUTOSCALERS = Symbol('autoscalers');
const SELECTORS: Readonly<Record<PodSelectingKind, symbol>> = {
  Service: Symbol('service selectors'),
  NetworkPolicy: Symbol('network policy selectors'),
  PodDisruptionBudget: Symbol('disruption budget selectors'),
};

function nameKey(kind: string, namespace: string, name: string): string {
  return `${kind}\n${namespace}\n${name}`;
}

function append<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}

function indexPods(objects: readonly LintObject[]): Map<string, LabelIndex<LintObject>> {
  const byNamespace = new Map<string, LabelIndex<LintObject>>();
  for (const object of objects) {
    if (object.pod === undefined) continue;
    indexOf(byNamespace, object.namespace, () => new LabelIndex<LintObject>()).add(object, object.pod.labels);
  }
  return byNamespace;
}

function indexServices(services: readonly LintObject[]): Map<string, LabelIndex<LintObject>> {
  const byNamespace = new Map<string, LabelIndex<LintObject>>();
  for (const service of services) indexOf(byNamespace, service.namespace, () => new LabelIndex<LintObject>()).add(service, service.labels);
  return byNamespace;
}

function indexSelectors(objects: readonly LintObject[], kind: PodSelectingKind): Map<string, SelectorIndex<LintObject>> {
  const byNamespace = new Map<string, SelectorIndex<LintObject>>();
  for (const object of objects) {
    const selector = podSelectorOf(object, kind);
    if (selector !== undefined) indexOf(byNamespace, object.namespace, () => new SelectorIndex<LintObject>()).add(object, selector);
  }
  return byNamespace;
}

/** What a Service, network policy or disruption budget selects; undefined when it selects nothing. */
export function podSelectorOf(object: LintObject, kind: PodSelectingKind): LabelSelector | undefined {
  if (kind === 'PodDisruptionBudget') return labelSelectorAt(object.value, 'spec', 'selector');
  // A network policy without a podSelector is refused by the API server in some versions and selects everything in others.
  if (kind === 'NetworkPolicy') return labelSelectorAt(object.value, 'spec', 'podSelector') ?? { matchLabels: {}, matchExpressions: [] };
  const selector = textAt(object.value, 'spec', 'type') === 'ExternalName' ? undefined : pairSelectorAt(object.value, 'spec', 'selector');
  return selector === undefined || Object.keys(selector.matchLabels ?? {}).length === 0 ? undefined : selector;
}

function indexOf<T>(map: Map<string, T>, key: string, make: () => T): T {
  let entry = map.get(key);
  if (entry === undefined) {
    entry = make();
    map.set(key, entry);
  }
  return entry;
}

function indexAutoscalers(ofKind: LintModel['ofKind']): Map<string, LintObject[]> {
  const byTarget = new Map<string, LintObject[]>();
  for (const kind of ['HorizontalPodAutoscaler', 'ScaledObject']) {
    for (const scaler of ofKind(kind)) {
      const name = textAt(scaler.value, 'spec', 'scaleTargetRef', 'name');
      const target = textAt(scaler.value, 'spec', 'scaleTargetRef', 'kind') ?? (kind === 'ScaledObject' ? 'Deployment' : '');
      if (name !== undefined) append(byTarget, nameKey(target, scaler.namespace, name), scaler);
    }
  }
  return byTarget;
}
