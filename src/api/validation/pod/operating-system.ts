import { child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { forbidden, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { locateContainers } from '../../pod-containers.ts';
import type { PodSecurityContext, PodSpec, SecurityContext } from '../../types/core-v1.ts';

const SYSTEMS: readonly string[] = ['linux', 'windows'];

/** What the other operating system does not have (pkg/apis/core/validation/validation.go, `validateOS`, v1.36). */
export function validateOperatingSystem(spec: PodSpec, path: FieldPath): FieldError[] {
  if (spec.os === undefined) return [];
  const { name = '' } = spec.os;
  if (name === '') return [required(child(child(path, 'os'), 'name'), `must be one of ${SYSTEMS.join(', ')}`)];
  if (!SYSTEMS.includes(name)) return [notSupported(child(path, 'os'), name, SYSTEMS)];
  return name === 'linux' ? validateLinux(spec, path) : validateWindows(spec, path);
}

function validateLinux(spec: PodSpec, path: FieldPath): FieldError[] {
  const contexts = [
    { context: spec.securityContext, path },
    ...locateContainers(spec, path).map((located) => ({ context: located.container.securityContext, path: located.path })),
  ];
  return contexts
    .filter(({ context }) => context?.windowsOptions !== undefined)
    .map((at) => forbidden(child(child(at.path, 'securityContext'), 'windowsOptions'), 'a Linux pod cannot have it'));
}

const LINUX_POD_CONTEXT: readonly (keyof PodSecurityContext)[] = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'sysctls',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'seLinuxChangePolicy',
];

const LINUX_CONTEXT: readonly (keyof SecurityContext)[] = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];

const REASON = 'a Windows pod cannot have it';

function validateWindows(spec: PodSpec, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (spec.hostUsers !== undefined) errors.push(forbidden(child(path, 'hostUsers'), REASON));
  if (spec.hostPID === true) errors.push(forbidden(child(path, 'hostPID'), REASON));
  if (spec.hostIPC === true) errors.push(forbidden(child(path, 'hostIPC'), REASON));
  if (spec.shareProcessNamespace !== undefined) errors.push(forbidden(child(path, 'shareProcessNamespace'), REASON));
  const context = spec.securityContext ?? {};
  for (const field of LINUX_POD_CONTEXT) {
    const value = context[field];
    if (value === undefined || (field === 'sysctls' && Array.isArray(value) && value.length === 0)) continue;
    errors.push(forbidden(child(child(path, 'securityContext'), field), REASON));
  }
  for (const { container, path: containerPath } of locateContainers(spec, path)) {
    const own = container.securityContext ?? {};
    for (const field of LINUX_CONTEXT) if (own[field] !== undefined) errors.push(forbidden(child(child(containerPath, 'securityContext'), field), REASON));
  }
  return errors;
}
