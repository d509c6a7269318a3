import { child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { invalid, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type { CounterSet, Device, ResourceSlice, ResourceSliceSpec } from '../../types/resource-v1.ts';
import { validateImmutable } from '../immutable.ts';
import { validateDns1123Label } from '../problems.ts';
import { validateCounters } from './counters.ts';
import { validateDevice } from './device.ts';
import { validateSet } from './lists.ts';
import { validateDriverName, validatePoolName } from './names.ts';
import { validateNodeChoice } from './node-choice.ts';

const MAX_DEVICES = 128;
/** For slices whose devices have taints, counters or lists as attributes. */
const MAX_ADVANCED_DEVICES = 64;
const MAX_COUNTER_SETS = 8;

/** The rules for a ResourceSlice (pkg/apis/resource/validation/validation.go, v1.36). */
export function validateResourceSlice({ spec = {} }: ResourceSlice, old?: ResourceSlice): FieldError[] {
  const path = 'spec';
  const { driver = '', pool = {}, devices, sharedCounters, perDeviceNodeSelection } = spec;
  const errors = [...validateDriverName(driver, child(path, 'driver')), ...validatePoolName(pool.name ?? '', child(path, 'pool.name'))];
  if ((pool.resourceSliceCount ?? 0) <= 0) errors.push(invalid(child(path, 'pool.resourceSliceCount'), pool.resourceSliceCount ?? 0, 'must be more than 0'));
  if ((pool.generation ?? 0) < 0) errors.push(invalid(child(path, 'pool.generation'), pool.generation, 'must be 0 or more'));
  if (old !== undefined) {
    errors.push(
      ...validateImmutable(pool.name, old.spec?.pool?.name, child(path, 'pool.name')),
      ...validateImmutable(driver, old.spec?.driver, child(path, 'driver')),
      ...validateImmutable(spec.nodeName, old.spec?.nodeName, child(path, 'nodeName')),
    );
  }
  errors.push(...validateNodes(spec, path));
  if (sharedCounters !== undefined && devices !== undefined) errors.push(invalid(path, 'sharedCounters, devices', 'only one of them is allowed'));
  const oldDevices = new Map((old?.spec?.devices ?? []).map((device) => [device.name ?? '', device]));
  const max = (devices ?? []).some(isAdvanced) ? MAX_ADVANCED_DEVICES : MAX_DEVICES;
  const options = { perDeviceNodes: perDeviceNodeSelection === true };
  return [
    ...errors,
    ...validateSet(devices ?? [], max, (device, entry) => validateDevice(device, { ...options, old: oldDevices.get(device.name ?? '') }, entry), ({ name = '' }) => name, child(path, 'devices')),
    ...validateSet(sharedCounters ?? [], MAX_COUNTER_SETS, validateCounterSet, ({ name = '' }) => name, child(path, 'sharedCounters')),
  ];
}

function isAdvanced({ taints = [], consumesCounters = [], attributes = {} }: Device): boolean {
  const hasLists = Object.values(attributes).some(({ bools, ints, strings, versions }) => [bools, ints, strings, versions].some((list) => list !== undefined));
  return taints.length > 0 || consumesCounters.length > 0 || hasLists;
}

/** Exactly one way to say on which nodes devices are. */
function validateNodes(spec: ResourceSliceSpec, path: FieldPath): FieldError[] {
  const { errors, chosen } = validateNodeChoice(spec, path);
  const terms = spec.nodeSelector?.nodeSelectorTerms ?? [];
  if (spec.nodeSelector !== undefined && terms.length !== 1) errors.push(invalid(child(path, 'nodeSelector.nodeSelectorTerms'), terms, 'must have exactly one term'));
  const ways = 'nodeName, nodeSelector, allNodes or perDeviceNodeSelection';
  if (chosen.length === 0) errors.push(required(path, `needs one of ${ways}`));
  if (chosen.length > 1) errors.push(invalid(path, chosen, `has more than one of ${ways}`));
  return errors;
}

function validateCounterSet({ name = '', counters = {} }: CounterSet, path: FieldPath): FieldError[] {
  return [
    ...(name === '' ? [required(child(path, 'name'), 'every set of counters needs a name')] : validateDns1123Label(name, child(path, 'name'))),
    ...validateCounters(counters, child(path, 'counters')),
  ];
}
