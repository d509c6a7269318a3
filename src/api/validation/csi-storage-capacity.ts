import type { FieldError } from '../field-error.ts';
import { dns1123SubdomainProblems } from '../names.ts';
import type { CSIStorageCapacity } from '../types/storage-v1.ts';
import { validateImmutable } from './immutable.ts';
import { validateLabelSelector } from './label-selector.ts';
import { invalidForEach } from './problems.ts';
import { validateNonNegativeQuantity } from './resource-quantity.ts';

/** The rules for a CSIStorageCapacity (pkg/apis/storage/validation/validation.go, `ValidateCSIStorageCapacity`, v1.36). */
export function validateCsiStorageCapacity(capacity: CSIStorageCapacity, old?: CSIStorageCapacity): FieldError[] {
  const allowInvalidValues = old !== undefined && validateLabelSelector(old.nodeTopology, {}, '').length > 0;
  const { storageClassName = '' } = capacity;
  return [
    ...validateLabelSelector(capacity.nodeTopology, { allowInvalidValues }, 'nodeTopology'),
    ...invalidForEach('storageClassName', storageClassName, dns1123SubdomainProblems(storageClassName)),
    ...validateNonNegativeQuantity(capacity.capacity, 'capacity'),
  ];
}

/** Where and of which class the capacity is does not change. */
export function validateCsiStorageCapacityUpdate(capacity: CSIStorageCapacity, old: CSIStorageCapacity): FieldError[] {
  return [
    ...validateCsiStorageCapacity(capacity, old),
    ...validateImmutable(capacity.nodeTopology, old.nodeTopology, 'nodeTopology'),
    ...validateImmutable(capacity.storageClassName, old.storageClassName, 'storageClassName'),
  ];
}
