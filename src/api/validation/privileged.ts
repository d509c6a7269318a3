import { child } from '../../diag/field-path.ts';
import { forbidden, type FieldError } from '../field-error.ts';
import type { KubeObject } from '../object.ts';
import { locateContainers } from '../pod-containers.ts';
import { podTemplateOf } from '../workload.ts';

/** Privileged containers, which an API server without `--allow-privileged` refuses (`ValidateSecurityContext` in pkg/apis/core/validation, v1.36). */
export function validateNoPrivileged(object: KubeObject): FieldError[] {
  const located = podTemplateOf(object);
  if (located === undefined) return [];
  return locateContainers(located.template.spec ?? {}, located.specPath)
    .filter(({ container }) => container.securityContext?.privileged === true)
    .map(({ path }) => forbidden(child(path, 'securityContext.privileged'), 'this API server allows no privileged containers'));
}
