import { invalid } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { qualifiedNameProblems } from '../names.ts';
import type { Namespace } from '../types/core-v1.ts';
import { invalidForEach } from './problems.ts';

const STANDARD_FINALIZERS: readonly string[] = ['kubernetes', 'orphan', 'foregroundDeletion'];
const PATH = 'spec.finalizers';

/** The finalizers of a Namespace (pkg/apis/core/validation/validation.go, `ValidateNamespace`, v1.36). */
export function validateNamespace(namespace: Namespace): FieldError[] {
  return (namespace.spec?.finalizers ?? []).flatMap((name) => {
    const errors = invalidForEach(PATH, name, qualifiedNameProblems(name));
    if (!name.includes('/') && !STANDARD_FINALIZERS.includes(name)) {
      errors.push(invalid(PATH, name, `is none of ${STANDARD_FINALIZERS.join(', ')}, other finalizers have the domain of their maker as prefix`));
    }
    return errors;
  });
}
