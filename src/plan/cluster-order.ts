import type { KubeObject } from '../api/object.ts';

/** The objects of a snapshot by kind, namespace and name, so that the order of files does not decide who was there first. Of two with the same name the later one counts. */
export function inFixedOrder(objects: readonly KubeObject[]): KubeObject[] {
  const keyed = objects.map((object) => ({ object, key: [object.kind, object.apiVersion, object.metadata.namespace ?? '', object.metadata.name ?? ''].join('\n') }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ object }) => object);
}
