import type { Pod } from '../objects.ts';
import type { Store } from '../store/store.ts';

interface Reference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
}

/** The first ConfigMap or Secret that a pod needs and that does not exist, in the kubelet's words. */
export function missingReference(pod: Pod, store: Store): string | undefined {
  const namespace = pod.metadata.namespace ?? '';
  for (const { kind, name } of requiredReferences(pod)) {
    if (name !== '' && store.get(kind, namespace, name) === undefined) return `${kind.toLowerCase()} "${name}" not found`;
  }
  return undefined;
}

function requiredReferences(pod: Pod): Reference[] {
  const found: Reference[] = [];
  const add = (kind: Reference['kind'], name: string | undefined, optional: boolean | undefined): void => {
    if (optional !== true && name !== undefined) found.push({ kind, name });
  };
  for (const container of [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])]) {
    for (const source of container.envFrom ?? []) {
      add('ConfigMap', source.configMapRef?.name, source.configMapRef?.optional);
      add('Secret', source.secretRef?.name, source.secretRef?.optional);
    }
    for (const { valueFrom } of container.env ?? []) {
      add('ConfigMap', valueFrom?.configMapKeyRef?.name, valueFrom?.configMapKeyRef?.optional);
      add('Secret', valueFrom?.secretKeyRef?.name, valueFrom?.secretKeyRef?.optional);
    }
  }
  for (const volume of pod.spec?.volumes ?? []) {
    add('ConfigMap', volume.configMap?.name, volume.configMap?.optional);
    add('Secret', volume.secret?.secretName, volume.secret?.optional);
  }
  return found;
}
