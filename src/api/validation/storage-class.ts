import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { duplicate, invalid, notSupported, required, tooLong } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { byteLength, qualifiedNameProblems } from '../names.ts';
import { equalTexts } from '../semantic-equal.ts';
import type { TopologySelectorTerm } from '../types/core-v1.ts';
import type { StorageClass } from '../types/storage-v1.ts';
import { validateImmutable } from './immutable.ts';
import { invalidForEach, validateQualifiedName } from './problems.ts';

const RECLAIM_POLICIES: readonly string[] = ['Delete', 'Retain'];
const BINDING_MODES: readonly string[] = ['Immediate', 'WaitForFirstConsumer'];
const MAX_PARAMETERS = 512;
const MAX_PARAMETER_BYTES = 256 * 1024;

/** The rules for a StorageClass (pkg/apis/storage/validation/validation.go, `ValidateStorageClass`, v1.36). */
export function validateStorageClass(storageClass: StorageClass): FieldError[] {
  const errors = validateProvisioner(storageClass.provisioner ?? '', 'provisioner');
  errors.push(...validateParameters(storageClass.parameters ?? {}, true, 'parameters'));
  const { reclaimPolicy = '', volumeBindingMode } = storageClass;
  if (reclaimPolicy !== '' && !RECLAIM_POLICIES.includes(reclaimPolicy)) errors.push(notSupported('reclaimPolicy', reclaimPolicy, RECLAIM_POLICIES));
  if (volumeBindingMode === undefined) errors.push(required('volumeBindingMode', `must be one of ${BINDING_MODES.join(', ')}`));
  else if (!BINDING_MODES.includes(volumeBindingMode)) errors.push(notSupported('volumeBindingMode', volumeBindingMode, BINDING_MODES));
  errors.push(...validateTopologies(storageClass.allowedTopologies ?? [], 'allowedTopologies'));
  return errors;
}

const FIXED = ['provisioner', 'reclaimPolicy', 'volumeBindingMode'] as const;

/** Only topologies and expansion may change. */
export function validateStorageClassUpdate(storageClass: StorageClass, old: StorageClass): FieldError[] {
  const errors = validateStorageClass(storageClass);
  if (!equalTexts(storageClass.parameters, old.parameters)) errors.push(invalid('parameters', storageClass.parameters, 'may not be changed, make another class'));
  return [...errors, ...FIXED.flatMap((field) => validateImmutable(storageClass[field], old[field], field))];
}

/** The name of a driver, in any case of letters. */
export function validateProvisioner(name: string, path: FieldPath): FieldError[] {
  return name === '' ? [required(path, 'names the driver that makes the volumes')] : invalidForEach(path, name, qualifiedNameProblems(name.toLowerCase()));
}

/** Parameters for the driver: any texts, but not too many and not too long. */
export function validateParameters(parameters: Readonly<Record<string, string>>, emptyAllowed: boolean, path: FieldPath): FieldError[] {
  const entries = Object.entries(parameters);
  if (entries.length > MAX_PARAMETERS) return [tooLong(path, MAX_PARAMETERS)];
  const errors: FieldError[] = entries.filter(([key]) => key === '').map(([key]) => invalid(path, key, 'a parameter needs a name'));
  const totalBytes = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
  if (totalBytes > MAX_PARAMETER_BYTES) errors.push(tooLong(path, MAX_PARAMETER_BYTES));
  if (!emptyAllowed && entries.length === 0) errors.push(required(path, 'needs at least one parameter'));
  return errors;
}

function validateTopologies(terms: readonly TopologySelectorTerm[], path: FieldPath): FieldError[] {
  const seen: string[] = [];
  return terms.flatMap((term, index) => {
    const expressionsPath = child(at(path, index), 'matchLabelExpressions');
    const errors = validateTerm(term, expressionsPath);
    const identity = identityOf(term);
    // The server compares a term without expressions with as many empty terms as there are terms.
    const equals = seen.filter((earlier) => earlier === identity).length + ((term.matchLabelExpressions ?? []).length === 0 ? terms.length : 0);
    for (let count = 0; count < equals; count += 1) errors.push(duplicate(expressionsPath, ''));
    seen.push(identity);
    return errors;
  });
}

function validateTerm({ matchLabelExpressions = [] }: TopologySelectorTerm, path: FieldPath): FieldError[] {
  const keys = new Set<string>();
  return matchLabelExpressions.flatMap(({ key = '', values = [] }, index) => {
    const place = at(path, index);
    const errors: FieldError[] = values.length === 0 ? [required(child(place, 'values'), 'needs at least one value')] : [];
    values.forEach((value, position) => {
      if (values.indexOf(value) < position) errors.push(duplicate(at(child(place, 'values'), position), value));
    });
    errors.push(...validateQualifiedName(key, child(place, 'key')));
    if (keys.has(key)) errors.push(duplicate(child(place, 'key'), key));
    keys.add(key);
    return errors;
  });
}

/** Equal for terms that select the same nodes, whatever the order of keys and values. */
function identityOf({ matchLabelExpressions = [] }: TopologySelectorTerm): string {
  const byKey = new Map(matchLabelExpressions.map(({ key = '', values = [] }) => [key, [...new Set(values)].sort()]));
  return JSON.stringify([...byKey].sort(([a], [b]) => (a < b ? -1 : 1)));
}
