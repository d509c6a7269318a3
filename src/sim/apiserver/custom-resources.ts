import type { KubeObject } from '../../api/object.ts';
import { parseApiVersion } from '../../api/gvk.ts';
import type { CustomResourceDefinition } from '../../api/types/apiextensions-v1.ts';
import type { Store } from '../store/store.ts';

/** What a CustomResourceDefinition in the store says about a kind that it serves; undefined when none does. */
export function customResourceOf(store: Store, apiVersion: string, kind: string): { readonly namespaced: boolean } | undefined {
  const { group, version } = parseApiVersion(apiVersion);
  for (const definition of store.list('CustomResourceDefinition.apiextensions.k8s.io')) {
    const spec = (definition as CustomResourceDefinition & KubeObject).spec;
    if (spec?.group !== group || spec.names?.kind !== kind) continue;
    if ((spec.versions ?? []).some((candidate) => candidate.name === version && candidate.served === true)) return { namespaced: spec.scope !== 'Cluster' };
  }
  return undefined;
}
