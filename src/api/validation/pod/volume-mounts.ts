import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { forbidden, invalid, notFound, notSupported, required } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { compareKubernetesVersions } from '../../kubernetes-version.ts';
import type { Container, Volume, VolumeMount } from '../../types/core-v1.ts';
import { validateLocalDescendingPath, validateNoBacksteps } from '../local-path.ts';
import type { PodOptions } from './options.ts';

const PROPAGATIONS: readonly string[] = ['Bidirectional', 'HostToContainer', 'None'];
const RECURSIVE_READ_ONLY: readonly string[] = ['Disabled', 'Enabled', 'IfPossible'];

export type VolumesByName = ReadonlyMap<string, Volume>;

/** Volumes as files (pkg/apis/core/validation/validation.go, `ValidateVolumeMounts`, v1.36). */
export function validateVolumeMounts(container: Container, volumes: VolumesByName, options: PodOptions, path: FieldPath): FieldError[] {
  const seen = new Set<string>();
  const devices = container.volumeDevices ?? [];
  // Of two devices with one name the server remembers the path of the last.
  const devicePaths = new Map(devices.map((device) => [device.name ?? '', device.devicePath ?? '']));
  return (container.volumeMounts ?? []).flatMap((mount, index) => {
    const mountPath = mount.mountPath ?? '';
    const name = mount.name ?? '';
    const itemPath = at(path, index);
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(child(itemPath, 'name'), 'names the volume'));
    if (!volumes.has(name)) errors.push(notFound(child(itemPath, 'name'), name));
    if (mountPath === '') errors.push(required(child(itemPath, 'mountPath'), 'is the folder in the container'));
    if (seen.has(mountPath)) errors.push(invalid(child(itemPath, 'mountPath'), mountPath, 'is already mounted, each mount needs a folder of its own'));
    seen.add(mountPath);
    if (devicePaths.has(name)) errors.push(invalid(child(itemPath, 'name'), name, 'is also used in volumeDevices, a volume is either files or a device'));
    if ([...devicePaths.values()].includes(mountPath)) errors.push(invalid(child(itemPath, 'mountPath'), mountPath, 'is also the path of a device'));
    errors.push(...validateSubPaths(mount, volumes.get(name), options, itemPath, path));
    // The server names the list, not the item, in what follows.
    errors.push(...validatePropagation(mount.mountPropagation, container, child(path, 'mountPropagation')));
    errors.push(...validateRecursiveReadOnly(mount, child(path, 'recursiveReadOnly')));
    return errors;
  });
}

function validateSubPaths(mount: VolumeMount, volume: Volume | undefined, options: PodOptions, itemPath: FieldPath, path: FieldPath): FieldError[] {
  const { subPath = '', subPathExpr = '' } = mount;
  const errors: FieldError[] = [];
  if (volume?.image !== undefined && compareKubernetesVersions(options.version, '1.33') < 0) {
    if (subPath !== '') errors.push(invalid(child(itemPath, 'subPath'), subPath, 'volumes of kind image are mounted as a whole'));
    if (subPathExpr !== '') errors.push(invalid(child(itemPath, 'subPathExpr'), subPathExpr, 'volumes of kind image are mounted as a whole'));
  }
  if (subPath !== '') errors.push(...validateLocalDescendingPath(subPath, child(path, 'subPath')));
  if (subPathExpr !== '') {
    if (subPath !== '') errors.push(invalid(child(itemPath, 'subPathExpr'), subPathExpr, 'give either subPath or subPathExpr'));
    errors.push(...validateLocalDescendingPath(subPathExpr, child(path, 'subPathExpr')));
  }
  return errors;
}

function validatePropagation(propagation: string | undefined, container: Container, path: FieldPath): FieldError[] {
  if (propagation === undefined) return [];
  const errors: FieldError[] = PROPAGATIONS.includes(propagation) ? [] : [notSupported(path, propagation, PROPAGATIONS)];
  if (propagation === 'Bidirectional' && container.securityContext?.privileged !== true) {
    errors.push(forbidden(path, 'Bidirectional is for containers with securityContext.privileged'));
  }
  return errors;
}

function validateRecursiveReadOnly(mount: VolumeMount, path: FieldPath): FieldError[] {
  const mode = mount.recursiveReadOnly;
  if (mode === undefined || mode === 'Disabled') return [];
  if (!RECURSIVE_READ_ONLY.includes(mode)) return [notSupported(path, mode, RECURSIVE_READ_ONLY)];
  const errors: FieldError[] = [];
  if (mount.readOnly !== true) errors.push(forbidden(path, 'needs readOnly: true'));
  if (mount.mountPropagation !== undefined && mount.mountPropagation !== 'None') errors.push(forbidden(path, 'needs mountPropagation None, or none given'));
  return errors;
}

/** Volumes as raw block devices (`ValidateVolumeDevices`). */
export function validateVolumeDevices(container: Container, volumes: VolumesByName, path: FieldPath): FieldError[] {
  const mounts = new Map((container.volumeMounts ?? []).map((mount) => [mount.name ?? '', mount.mountPath ?? '']));
  const names = new Set<string>();
  const paths = new Set<string>();
  return (container.volumeDevices ?? []).flatMap((device, index) => {
    const { name = '', devicePath = '' } = device;
    const namePath = child(at(path, index), 'name');
    const pathPath = child(at(path, index), 'devicePath');
    const volume = volumes.get(name);
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(namePath, 'names the volume'));
    if (names.has(name)) errors.push(invalid(namePath, name, 'is already a device of this container'));
    if (volume === undefined) errors.push(notFound(namePath, name));
    else if (volume.persistentVolumeClaim === undefined && volume.ephemeral === undefined) {
      errors.push(invalid(namePath, name, 'only volumes of the kinds persistentVolumeClaim and ephemeral can be block devices'));
    }
    if (devicePath === '') errors.push(required(pathPath, 'is the path of the device in the container'));
    if (paths.has(devicePath)) errors.push(invalid(pathPath, devicePath, 'is already the path of another device'));
    if (validateNoBacksteps(devicePath, pathPath).length > 0) errors.push(invalid(pathPath, devicePath, "must not have '..'"));
    else paths.add(devicePath);
    if (mounts.has(name)) errors.push(invalid(namePath, name, 'is also used in volumeMounts, a volume is either files or a device'));
    if ([...mounts.values()].includes(devicePath)) errors.push(invalid(pathPath, devicePath, 'is also a mount path'));
    if (name !== '') names.add(name);
    return errors;
  });
}
