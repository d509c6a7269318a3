import { at, child, type FieldPath } from '../../diag/field-path.ts';
import { forbidden, type FieldError } from '../field-error.ts';
import type { KubeObject } from '../object.ts';
import type { PodSpec } from '../types/core-v1.ts';

/** Where kinds hold the spec of pods. */
const POD_SPEC_PATHS: Readonly<Record<string, FieldPath>> = {
  'v1 Pod': 'spec',
  'v1 PodTemplate': 'template.spec',
  'v1 ReplicationController': 'spec.template.spec',
  'apps/v1 DaemonSet': 'spec.template.spec',
  'apps/v1 Deployment': 'spec.template.spec',
  'apps/v1 ReplicaSet': 'spec.template.spec',
  'apps/v1 StatefulSet': 'spec.template.spec',
  'batch/v1 CronJob': 'spec.jobTemplate.spec.template.spec',
  'batch/v1 Job': 'spec.template.spec',
};

/** Privileged containers, which an API server without `--allow-privileged` refuses (`ValidateSecurityContext` in pkg/apis/core/validation, v1.36). */
export function validateNoPrivileged(object: KubeObject): FieldError[] {
  const path = POD_SPEC_PATHS[`${object.apiVersion} ${object.kind}`];
  if (path === undefined) return [];
  const spec = path.split('.').reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], object) as PodSpec | undefined;
  return (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap((field) =>
    (spec?.[field] ?? []).flatMap((container, index) =>
      container.securityContext?.privileged === true
        ? [forbidden(child(at(child(path, field), index), 'securityContext.privileged'), 'this API server allows no privileged containers')]
        : [],
    ),
  );
}
