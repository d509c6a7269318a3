import { defaultDeviceClaim } from '../../defaults/dynamic-resources.ts';
import { nestRequests, unnestDevice } from '../../dynamic-resources-v1.ts';
import { isFeatureOn } from '../../feature-gates.ts';
import type { KubernetesVersion } from '../../kubernetes-version.ts';
import { subdomainName } from '../../object-name.ts';
import { dropDisabledClaimFields, dropDisabledSliceFields } from '../../prepare/devices.ts';
import { semanticEqual } from '../../semantic-equal.ts';
import { defineStrategy, type Strategy } from '../../strategy.ts';
import type { Device as FlatDevice } from '../../types/resource-v1beta1.ts';
import type { DeviceClass, ResourceClaim, ResourceClaimTemplate, ResourceSlice } from '../../types/resource-v1.ts';
import { dropDisabledAdminAccess, validateAdminAccess } from '../../validation/dynamic-resources/admin-access.ts';
import { validateResourceClaim, validateResourceClaimTemplate, validateResourceClaimTemplateUpdate, validateResourceClaimUpdate } from '../../validation/dynamic-resources/claim.ts';
import { validateDeviceClass } from '../../validation/dynamic-resources/device-class.ts';
import { validateResourceSlice } from '../../validation/dynamic-resources/resource-slice.ts';
import { resourceSliceWarnings } from '../../warnings/dynamic-resources.ts';
import { countGeneration, dropStatus, keepStatus, startGeneration } from '../resources/status.ts';

/** Versions by whether requests and devices hold their fields themselves; such objects are validated in the shape of v1, as the server does. */
const VERSIONS = [
  ['v1', false],
  ['v1beta2', false],
  ['v1beta1', true],
  ['v1alpha3', true],
] as const;

/** Dynamic resource allocation (pkg/registry/resource, v1.36). */
export const dynamicResourceStrategies: readonly Strategy[] = VERSIONS.flatMap(([version, flat]) => {
  const shared = { apiVersion: `resource.k8s.io/${version}`, nameProblems: subdomainName } as const;
  const claimOf = (claim: ResourceClaim): ResourceClaim => (flat ? { ...claim, spec: { ...claim.spec, devices: nestRequests(claim.spec?.devices) } } : claim);
  const templateOf = (template: ResourceClaimTemplate): ResourceClaimTemplate =>
    flat ? { ...template, spec: { ...template.spec, spec: { ...template.spec?.spec, devices: nestRequests(template.spec?.spec?.devices) } } } : template;
  const sliceOf = (slice: ResourceSlice): ResourceSlice => (flat && slice.spec?.devices !== undefined ? { ...slice, spec: { ...slice.spec, devices: slice.spec.devices.map(unnestDevice) } } : slice);
  return [
    defineStrategy<DeviceClass>({
      ...shared,
      kind: 'DeviceClass',
      namespaced: false,
      prepareForCreate: (deviceClass, { version: release }) => {
        startGeneration(deviceClass);
        dropExtendedResource(deviceClass, release);
      },
      validate: (deviceClass) => validateDeviceClass(deviceClass),
      prepareForUpdate: (deviceClass, old, { version: release }) => {
        dropExtendedResource(deviceClass, release, old);
        countGeneration(deviceClass, old, !semanticEqual(deviceClass.spec, old.spec));
      },
      validateUpdate: validateDeviceClass,
    }),
    defineStrategy<ResourceClaim>({
      ...shared,
      kind: 'ResourceClaim',
      namespaced: true,
      applyDefaults: ({ spec }) => {
        defaultDeviceClaim(spec?.devices, flat);
      },
      prepareForCreate: (claim, { version: release }) => {
        dropStatus(claim);
        dropDisabledAdminAccess(claim.spec?.devices, release);
        dropDisabledClaimFields(claim.spec?.devices, release);
      },
      validate: (claim, context) => [...validateAdminAccess(claimOf(claim).spec?.devices, context), ...validateResourceClaim(claimOf(claim), context.version)],
      prepareForUpdate: (claim, old, { version: release }) => {
        keepStatus(claim, old);
        dropDisabledAdminAccess(claim.spec?.devices, release, old.spec?.devices);
        dropDisabledClaimFields(claim.spec?.devices, release, old.spec?.devices);
      },
      validateUpdate: validateResourceClaimUpdate,
    }),
    defineStrategy<ResourceClaimTemplate>({
      ...shared,
      kind: 'ResourceClaimTemplate',
      namespaced: true,
      applyDefaults: ({ spec }) => {
        defaultDeviceClaim(spec?.spec?.devices, flat);
      },
      prepareForCreate: (template, { version: release }) => {
        dropDisabledAdminAccess(template.spec?.spec?.devices, release);
        dropDisabledClaimFields(template.spec?.spec?.devices, release);
      },
      validate: (template, context) => [...validateAdminAccess(templateOf(template).spec?.spec?.devices, context), ...validateResourceClaimTemplate(templateOf(template), context.version)],
      prepareForUpdate: (template, old, { version: release }) => {
        dropDisabledAdminAccess(template.spec?.spec?.devices, release, old.spec?.spec?.devices);
        dropDisabledClaimFields(template.spec?.spec?.devices, release, old.spec?.spec?.devices);
      },
      validateUpdate: validateResourceClaimTemplateUpdate,
    }),
    defineStrategy<ResourceSlice>({
      ...shared,
      kind: 'ResourceSlice',
      namespaced: false,
      prepareForCreate: (slice, { version: release }) => {
        startGeneration(slice);
        dropListAttributes(slice);
        dropDisabledSliceFields(slice.spec, release);
      },
      validate: (slice) => validateResourceSlice(sliceOf(slice)),
      prepareForUpdate: (slice, old, { version: release }) => {
        dropListAttributes(slice);
        dropDisabledSliceFields(slice.spec, release, old.spec);
        countGeneration(slice, old, !semanticEqual(slice.spec, old.spec));
      },
      validateUpdate: (slice, old) => validateResourceSlice(sliceOf(slice), sliceOf(old)),
      warnings: resourceSliceWarnings,
    }),
  ];
});

/** Lists as attributes of devices are still off (feature gate DRAListTypeAttributes). */
function dropListAttributes({ spec }: ResourceSlice): void {
  for (const device of spec?.devices ?? []) {
    for (const attribute of Object.values(device.attributes ?? (device as FlatDevice).basic?.attributes ?? {})) {
      for (const field of ['bools', 'ints', 'strings', 'versions'] as const) delete attribute[field];
    }
  }
}

function dropExtendedResource({ spec }: DeviceClass, version: KubernetesVersion, old?: DeviceClass): void {
  if (!isFeatureOn('DRAExtendedResource', version) && old?.spec?.extendedResourceName === undefined) delete spec?.extendedResourceName;
}
