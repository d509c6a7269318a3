import { child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { invalid } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type { Container, Probe } from '../../types/core-v1.ts';
import { validateNonNegative } from '../numbers.ts';
import { validateHandler } from './handler.ts';
import type { PodOptions } from './options.ts';

/** The three probes of a container (pkg/apis/core/validation/validation.go, v1.36): only readiness can take more than one success, and only it has no grace period of its own. */
export function validateProbes(container: Container, gracePeriodSeconds: number | undefined, options: PodOptions, path: FieldPath): FieldError[] {
  const { livenessProbe, readinessProbe, startupProbe } = container;
  const errors: FieldError[] = [];
  for (const [name, probe] of [['livenessProbe', livenessProbe], ['startupProbe', startupProbe]] as const) {
    if (probe === undefined) continue;
    errors.push(...validateProbe(probe, gracePeriodSeconds, options, child(path, name)));
    if (probe.successThreshold !== 1) errors.push(invalid(child(child(path, name), 'successThreshold'), probe.successThreshold ?? 0, `must be 1 for a ${name}`));
  }
  if (readinessProbe !== undefined) {
    const probePath = child(path, 'readinessProbe');
    errors.push(...validateProbe(readinessProbe, gracePeriodSeconds, options, probePath));
    if (readinessProbe.terminationGracePeriodSeconds !== undefined) {
      errors.push(invalid(child(probePath, 'terminationGracePeriodSeconds'), readinessProbe.terminationGracePeriodSeconds, 'a readinessProbe never ends a container, remove it'));
    }
  }
  return errors;
}

const COUNTS = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'] as const;

function validateProbe(probe: Probe, gracePeriodSeconds: number | undefined, options: PodOptions, path: FieldPath): FieldError[] {
  const errors = validateHandler(probe, gracePeriodSeconds, options, path);
  for (const name of COUNTS) errors.push(...validateNonNegative(probe[name], child(path, name)));
  const { terminationGracePeriodSeconds } = probe;
  if (terminationGracePeriodSeconds !== undefined && terminationGracePeriodSeconds <= 0) {
    errors.push(invalid(child(path, 'terminationGracePeriodSeconds'), terminationGracePeriodSeconds, 'must be more than 0'));
  }
  return errors;
}
