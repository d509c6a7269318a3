import type { FieldPath } from '../../diag/field-path.ts';
import { booleanAt, mapAt, mapsAt, textAt } from '../fields.ts';
import type { PodView } from './pod-view.ts';

/** Something that a pod names and cannot start without. */
export interface PodReference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly path: FieldPath;
  /** Entries of it that are asked for by name. */
  readonly keys: readonly { readonly key: string; readonly path: FieldPath }[];
  /** The pod starts without it. */
  readonly optional: boolean;
  readonly how: 'env' | 'volume' | 'pull';
  readonly container?: string;
}

const ENV_SOURCES = [['configMapKeyRef', 'ConfigMap'], ['secretKeyRef', 'Secret']] as const;
const ENV_FROM_SOURCES = [['configMapRef', 'ConfigMap'], ['secretRef', 'Secret']] as const;
const VOLUME_SOURCES = [['configMap', 'ConfigMap', 'name'], ['secret', 'Secret', 'secretName']] as const;

/** The ConfigMaps and Secrets that a pod takes its environment, its files and its pull credentials from. */
export function podReferencesOf(pod: PodView): PodReference[] {
  return [...environmentReferences(pod), ...volumeReferences(pod), ...pullReferences(pod)];
}

function environmentReferences(pod: PodView): PodReference[] {
  const found: PodReference[] = [];
  for (const container of pod.containers) {
    for (const [index, variable] of mapsAt(container.value, 'env')) {
      for (const [field, kind] of ENV_SOURCES) {
        const source = mapAt(variable, 'valueFrom', field);
        const name = textAt(source, 'name');
        if (name === undefined || name === '') continue;
        const path = `${container.path}.env[${index}].valueFrom.${field}`;
        const key = textAt(source, 'key');
        const keys = key === undefined ? [] : [{ key, path: `${path}.key` }];
        found.push({ kind, name, path: `${path}.name`, keys, optional: booleanAt(source, 'optional') === true, how: 'env', container: container.name });
      }
    }
    for (const [index, entry] of mapsAt(container.value, 'envFrom')) {
      for (const [field, kind] of ENV_FROM_SOURCES) {
        const name = textAt(entry, field, 'name');
        if (name === undefined || name === '') continue;
        const path = `${container.path}.envFrom[${index}].${field}.name`;
        found.push({ kind, name, path, keys: [], optional: booleanAt(entry, field, 'optional') === true, how: 'env', container: container.name });
      }
    }
  }
  return found;
}

function volumeReferences(pod: PodView): PodReference[] {
  const found: PodReference[] = [];
  const add = (source: unknown, kind: PodReference['kind'], nameField: string, path: FieldPath): void => {
    const name = textAt(source, nameField);
    if (name === undefined || name === '') return;
    const keys = mapsAt(source, 'items').flatMap(([index, item]) => {
      const key = textAt(item, 'key');
      return key === undefined ? [] : [{ key, path: `${path}.items[${index}].key` }];
    });
    found.push({ kind, name, path: `${path}.${nameField}`, keys, optional: booleanAt(source, 'optional') === true, how: 'volume' });
  };
  for (const [index, volume] of mapsAt(pod.spec, 'volumes')) {
    const path = `${pod.path}.volumes[${index}]`;
    for (const [field, kind, nameField] of VOLUME_SOURCES) add(mapAt(volume, field), kind, nameField, `${path}.${field}`);
    for (const [sourceIndex, source] of mapsAt(volume, 'projected', 'sources')) {
      for (const [field, kind] of VOLUME_SOURCES) add(mapAt(source, field), kind, 'name', `${path}.projected.sources[${sourceIndex}].${field}`);
    }
    add(mapAt(volume, 'csi', 'nodePublishSecretRef'), 'Secret', 'name', `${path}.csi.nodePublishSecretRef`);
  }
  return found;
}

function pullReferences(pod: PodView): PodReference[] {
  return mapsAt(pod.spec, 'imagePullSecrets').flatMap(([index, entry]) => {
    const name = textAt(entry, 'name');
    // The kubelet tries to pull without a pull secret that it cannot find.
    return name === undefined || name === '' ? [] : [{ kind: 'Secret' as const, name, path: `${pod.path}.imagePullSecrets[${index}].name`, keys: [], optional: false, how: 'pull' as const }];
  });
}
