import { child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { isFeatureOn } from '../../feature-gates.ts';
import { invalid, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import type { KubernetesVersion } from '../../kubernetes-version.ts';
import { dns1123SubdomainProblems } from '../../names.ts';
import type { DeviceClaim, DeviceConstraint, DeviceRequest, DeviceSubRequest, ResourceClaim, ResourceClaimTemplate } from '../../types/resource-v1.ts';
import { validateImmutable } from '../immutable.ts';
import { invalidForEach, validateDns1123Label } from '../problems.ts';
import { validateTemplateMetadata } from '../template-metadata.ts';
import { validateDeviceConfiguration, validateDeviceToleration } from './configuration.ts';
import { validateItems, validateSet } from './lists.ts';
import { validateFullyQualifiedDeviceName } from './names.ts';
import { validateDeviceSelectors } from './selectors.ts';

const MAX_REQUESTS = 32;
const MAX_ALTERNATIVES = 8;
const MAX_CONSTRAINTS = 32;
const MAX_CONFIGURATIONS = 32;
const ALLOCATION_MODES: readonly string[] = ['All', 'ExactCount'];

/** A claim keeps what it asks for. */
const SPEC_TYPES = { quantities: ['requests'], pointers: ['adminAccess', 'capacity', 'cel', 'distinctAttribute', 'exactly', 'matchAttribute', 'opaque', 'tolerationSeconds'] } as const;

/** The rules for a ResourceClaim (pkg/apis/resource/validation/validation.go, v1.36). */
export function validateResourceClaim({ spec = {} }: ResourceClaim, version: KubernetesVersion): FieldError[] {
  return validateDeviceClaim(spec.devices ?? {}, version, 'spec.devices');
}

export function validateResourceClaimUpdate(claim: ResourceClaim, old: ResourceClaim): FieldError[] {
  return validateImmutable(claim.spec, old.spec, 'spec', SPEC_TYPES);
}

export function validateResourceClaimTemplate({ spec = {} }: ResourceClaimTemplate, version: KubernetesVersion): FieldError[] {
  return [...validateTemplateMetadata(spec.metadata ?? {}, 'spec.metadata'), ...validateDeviceClaim(spec.spec?.devices ?? {}, version, 'spec.spec.devices')];
}

export function validateResourceClaimTemplateUpdate(template: ResourceClaimTemplate, old: ResourceClaimTemplate): FieldError[] {
  return validateImmutable(template.spec, old.spec, 'spec', SPEC_TYPES);
}

function validateDeviceClaim({ requests = [], constraints = [], config = [] }: DeviceClaim, version: KubernetesVersion, path: FieldPath): FieldError[] {
  const names = new Map(requests.map(({ name = '', firstAvailable = [] }) => [name, new Set(firstAvailable.map((alternative) => alternative.name ?? ''))]));
  return [
    ...validateSet(requests, MAX_REQUESTS, validateRequest, ({ name = '' }) => name, child(path, 'requests')),
    ...validateItems(constraints, MAX_CONSTRAINTS, (constraint, entry) => validateConstraint(constraint, names, version, entry), child(path, 'constraints')),
    ...validateItems(
      config,
      MAX_CONFIGURATIONS,
      (configuration, entry) => [
        ...validateReferences(configuration.requests ?? [], names, child(entry, 'requests')),
        ...validateDeviceConfiguration(configuration.opaque, false, entry),
      ],
      child(path, 'config'),
    ),
  ];
}

type RequestNames = ReadonlyMap<string, ReadonlySet<string>>;

function validateRequest({ name = '', exactly, firstAvailable = [] }: DeviceRequest, path: FieldPath): FieldError[] {
  const errors = validateDns1123Label(name, child(path, 'name'));
  if (exactly === undefined && firstAvailable.length === 0) return [...errors, required(path, 'needs either exactly or firstAvailable')];
  if (exactly !== undefined && firstAvailable.length > 0) return [...errors, invalid(path, name, 'has both exactly and firstAvailable, remove one of them')];
  if (exactly !== undefined) return [...errors, ...validateDevices(exactly, child(path, 'exactly'))];
  const validateAlternative = (alternative: DeviceSubRequest, entry: FieldPath): FieldError[] => [
    ...validateDns1123Label(alternative.name ?? '', child(entry, 'name')),
    ...validateDevices(alternative, entry),
  ];
  return [...errors, ...validateSet(firstAvailable, MAX_ALTERNATIVES, validateAlternative, (alternative) => alternative.name ?? '', child(path, 'firstAvailable'))];
}

function validateDevices({ deviceClassName = '', selectors = [], allocationMode = '', count = 0, tolerations = [] }: DeviceSubRequest, path: FieldPath): FieldError[] {
  const classPath = child(path, 'deviceClassName');
  const errors = deviceClassName === '' ? [required(classPath, 'must name the DeviceClass')] : invalidForEach(classPath, deviceClassName, dns1123SubdomainProblems(deviceClassName));
  errors.push(...validateDeviceSelectors(selectors, false, child(path, 'selectors')));
  const countPath = child(path, 'count');
  if (!ALLOCATION_MODES.includes(allocationMode)) errors.push(notSupported(child(path, 'allocationMode'), allocationMode, ALLOCATION_MODES));
  else if (allocationMode === 'All' && count !== 0) errors.push(invalid(countPath, count, 'must not be given with allocationMode All'));
  else if (allocationMode === 'ExactCount' && count <= 0) errors.push(invalid(countPath, count, 'must be more than 0'));
  // The limit of 16 is only in the documentation.
  return [...errors, ...validateItems(tolerations, Infinity, validateDeviceToleration, child(path, 'tolerations'))];
}

function validateConstraint({ requests = [], matchAttribute, distinctAttribute }: DeviceConstraint, names: RequestNames, version: KubernetesVersion, path: FieldPath): FieldError[] {
  const errors = validateReferences(requests, names, child(path, 'requests'));
  if (matchAttribute !== undefined) errors.push(...validateFullyQualifiedDeviceName(matchAttribute, child(path, 'matchAttribute')));
  else if (distinctAttribute !== undefined) errors.push(...validateFullyQualifiedDeviceName(distinctAttribute, child(path, 'distinctAttribute')));
  else if (isFeatureOn('DRAConsumableCapacity', version)) errors.push(required(path, 'needs either matchAttribute or distinctAttribute'));
  else errors.push(required(child(path, 'matchAttribute'), 'says in which attribute the devices must agree'));
  return errors;
}

/** Names of requests, or of a request and one of its alternatives with a slash between them. */
function validateReferences(references: readonly string[], names: RequestNames, path: FieldPath): FieldError[] {
  return validateSet(references, MAX_REQUESTS, (reference, entry) => validateReference(reference, names, entry), (reference) => reference, path);
}

function validateReference(reference: string, names: RequestNames, path: FieldPath): FieldError[] {
  const parts = reference.split('/');
  const [request = '', alternative] = parts;
  const unknown = invalid(path, reference, 'is no request of this claim, and no request, a slash and one of its alternatives');
  if (parts.length > 2) return [unknown];
  const errors = parts.flatMap((part) => validateDns1123Label(part, path));
  const alternatives = names.get(request);
  if (alternatives === undefined || (alternative !== undefined && !alternatives.has(alternative))) errors.push(unknown);
  return errors;
}
