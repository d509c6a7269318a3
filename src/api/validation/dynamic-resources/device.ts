import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { duplicate, forbidden, invalid, required, tooLong } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { byteLength } from '../../names.ts';
import { semanticEqual } from '../../semantic-equal.ts';
import { isSemanticVersion } from '../../semantic-version.ts';
import type { Device, DeviceAttribute, DeviceCapacity } from '../../types/resource-v1.ts';
import { validateDns1123Label, validateQualifiedName } from '../problems.ts';
import { validateDeviceTaint } from './configuration.ts';
import { validateCounters } from './counters.ts';
import { validateEntries, validateItems, validateSet } from './lists.ts';
import { validateQualifiedDeviceName } from './names.ts';
import { validateNodeChoice } from './node-choice.ts';
import { validateRequestPolicy } from './request-policy.ts';

const MAX_ATTRIBUTES_AND_CAPACITIES = 32;
const MAX_ATTRIBUTE_VALUES = 48;
const MAX_VALUE_BYTES = 64;
const MAX_TAINTS = 16;
const MAX_COUNTER_CONSUMPTIONS = 2;
const MAX_BINDING_CONDITIONS = 4;
/** A domain of 63 bytes, a slash and an identifier of 32. */
const MAX_NAME_BYTES = 63 + 1 + 32;

export interface DeviceOptions {
  /** The slice leaves the choice of nodes to its devices. */
  readonly perDeviceNodes: boolean;
  /** The device of that name as it is stored. */
  readonly old: Device | undefined;
}

/** The rules for one device of a ResourceSlice (`validateDevice`). */
export function validateDevice(device: Device, { perDeviceNodes, old }: DeviceOptions, path: FieldPath): FieldError[] {
  const { attributes = {}, capacity = {}, taints = [], consumesCounters = [], bindingConditions = [], bindingFailureConditions = [] } = device;
  const errors = validateDns1123Label(device.name ?? '', child(path, 'name'));
  const count = Object.keys(attributes).length + Object.keys(capacity).length;
  if (count > MAX_ATTRIBUTES_AND_CAPACITIES) errors.push(invalid(path, count, `has more than ${MAX_ATTRIBUTES_AND_CAPACITIES} attributes and capacities`));
  const values = Object.values(attributes).reduce((sum, attribute) => sum + valueCount(attribute), 0);
  if (values > MAX_ATTRIBUTE_VALUES) errors.push(invalid(path, values, `has more than ${MAX_ATTRIBUTE_VALUES} values of attributes`));
  errors.push(...validateEntries(attributes, Infinity, validateQualifiedDeviceName, validateAttribute, MAX_NAME_BYTES, child(path, 'attributes')));
  if (!isUnchanged('capacity', device, old)) {
    const validate = (item: DeviceCapacity, entry: FieldPath): FieldError[] => validateCapacity(item, device.allowMultipleAllocations === true, entry);
    errors.push(...validateEntries(capacity, Infinity, validateQualifiedDeviceName, validate, MAX_NAME_BYTES, child(path, 'capacity')));
  }
  if (!isUnchanged('taints', device, old)) errors.push(...validateItems(taints, MAX_TAINTS, validateDeviceTaint, child(path, 'taints')));
  errors.push(
    ...validateSet(
      consumesCounters,
      MAX_COUNTER_CONSUMPTIONS,
      ({ counterSet = '', counters = {} }, entry) => [
        ...(counterSet === '' ? [required(child(entry, 'counterSet'), 'must name the set of counters')] : validateDns1123Label(counterSet, child(entry, 'counterSet'))),
        ...validateCounters(counters, child(entry, 'counters')),
      ],
      ({ counterSet = '' }) => counterSet,
      child(path, 'consumesCounters'),
    ),
    ...validateDeviceNodes(device, perDeviceNodes, path),
  );
  return [...errors, ...validateBindingConditions(bindingConditions, bindingFailureConditions, path)];
}

