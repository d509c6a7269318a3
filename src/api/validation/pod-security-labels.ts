import { at } from '../../diag/field-path.ts';
import { invalid } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import type { Namespace } from '../types/core-v1.ts';

const PREFIX = 'pod-security.kubernetes.io/';
const MODES = ['enforce', 'audit', 'warn'] as const;
const LEVELS: readonly string[] = ['privileged', 'baseline', 'restricted'];
const VERSION = /^(?:latest|v1\.(?:0|[1-9]\d*))$/;

/** What the PodSecurity admission plugin says about the labels of a Namespace (k8s.io/pod-security-admission/api/helpers.go, v1.36). */
export function validatePodSecurityLabels({ metadata }: Namespace): FieldError[] {
  const labels = metadata?.labels ?? {};
  return MODES.flatMap((mode) => {
    const level = labels[`${PREFIX}${mode}`];
    const version = labels[`${PREFIX}${mode}-version`];
    const errors: FieldError[] = [];
    if (level !== undefined && !LEVELS.includes(level)) errors.push(invalid(at('metadata.labels', `${PREFIX}${mode}`), level, `must be one of ${LEVELS.join(', ')}`));
    if (version !== undefined && !VERSION.test(version)) {
      errors.push(invalid(at('metadata.labels', `${PREFIX}${mode}-version`), version, 'must be latest or a version such as v1.36'));
    }
    return errors;
  });
}

/** Wrong labels that the stored Namespace has already may stay. */
export function validatePodSecurityLabelsUpdate(namespace: Namespace, old: Namespace): FieldError[] {
  const errors = validatePodSecurityLabels(namespace);
  const before = new Set(validatePodSecurityLabels(old).map(({ path, message }) => `${path} ${message}`));
  return errors.every(({ path, message }) => before.has(`${path} ${message}`)) ? [] : errors;
}
