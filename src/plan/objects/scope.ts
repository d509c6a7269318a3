import { parseApiVersion } from '../../api/gvk.ts';
import type { KubernetesVersion } from '../../api/kubernetes-version.ts';
import type { ManifestDocument } from '../../load/manifest-set.ts';
import { resourceOf } from '../../schema/resources.ts';
import { textAt } from './workload.ts';

/** Says whether objects of a kind live in namespaces: built-in kinds are known, custom ones follow the definitions in the input. */
export type ScopeOf = (apiVersion: string, kind: string) => 'Namespaced' | 'Cluster' | undefined;

/** A document or an object that may be a CustomResourceDefinition. */
export type Definition = Pick<ManifestDocument, 'kind' | 'object'>;

export function scopes(documents: readonly Definition[], version: KubernetesVersion): ScopeOf {
  const custom = new Map<string, 'Namespaced' | 'Cluster'>();
  for (const { object, kind } of documents) {
    if (kind !== 'CustomResourceDefinition') continue;
    const key = `${textAt(object, 'spec', 'group') ?? ''} ${textAt(object, 'spec', 'names', 'kind') ?? ''}`;
    custom.set(key, textAt(object, 'spec', 'scope') === 'Cluster' ? 'Cluster' : 'Namespaced');
  }
  return (apiVersion, kind) => {
    const resource = resourceOf(apiVersion, kind, version);
    if (resource !== undefined) return resource.namespaced ? 'Namespaced' : 'Cluster';
    return custom.get(`${parseApiVersion(apiVersion).group} ${kind}`);
  };
}
