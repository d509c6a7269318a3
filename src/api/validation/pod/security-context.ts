import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { duplicate, invalid, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { byteLength } from '../../names.ts';
import type { PodSpec, SecurityContext } from '../../types/core-v1.ts';
import { MAX_INT32, validateInRange } from '../numbers.ts';
import type { PodOptions } from './options.ts';
import { validateAppArmorProfile, validateSeccompProfile } from './profiles.ts';
import { validateWindowsOptions } from './windows-options.ts';

/** Security contexts of containers and pods (pkg/apis/core/validation/validation.go, v1.36). Privileged containers count as allowed: that is a flag of the API server. */
const PROC_MOUNTS: readonly string[] = ['Default', 'Unmasked'];
const FS_GROUP_CHANGE_POLICIES: readonly string[] = ['Always', 'OnRootMismatch'];
const SUPPLEMENTAL_GROUPS_POLICIES: readonly string[] = ['Merge', 'Strict'];

/** `hostUsers`: whether the pod shares the users of the node, which it does unless told otherwise. */
export function validateSecurityContext(context: SecurityContext | undefined, hostUsers: boolean, path: FieldPath): FieldError[] {
  if (context === undefined) return [];
  const errors = [...validateId(context.runAsUser, child(path, 'runAsUser')), ...validateId(context.runAsGroup, child(path, 'runAsGroup'))];
  const { procMount } = context;
  if (procMount !== undefined) {
    if (!PROC_MOUNTS.includes(procMount)) errors.push(notSupported(child(path, 'procMount'), procMount, PROC_MOUNTS));
    if (hostUsers && procMount === 'Unmasked') errors.push(invalid(child(path, 'procMount'), procMount, 'needs hostUsers: false in the pod'));
  }
  errors.push(...validateSeccompProfile(context.seccompProfile, child(path, 'seccompProfile')));
  if (context.allowPrivilegeEscalation === false) {
    if (context.privileged === true) errors.push(invalid(path, 'privileged', 'a privileged container can always escalate, remove allowPrivilegeEscalation: false'));
    for (const capability of context.capabilities?.add ?? []) {
      if (capability === 'CAP_SYS_ADMIN') errors.push(invalid(path, capability, 'a container with it can always escalate, remove allowPrivilegeEscalation: false'));
    }
  }
  errors.push(...validateWindowsOptions(context.windowsOptions, child(path, 'windowsOptions')));
  errors.push(...validateAppArmorProfile(context.appArmorProfile, child(path, 'appArmorProfile')));
  return errors;
}

export function validatePodSecurityContext(spec: PodSpec, options: PodOptions, path: FieldPath): FieldError[] {
  const context = spec.securityContext ?? {};
  const errors = (['fsGroup', 'runAsUser', 'runAsGroup'] as const).flatMap((name) => validateId(context[name], child(path, name)));
  context.supplementalGroups?.forEach((group, index) => {
    errors.push(...validateId(group, at(child(path, 'supplementalGroups'), index)));
  });
  if (spec.shareProcessNamespace === true && spec.hostPID === true) {
    errors.push(invalid(child(path, 'shareProcessNamespace'), true, 'and hostPID exclude each other'));
  }
  errors.push(...validateSysctls(spec, options, child(path, 'sysctls')));
  errors.push(...validateOneOf(context.fsGroupChangePolicy, FS_GROUP_CHANGE_POLICIES, child(path, 'fsGroupChangePolicy')));
  errors.push(...validateSeccompProfile(context.seccompProfile, child(path, 'seccompProfile')));
  errors.push(...validateWindowsOptions(context.windowsOptions, child(path, 'windowsOptions')));
  errors.push(...validateAppArmorProfile(context.appArmorProfile, child(path, 'appArmorProfile')));
  errors.push(...validateOneOf(context.supplementalGroupsPolicy, SUPPLEMENTAL_GROUPS_POLICIES, child(path, 'supplementalGroupsPolicy')));
  const changePolicies = options.allowAnySELinuxChangePolicy ? ['MountOption', 'Recursive'] : ['Recursive'];
  errors.push(...validateOneOf(context.seLinuxChangePolicy, changePolicies, child(path, 'seLinuxChangePolicy')));
  return errors;
}

function validateOneOf(value: string | undefined, allowed: readonly string[], path: FieldPath): FieldError[] {
  return value === undefined || allowed.includes(value) ? [] : [notSupported(path, value, allowed)];
}

/** The id of a user or group. */
function validateId(id: number | undefined, path: FieldPath): FieldError[] {
  return id === undefined ? [] : validateInRange(id, 0, MAX_INT32, path);
}

const SYSCTL_MAX_BYTES = 253;
const SYSCTL_SEGMENT = /^[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?$/;
const IPC_SYSCTLS: readonly string[] = ['kernel.shm', 'kernel.msg', 'fs.mqueue.'];

function validateSysctls(spec: PodSpec, options: PodOptions, path: FieldPath): FieldError[] {
  const seen = new Set<string>();
  return (spec.securityContext?.sysctls ?? []).flatMap(({ name = '' }, index) => {
    const namePath = child(at(path, index), 'name');
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(namePath, 'names the kernel parameter'));
    else if (byteLength(name) > SYSCTL_MAX_BYTES || !name.split(/[./]/).every((segment) => SYSCTL_SEGMENT.test(segment))) {
      errors.push(invalid(namePath, name, `must be no more than ${SYSCTL_MAX_BYTES} bytes of lower-case segments with dots or slashes between`));
    } else if (seen.has(name)) errors.push(duplicate(namePath, name));
    seen.add(name);
    if (!options.allowHostNamespacedSysctls) errors.push(...validateHostSysctl(name, spec, namePath));
    return errors;
  });
}

/** A parameter of a namespace that the pod shares with the node would change the node. */
function validateHostSysctl(name: string, spec: PodSpec, path: FieldPath): FieldError[] {
  const dotted = withDots(name);
  if (spec.hostNetwork === true && dotted.startsWith('net.')) return [invalid(path, name, 'would change the node, since hostNetwork is true')];
  const ofIpc = dotted === 'kernel.sem' || IPC_SYSCTLS.some((prefix) => dotted.startsWith(prefix));
  if (spec.hostIPC === true && ofIpc) return [invalid(path, name, 'would change the node, since hostIPC is true')];
  return [];
}

/** `net/ipv4/conf/eth0.1` has slashes for separators and dots inside names; with a dot as its first separator a name stays as it is. */
function withDots(name: string): string {
  const separator = /[./]/.exec(name)?.[0];
  return separator === '/' ? name.replace(/[./]/g, (char) => (char === '/' ? '.' : '/')) : name;
}
