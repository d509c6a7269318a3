import type { KubeObject } from '../../api/object.ts';
import { controllerOf, type Pod } from '../objects.ts';
import { SecondaryIndex } from '../store/secondary-index.ts';
import type { Store } from '../store/store.ts';

/** The indexes that components share, each made when somebody first asks for it. */
export class Indexes {
  readonly #store: Store;
  readonly #made = new Map<string, SecondaryIndex<never>>();

  constructor(store: Store) {
    this.#store = store;
  }

  get podsByNode(): SecondaryIndex<Pod> {
    return this.#index('pods-by-node', 'Pod', (pod: Pod) => (pod.spec?.nodeName === undefined || pod.spec.nodeName === '' ? [] : [pod.spec.nodeName]));
  }

  /** By `namespace/key=value` of each of their labels. */
  get podsByLabel(): SecondaryIndex<Pod> {
    return this.#index('pods-by-label', 'Pod', (pod: Pod) => labelValues(pod));
  }

  /** Objects of one kind by the uid of their controller; those without one by `namespace/`. */
  byController(kind: string): SecondaryIndex {
    return this.#index(`by-controller ${kind}`, kind, (object: KubeObject) => [controllerOf(object)?.uid ?? orphansOf(object.metadata.namespace ?? '')]);
  }

  byNamespace(kind: string): SecondaryIndex {
    return this.#index(`by-namespace ${kind}`, kind, (object: KubeObject) => [object.metadata.namespace ?? '']);
  }

  #index<T extends KubeObject>(name: string, kind: string, valuesOf: (object: T) => readonly string[]): SecondaryIndex<T> {
    const made = this.#made.get(name);
    if (made !== undefined) return made as unknown as SecondaryIndex<T>;
    const index = new SecondaryIndex<T>(valuesOf);
    this.#made.set(name, index as unknown as SecondaryIndex<never>);
    this.#store.addIndex(kind, index as unknown as SecondaryIndex);
    return index;
  }
}

/** The value of `byController` under which objects of a namespace lie that have no controller. */
export function orphansOf(namespace: string): string {
  return `${namespace}/`;
}

export function labelValue(namespace: string, key: string, value: string): string {
  return `${namespace}/${key}=${value}`;
}

function labelValues(object: KubeObject): readonly string[] {
  const labels = object.metadata.labels;
  if (labels === undefined) return [];
  const namespace = object.metadata.namespace ?? '';
  return Object.keys(labels).map((key) => labelValue(namespace, key, labels[key] ?? ''));
}
