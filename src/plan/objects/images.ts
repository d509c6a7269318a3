import type { PodSpec } from '../../api/types/core-v1.ts';
import type { PlannedObject } from './planned-object.ts';
import { podSpecOf } from './workload.ts';

/** The images of the containers of a pod, init containers included, as they are written. */
export function imagesOf(spec: PodSpec): string[] {
  return [...(spec.initContainers ?? []), ...(spec.containers ?? [])].map(({ image }) => image ?? '');
}

export function equalImages(a: PlannedObject, b: PlannedObject): boolean {
  return imagesOf(podSpecOf(a.stated) ?? {}).join(' ') === imagesOf(podSpecOf(b.stated) ?? {}).join(' ');
}
