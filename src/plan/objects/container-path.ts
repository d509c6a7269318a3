import type { FieldPath } from '../../diag/field-path.ts';
import type { PlannedObject } from './planned-object.ts';
import { podSpecOf, templatePath } from './workload.ts';

/** The path of a field of a container of a workload, by the container's name; of the pod's spec when no container has that name. */
export function containerPath(object: PlannedObject, container: string | undefined, field: string): FieldPath {
  const template = templatePath(object.stated)?.join('.');
  const spec = podSpecOf(object.stated);
  const prefix = template === undefined ? 'spec' : `${template}.spec`;
  for (const list of ['containers', 'initContainers'] as const) {
    const index = (spec?.[list] ?? []).findIndex(({ name }) => name === container);
    if (index !== -1) return `${prefix}.${list}[${index}].${field}`;
  }
  return `${prefix}.${field}`;
}
