import type { KubeObject } from '../../api/object.ts';

const kindsOf = new WeakMap<readonly KubeObject[], Map<string, KubeObject[]>>();

/** The objects of one kind in a list, in its order. Each list is sorted by kind once, however often it is asked. */
export function objectsOfKind(objects: readonly KubeObject[], kind: string): readonly KubeObject[] {
  let kinds = kindsOf.get(objects);
  if (kinds === undefined) kindsOf.set(objects, (kinds = byKind(objects)));
  return kinds.get(kind) ?? [];
}

function byKind(objects: readonly KubeObject[]): Map<string, KubeObject[]> {
  const kinds = new Map<string, KubeObject[]>();
  for (const object of objects) {
    const same = kinds.get(object.kind);
    if (same === undefined) kinds.set(object.kind, [object]);
    else same.push(object);
  }
  return kinds;
}
