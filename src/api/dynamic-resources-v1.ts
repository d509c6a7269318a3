import type { KubeObject } from './object.ts';
import type { Device as FlatDevice, DeviceRequest as FlatRequest } from './types/resource-v1beta1.ts';
import type { Device, DeviceClaim, DeviceRequest, ResourceClaim, ResourceClaimTemplate, ResourceSlice } from './types/resource-v1.ts';

const V1 = 'resource.k8s.io/v1';
const FLAT_VERSIONS = new Set(['resource.k8s.io/v1beta1', 'resource.k8s.io/v1alpha3']);

/** A claim, template or slice as version v1 of its API shows it; other objects, and those that have that shape, as they are. */
export function dynamicResourceInV1<T extends KubeObject>(object: T): T {
  if (!FLAT_VERSIONS.has(object.apiVersion)) return object;
  switch (object.kind) {
    case 'ResourceClaim': {
      const { spec } = object as ResourceClaim;
      return { ...object, apiVersion: V1, spec: { ...spec, devices: nestRequests(spec?.devices) } };
    }
    case 'ResourceClaimTemplate': {
      const { spec } = object as ResourceClaimTemplate;
      return { ...object, apiVersion: V1, spec: { ...spec, spec: { ...spec?.spec, devices: nestRequests(spec?.spec?.devices) } } };
    }
    case 'ResourceSlice': {
      const { spec } = object as ResourceSlice;
      return { ...object, apiVersion: V1, spec: { ...spec, devices: (spec?.devices ?? []).map(unnestDevice) } };
    }
    default:
      return object;
  }
}

/** A request of v1beta1 without alternatives has the fields of `exactly` beside its name. */
export function nestRequests(claim: DeviceClaim | undefined): DeviceClaim {
  return {
    ...claim,
    requests: ((claim?.requests ?? []) as FlatRequest[]).map(({ name, firstAvailable, ...exactly }): DeviceRequest => {
      const empty = Object.values(exactly).every((value) => value === undefined);
      return { name, ...(firstAvailable === undefined ? {} : { firstAvailable }), ...(empty ? {} : { exactly }) };
    }),
  };
}

/** A device of v1beta1 has its attributes and capacity below `basic`. */
export function unnestDevice(device: Device): Device {
  const { name, basic = {} } = device as FlatDevice;
  return { name, ...basic };
}
