import { at, child } from '../diag/field-path.ts';
import type { FieldPath } from '../diag/field-path.ts';
import type { Container, EphemeralContainer, PodSpec } from './types/core-v1.ts';

export interface LocatedContainer {
  readonly container: Container | EphemeralContainer;
  /** Such as `spec.initContainers[0]`. */
  readonly path: FieldPath;
}

/** Every container of a pod with its place: init containers, containers, ephemeral containers (pkg/apis/core/pods/helpers.go). `path` is that of the spec. */
export function locateContainers(spec: PodSpec, path: FieldPath): LocatedContainer[] {
  const located: LocatedContainer[] = [];
  for (const list of ['initContainers', 'containers', 'ephemeralContainers'] as const) {
    (spec[list] ?? []).forEach((container, index) => {
      located.push({ container, path: at(child(path, list), index) });
    });
  }
  return located;
}
