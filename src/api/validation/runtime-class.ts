import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { duplicate, forbidden, invalid } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { dns1123LabelProblems } from '../names.ts';
import { isHugePagesName, isWholeHugePages } from '../resource-names.ts';
import { semanticEqual } from '../semantic-equal.ts';
import type { Overhead, RuntimeClass, Scheduling } from '../types/node-v1.ts';
import { validateImmutable } from './immutable.ts';
import { validateLabels } from './metadata.ts';
import { invalidForEach } from './problems.ts';
import { amountOf, validateContainerResourceName, validateResourceAmount } from './resource-quantity.ts';
import { validateTolerations } from './toleration.ts';

/** The rules for a RuntimeClass (pkg/apis/node/validation/validation.go, v1.36). */
export function validateRuntimeClass({ handler = '', overhead, scheduling }: RuntimeClass): FieldError[] {
  return [
    ...invalidForEach('handler', handler, dns1123LabelProblems(handler)),
    ...(overhead === undefined ? [] : validateOverhead(overhead, 'overhead')),
    ...(scheduling === undefined ? [] : validateScheduling(scheduling, 'scheduling')),
  ];
}

/** The handler is fixed, and nothing else is looked at. */
export function validateRuntimeClassUpdate(runtimeClass: RuntimeClass, old: RuntimeClass): FieldError[] {
  return validateImmutable(runtimeClass.handler, old.handler, 'handler');
}

/** What a pod needs besides its containers; the server checks it as if it were the limits of a container. */
function validateOverhead({ podFixed = {} }: Overhead, path: FieldPath): FieldError[] {
  const names = Object.keys(podFixed);
  const errors = names.flatMap((name) => {
    const entry = at(child(path, 'limits'), name);
    const amount = podFixed[name];
    const problems = [...validateContainerResourceName(name, entry), ...validateResourceAmount(name, amount, entry)];
    if (isHugePagesName(name) && !isWholeHugePages(name, amountOf(amount))) problems.push(invalid(entry, amount, 'must be a whole number of pages'));
    return problems;
  });
  if (names.some(isHugePagesName) && !names.includes('cpu') && !names.includes('memory')) errors.push(forbidden(path, 'huge pages need cpu or memory beside them'));
  return errors;
}

function validateScheduling({ nodeSelector, tolerations = [] }: Scheduling, path: FieldPath): FieldError[] {
  const tolerationsPath = child(path, 'tolerations');
  const errors = [...validateLabels(nodeSelector, child(path, 'nodeSelector')), ...validateTolerations(tolerations, tolerationsPath)];
  tolerations.forEach((toleration, index) => {
    if (tolerations.slice(0, index).some((earlier) => semanticEqual(earlier, toleration))) errors.push(duplicate(at(tolerationsPath, index), toleration));
  });
  return errors;
}
