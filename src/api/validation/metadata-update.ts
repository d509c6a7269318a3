import { child } from '../../diag/field-path.ts';
import { forbidden, invalid, type FieldError } from '../field-error.ts';
import type { ObjectMeta } from '../types/meta-v1.ts';
import { validateImmutable } from './immutable.ts';
import { validateAnnotations, validateLabels, validateManagedFields, validateOwnerReferences } from './metadata.ts';

const IMMUTABLE = ['name', 'namespace', 'uid', 'creationTimestamp', 'deletionTimestamp'] as const;

/** What may not change in the metadata of an object (`ValidateObjectMetaAccessorUpdate` in apimachinery/pkg/api/validation/objectmeta.go, v1.36). */
export function validateObjectMetaUpdate(meta: ObjectMeta, old: ObjectMeta): FieldError[] {
  const errors: FieldError[] = [];
  if (old.deletionTimestamp !== undefined) {
    const added = (meta.finalizers ?? []).filter((finalizer) => !(old.finalizers ?? []).includes(finalizer));
    if (added.length > 0) errors.push(forbidden('metadata.finalizers', `the object is being deleted, so ${added.join(', ')} cannot be added`));
  }
  if ((meta.resourceVersion ?? '') === '') errors.push(invalid('metadata.resourceVersion', '', 'an update must say which version it starts from'));
  const generation = meta.generation ?? 0;
  if (generation < (old.generation ?? 0)) errors.push(invalid('metadata.generation', generation, 'must not go down'));
  for (const name of IMMUTABLE) errors.push(...validateImmutable(meta[name], old[name], child('metadata', name)));
  // A pointer in Go: 0 is not the same as absent.
  if (meta.deletionGracePeriodSeconds !== old.deletionGracePeriodSeconds) {
    errors.push(invalid('metadata.deletionGracePeriodSeconds', meta.deletionGracePeriodSeconds, 'may not be changed'));
  }
  return [
    ...errors,
    ...validateLabels(meta.labels, 'metadata.labels'),
    ...validateAnnotations(meta.annotations, 'metadata.annotations'),
    ...validateOwnerReferences(meta.ownerReferences ?? []),
    ...validateManagedFields(meta.managedFields ?? []),
  ];
}
