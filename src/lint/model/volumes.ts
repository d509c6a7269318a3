import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { booleanAt, mapAt, mapsAt, textAt } from '../fields.ts';
import type { JsonObject } from '../../api/json.ts';
import type { ContainerView } from './container-view.ts';
import type { PodView } from './pod-view.ts';

export interface VolumeView {
  readonly name: string;
  readonly value: JsonObject;
  readonly path: FieldPath;
  /** The cleaned path on the node of a `hostPath` volume: no doubled and no trailing slashes. */
  readonly hostPath?: string;
}

export function volumesOf(pod: PodView): VolumeView[] {
  return mapsAt(pod.spec, 'volumes').map(([index, value]) => {
    const host = mapAt(value, 'hostPath');
    const view = { name: textAt(value, 'name') ?? '', value, path: at(child(pod.path, 'volumes'), index) };
    return host === undefined ? view : { ...view, hostPath: cleanPath(textAt(host, 'path') ?? '') };
  });
}

export interface MountView {
  readonly volume: string;
  readonly mountPath: string;
  readonly readOnly: boolean;
  readonly path: FieldPath;
}

export function mountsOf(container: ContainerView): MountView[] {
  return mapsAt(container.value, 'volumeMounts').map(([index, value]) => ({
    volume: textAt(value, 'name') ?? '',
    mountPath: textAt(value, 'mountPath') ?? '',
    readOnly: booleanAt(value, 'readOnly') === true,
    path: at(child(container.path, 'volumeMounts'), index),
  }));
}

function cleanPath(path: string): string {
  const clean = path.replace(/\/{2,}/g, '/').replace(/(?:\/\.)+(?=\/|$)/g, '');
  return clean.length > 1 ? clean.replace(/\/$/, '') : clean;
}

/** Whether a path is a folder or lies below it. */
export function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
}
