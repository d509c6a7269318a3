import type { ManifestDocument } from '../../load/manifest-set.ts';
import { textAt } from '../fields.ts';

/** Whether the kinds that the input's own CustomResourceDefinitions define are namespaced, by `group/Kind`. */
export function customScopesOf(documents: readonly ManifestDocument[]): ReadonlyMap<string, boolean> {
  const scopes = new Map<string, boolean>();
  for (const { kind, object } of documents) {
    if (kind !== 'CustomResourceDefinition') continue;
    const group = textAt(object, 'spec', 'group');
    const defined = textAt(object, 'spec', 'names', 'kind');
    if (group !== undefined && defined !== undefined) scopes.set(`${group}/${defined}`, textAt(object, 'spec', 'scope') !== 'Cluster');
  }
  return scopes;
}
