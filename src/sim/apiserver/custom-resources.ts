import { gvkKey, parseApiVersion } from '../../api/gvk.ts';
import type { JsonObject } from '../../api/json.ts';
import type { KubeObject } from '../../api/object.ts';
import type { CustomResourceDefinition } from '../../api/types/apiextensions-v1.ts';
import { customKindsOf, type CustomKind } from '../../schema/custom-kinds.ts';
import type { Store } from '../store/store.ts';

const kindsByDefinition = new WeakMap<KubeObject, ReadonlyMap<string, CustomKind>>();

/** The kind that a CustomResourceDefinition in the store defines and serves; undefined when none does. */
export function customResourceOf(store: Store, apiVersion: string, kind: string): CustomKind | undefined {
  const { group } = parseApiVersion(apiVersion);
  for (const definition of store.list('CustomResourceDefinition.apiextensions.k8s.io')) {
    const { spec } = definition as CustomResourceDefinition & KubeObject;
    if (spec?.group !== group || spec.names?.kind !== kind) continue;
    const found = kindsOf(definition).get(gvkKey(apiVersion, kind));
    if (found?.served === true) return found;
  }
  return undefined;
}

function kindsOf(definition: KubeObject): ReadonlyMap<string, CustomKind> {
  let kinds = kindsByDefinition.get(definition);
  if (kinds === undefined) {
    kinds = customKindsOf([definition as unknown as JsonObject]);
    kindsByDefinition.set(definition, kinds);
  }
  return kinds;
}
