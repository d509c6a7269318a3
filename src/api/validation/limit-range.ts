import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { duplicate, forbidden, invalid, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { qualifiedNameProblems } from '../names.ts';
import { compareQuantities, formatQuantity, milliUnits, wholeUnits } from '../quantity.ts';
import type { Quantity } from '../quantity.ts';
import { isOvercommitAllowed } from '../resource-names.ts';
import type { Quantity as QuantityValue } from '../types/api-resource.ts';
import type { LimitRange, LimitRangeItem } from '../types/core-v1.ts';
import { invalidForEach } from './problems.ts';
import { amountOf, validateContainerResourceName, validateResourceName } from './resource-quantity.ts';

const TYPES: readonly string[] = ['Container', 'PersistentVolumeClaim', 'Pod'];
type List = Readonly<Record<string, QuantityValue>>;

/** The rules for a LimitRange (pkg/apis/core/validation/validation.go, `ValidateLimitRange`, v1.36). */
export function validateLimitRange(limitRange: LimitRange): FieldError[] {
  const seen = new Set<string>();
  return (limitRange.spec?.limits ?? []).flatMap((item, index) => {
    const path = at('spec.limits', index);
    const type = item.type ?? '';
    const errors = validateType(type, child(path, 'type'));
    if (seen.has(type)) errors.push(duplicate(child(path, 'type'), type));
    seen.add(type);
    return [...errors, ...validateItem(item, path)];
  });
}

function validateType(type: string, path: FieldPath): FieldError[] {
  const problems = qualifiedNameProblems(type);
  if (problems.length > 0) return invalidForEach(path, type, problems);
  return type.includes('/') || TYPES.includes(type) ? [] : [invalid(path, type, `must be one of ${TYPES.join(', ')}, or have the domain of its maker as prefix`)];
}

function validateItem(item: LimitRangeItem, path: FieldPath): FieldError[] {
  const errors = [...validateNames(item, 'max', path), ...validateNames(item, 'min', path)];
  const isPod = item.type === 'Pod';
  for (const field of ['default', 'defaultRequest'] as const) {
    if (!isPod) errors.push(...validateNames(item, field, path));
    else if (Object.keys(item[field] ?? {}).length > 0) errors.push(forbidden(child(path, field), 'applies to containers, not to pods as a whole'));
  }
  if (item.type === 'PersistentVolumeClaim' && !has(item.min, 'storage') && !has(item.max, 'storage')) {
    errors.push(required(child(path, 'limits'), 'a limit for claims needs min.storage or max.storage'));
  }
  errors.push(...validateNames(item, 'maxLimitRequestRatio', path));
  const lists = [item.max, item.min, item.maxLimitRequestRatio, ...(isPod ? [] : [item.default, item.defaultRequest])];
  const names = new Set(lists.flatMap((list) => Object.keys(list ?? {})));
  for (const name of names) errors.push(...validateAmounts(item, name, isPod, path));
  return errors;
}

function validateNames(item: LimitRangeItem, field: 'max' | 'min' | 'default' | 'defaultRequest' | 'maxLimitRequestRatio', path: FieldPath): FieldError[] {
  const validate = item.type === 'Pod' || item.type === 'Container' ? validateContainerResourceName : validateResourceName;
  return Object.keys(item[field] ?? {}).flatMap((name) => validate(name, at(child(path, field), name)));
}

/** The amounts of one resource must be in order: min, default request, default, max; and the ratio must be possible. */
function validateAmounts(item: LimitRangeItem, name: string, isPod: boolean, path: FieldPath): FieldError[] {
  const min = amount(item.min, name);
  const max = amount(item.max, name);
  const limit = isPod ? undefined : amount(item.default, name);
  const request = isPod ? undefined : amount(item.defaultRequest, name);
  const ratio = amount(item.maxLimitRequestRatio, name);
  const errors: FieldError[] = [];
  const inOrder = (low: Quantity | undefined, lowName: string, high: Quantity | undefined, highName: string, field: string): void => {
    if (low === undefined || high === undefined || compareQuantities(low, high) <= 0) return;
    errors.push(invalid(at(child(path, field), name), formatQuantity(low), `${lowName} is more than ${highName} (${formatQuantity(high)})`));
  };
  inOrder(min, 'min', max, 'max', 'min');
  inOrder(min, 'min', request, 'defaultRequest', 'defaultRequest');
  inOrder(request, 'defaultRequest', max, 'max', 'defaultRequest');
  inOrder(request, 'defaultRequest', limit, 'default', 'defaultRequest');
  inOrder(min, 'min', limit, 'default', 'default');
  inOrder(limit, 'default', max, 'max', 'default');
  if (ratio !== undefined) {
    const ratioPath = at(child(path, 'maxLimitRequestRatio'), name);
    if (ratio.nanos < 1_000_000_000n) errors.push(invalid(ratioPath, formatQuantity(ratio), 'must be 1 or more, limits are never below requests'));
    if (min !== undefined && max !== undefined && isAbove(ratio, max, min)) errors.push(invalid(ratioPath, formatQuantity(ratio), 'is more than max divided by min, which no container can reach'));
  }
  if (!isOvercommitAllowed(name) && limit !== undefined && request !== undefined && compareQuantities(limit, request) !== 0) {
    errors.push(invalid(at(child(path, 'defaultRequest'), name), formatQuantity(request), `must equal default (${formatQuantity(limit)}), ${name} cannot be overcommitted`));
  }
  return errors;
}

/** The largest amount of which thousandths still fit into 63 bits (`MaxMilliValue`). */
const MAX_MILLI_VALUE = 2 ** 63 / 1000;

/** Whether the ratio is more than max/min, in the precision that the server computes it in. */
function isAbove(ratio: Quantity, max: Quantity, min: Quantity): boolean {
  if ([ratio, max, min].every((quantity) => wholeUnits(quantity) < MAX_MILLI_VALUE)) return milliUnits(ratio) / 1000 > milliUnits(max) / milliUnits(min);
  return wholeUnits(ratio) > wholeUnits(max) / wholeUnits(min);
}

function has(list: List | undefined, name: string): boolean {
  return list !== undefined && Object.hasOwn(list, name);
}

function amount(list: List | undefined, name: string): Quantity | undefined {
  return list !== undefined && has(list, name) ? amountOf(list[name]) : undefined;
}
