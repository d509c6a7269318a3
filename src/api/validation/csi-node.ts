import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { duplicate, invalid, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { byteLength } from '../names.ts';
import type { CSINode, CSINodeDriver } from '../types/storage-v1.ts';
import { validateImmutable } from './immutable.ts';
import { validateNonNegative } from './numbers.ts';
import { validateQualifiedName } from './problems.ts';
import { validateCsiDriverName } from './volume-sources/network-volumes.ts';

const MAX_NODE_ID_BYTES = 256;

/** The rules for a CSINode (pkg/apis/storage/validation/validation.go, `ValidateCSINode`, v1.36). */
export function validateCsiNode({ spec = {} }: CSINode): FieldError[] {
  const names = new Set<string>();
  return (spec.drivers ?? []).flatMap((driver, index) => {
    const path = at('spec.drivers', index);
    const errors = validateDriver(driver, path);
    const { name = '' } = driver;
    if (names.has(name)) errors.push(duplicate(child(path, 'name'), name));
    names.add(name);
    return errors;
  });
}

/** Drivers come and go; what is known of one that stays is fixed, but for how many volumes it can attach. */
export function validateCsiNodeUpdate(node: CSINode, old: CSINode): FieldError[] {
  const errors = validateCsiNode(node);
  for (const before of old.spec?.drivers ?? []) {
    for (const driver of node.spec?.drivers ?? []) {
      if (driver.name === before.name) errors.push(...validateImmutable({ ...driver, allocatable: undefined }, { ...before, allocatable: undefined }, 'spec.drivers'));
    }
  }
  return errors;
}

function validateDriver({ name, nodeID = '', allocatable, topologyKeys = [] }: CSINodeDriver, path: FieldPath): FieldError[] {
  const errors = validateCsiDriverName(name, child(path, 'name'));
  if (nodeID === '') errors.push(required(child(path, 'nodeID'), 'is how the driver calls the node'));
  else if (byteLength(nodeID) > MAX_NODE_ID_BYTES) errors.push(invalid(child(path, 'nodeID'), nodeID, `must be no more than ${MAX_NODE_ID_BYTES} bytes`));
  errors.push(...validateNonNegative(allocatable?.count, child(child(path, 'allocatable'), 'count')));
  const seen = new Set<string>();
  for (const key of topologyKeys) {
    if (key === '' || seen.has(key)) errors.push(required(path, key === '' ? 'a topology key must not be empty' : `topology key ${key} occurs twice`));
    seen.add(key);
    errors.push(...validateQualifiedName(key, path));
  }
  return errors;
}
