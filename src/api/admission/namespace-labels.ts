import type { KubeObject } from '../object.ts';
import type { Namespace } from '../types/core-v1.ts';
import type { AdmissionCluster } from './admission.ts';

type Labels = Readonly<Record<string, string>>;

const labelsByName = new WeakMap<readonly Namespace[], Map<string, Labels>>();

/** The labels of the object's namespace; undefined when nothing is known of it. */
export function namespaceLabels(object: KubeObject, { namespaces }: AdmissionCluster): Labels | undefined {
  const name = object.metadata.namespace;
  if (name === undefined || namespaces === undefined) return undefined;
  let labels = labelsByName.get(namespaces);
  if (labels === undefined) {
    labels = new Map(namespaces.map(({ metadata }) => [metadata?.name ?? '', metadata?.labels ?? {}]));
    labelsByName.set(namespaces, labels);
  }
  return labels.get(name);
}