function validateDeviceNodes({ nodeName, nodeSelector, allNodes }: Device, perDeviceNodes: boolean, path: FieldPath): FieldError[] {
  const ways = 'nodeName, nodeSelector or allNodes';
  if (!perDeviceNodes) {
    const given = nodeName !== undefined || nodeSelector !== undefined || allNodes !== undefined;
    return given ? [invalid(path, null, `${ways} need perDeviceNodeSelection: true in the spec of the slice`)] : [];
  }
  const { errors, chosen } = validateNodeChoice({ nodeName, nodeSelector, allNodes }, path);
  if (chosen.length === 0) errors.push(required(path, `needs one of ${ways}`));
  if (chosen.length > 1) errors.push(invalid(path, chosen, `has more than one of ${ways}`));
  return errors;
}

function valueCount({ bools = [], ints = [], strings = [], versions = [] }: DeviceAttribute): number {
  return Math.max(1, bools.length + ints.length + strings.length + versions.length);
}

function validateAttribute(attribute: DeviceAttribute, path: FieldPath): FieldError[] {
  const { string, version, strings = [], versions = [] } = attribute;
  const errors: FieldError[] = [];
  if (string !== undefined) errors.push(...validateText(string, child(path, 'string')));
  if (version !== undefined) errors.push(...validateVersion(version, child(path, 'version')));
  for (const field of ['bools', 'ints', 'strings', 'versions'] as const) {
    if (attribute[field]?.length === 0) errors.push(invalid(child(path, field), [], 'must not be empty, remove it'));
  }
  strings.forEach((item, index) => errors.push(...validateText(item, at(child(path, 'strings'), index))));
  versions.forEach((item, index) => errors.push(...validateVersion(item, at(child(path, 'versions'), index))));
  if (Object.values(attribute).filter((value) => value !== undefined).length !== 1) errors.push(invalid(path, attribute, 'needs exactly one value'));
  return errors;
}

function validateText(text: string, path: FieldPath): FieldError[] {
  return byteLength(text) > MAX_VALUE_BYTES ? [tooLong(path, MAX_VALUE_BYTES)] : [];
}

function validateVersion(text: string, path: FieldPath): FieldError[] {
  return [...(isSemanticVersion(text) ? [] : [invalid(path, text, 'must be a version such as 1.2.3 (semver.org 2.0.0)')]), ...validateText(text, path)];
}

function validateCapacity({ value = '0', requestPolicy }: DeviceCapacity, shared: boolean, path: FieldPath): FieldError[] {
  if (requestPolicy === undefined) return [];
  const policyPath = child(path, 'requestPolicy');
  return shared ? validateRequestPolicy(requestPolicy, String(value), policyPath) : [forbidden(policyPath, 'needs allowMultipleAllocations: true')];
}

/** Conditions that must hold, or must not, before a pod is bound (`validateDeviceBindingParameters`). */
function validateBindingConditions(conditions: readonly string[], failures: readonly string[], path: FieldPath): FieldError[] {
  const conditionsPath = child(path, 'bindingConditions');
  const failuresPath = child(path, 'bindingFailureConditions');
  const errors = [
    ...validateItems(conditions, MAX_BINDING_CONDITIONS, validateQualifiedName, conditionsPath),
    ...validateItems(failures, MAX_BINDING_CONDITIONS, validateQualifiedName, failuresPath),
  ];
  conditions.forEach((condition, index) => {
    if (conditions.indexOf(condition) < index) errors.push(duplicate(at(conditionsPath, index), condition));
  });
  failures.forEach((condition, index) => {
    if (failures.indexOf(condition) < index) errors.push(duplicate(at(failuresPath, index), condition));
    if (conditions.includes(condition)) errors.push(invalid(at(failuresPath, index), condition, 'is among bindingConditions already'));
  });
  if (conditions.length === 0 && failures.length > 0) errors.push(invalid(conditionsPath, null, 'must be given with bindingFailureConditions'));
  if (failures.length === 0 && conditions.length > 0) errors.push(invalid(failuresPath, null, 'must be given with bindingConditions'));
  return errors;
}

/** Whether a part of a device is as it was, and so needs no new look. */
function isUnchanged(field: 'capacity' | 'taints', device: Device, old: Device | undefined): boolean {
  return old !== undefined && semanticEqual(device[field], old[field]);
}
