import { isFeatureOn, type FeatureGate } from '../feature-gates.ts';
import type { KubernetesVersion } from '../kubernetes-version.ts';
import type { DeviceClaim, ResourceSliceSpec } from '../types/resource-v1.ts';

type Fields = Record<string, unknown>;

/** The parts of an object that hold fields of one feature. */
interface GatedFields<T> {
  readonly feature: FeatureGate;
  readonly partsOf: (object: T) => readonly Fields[];
  readonly names: readonly string[];
}

const CLAIM_FIELDS: readonly GatedFields<DeviceClaim>[] = [
  { feature: 'DRADeviceTaints', partsOf: requestsOf, names: ['tolerations'] },
  { feature: 'DRAConsumableCapacity', partsOf: requestsOf, names: ['capacity'] },
  { feature: 'DRAConsumableCapacity', partsOf: ({ constraints = [] }) => constraints.map(asFields), names: ['distinctAttribute'] },
];

const SLICE_FIELDS: readonly GatedFields<ResourceSliceSpec>[] = [
  { feature: 'DRADeviceTaints', partsOf: devicesOf, names: ['taints'] },
  { feature: 'DRAPartitionableDevices', partsOf: (spec) => [asFields(spec)], names: ['sharedCounters', 'perDeviceNodeSelection'] },
  { feature: 'DRAPartitionableDevices', partsOf: devicesOf, names: ['consumesCounters', 'nodeName', 'nodeSelector', 'allNodes'] },
  { feature: 'DRADeviceBindingConditions', partsOf: devicesOf, names: ['bindsToNode', 'bindingConditions', 'bindingFailureConditions'] },
  { feature: 'DRAConsumableCapacity', partsOf: devicesOf, names: ['allowMultipleAllocations'] },
  { feature: 'DRAConsumableCapacity', partsOf: (spec) => devicesOf(spec).flatMap(({ capacity }) => Object.values((capacity ?? {}) as Readonly<Record<string, object>>).map(asFields)), names: ['requestPolicy'] },
];

/**
 * Removes fields of claims whose feature is off, unless the stored claim uses the feature (pkg/api/resourceclaimspec/util.go, v1.36).
 * `claim` is in the shape of any version.
 */
export function dropDisabledClaimFields(claim: DeviceClaim | undefined, version: KubernetesVersion, stored?: DeviceClaim): void {
  drop(claim, version, stored, CLAIM_FIELDS);
}

/** The same for slices (pkg/registry/resource/resourceslice/strategy.go). */
export function dropDisabledSliceFields(slice: ResourceSliceSpec | undefined, version: KubernetesVersion, stored?: ResourceSliceSpec): void {
  drop(slice, version, stored, SLICE_FIELDS);
}

function drop<T>(object: T | undefined, version: KubernetesVersion, stored: T | undefined, gated: readonly GatedFields<T>[]): void {
  if (object === undefined) return;
  const inUse = new Set(stored === undefined ? [] : gated.filter((fields) => isUsed(stored, fields)).map(({ feature }) => feature));
  for (const { feature, partsOf, names } of gated) {
    if (isFeatureOn(feature, version) || inUse.has(feature)) continue;
    for (const part of partsOf(object)) for (const name of names) delete part[name];
  }
}

function isUsed<T>(object: T, { partsOf, names }: GatedFields<T>): boolean {
  return partsOf(object).some((part) => names.some((name) => part[name] !== undefined && !(Array.isArray(part[name]) && part[name].length === 0)));
}

/** What holds the fields of requests: `exactly` or the request itself in v1beta1, and the alternatives. */
function requestsOf({ requests = [] }: DeviceClaim): Fields[] {
  return requests.flatMap((request) => [request.exactly ?? request, ...(request.firstAvailable ?? [])]).map(asFields);
}

/** What holds the fields of devices: `basic` in v1beta1, the device itself in later versions. */
function devicesOf({ devices = [] }: ResourceSliceSpec): Fields[] {
  return devices.map((device) => asFields((device as { basic?: object }).basic ?? device));
}

function asFields(value: object): Fields {
  return value as Fields;
}
