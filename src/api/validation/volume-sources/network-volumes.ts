import { at, child } from '../../../diag/field-path.ts';
import type { FieldPath } from '../../../diag/field-path.ts';
import { invalid, required, tooLong } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { byteLength, dns1123SubdomainProblems } from '../../names.ts';
import type {
  CephFSVolumeSource,
  CSIVolumeSource,
  FCVolumeSource,
  FlexVolumeSource,
  FlockerVolumeSource,
  GlusterfsVolumeSource,
  ISCSIVolumeSource,
  NFSVolumeSource,
  QuobyteVolumeSource,
  RBDVolumeSource,
} from '../../types/core-v1.ts';
import { validateInRange } from '../numbers.ts';
import { invalidForEach } from '../problems.ts';
import { validateText } from './cloud-volumes.ts';

/** Volumes that are reached over a network or through a driver (pkg/apis/core/validation/validation.go, v1.36). */
const MAX_LUN = 255;
const QUALIFIED_INITIATOR = /iqn\.[0-9]{4}-[0-9]{2}\.([A-Za-z0-9.-]+)(:[^,;*&$|\t\n\f\r ]+)$/;
const EUI_INITIATOR = /^eui.[A-Za-z0-9]{16}$/;
const NAA_INITIATOR = /^naa.[A-Za-z0-9]{32}$/;

export function validateNfs(source: NFSVolumeSource, path: FieldPath): FieldError[] {
  const errors = [...validateText(source.server, path, 'server', 'is the address of the server'), ...validateText(source.path, path, 'path', 'is the exported folder')];
  if (!(source.path ?? '').startsWith('/')) errors.push(invalid(child(path, 'path'), source.path ?? '', 'must be an absolute path, start it with a slash'));
  return errors;
}

/** What pods and PersistentVolumes have in common; how the names of initiators are told apart in errors does not matter. */
export function validateIscsi(source: Omit<ISCSIVolumeSource, 'secretRef'> & { readonly secretRef?: object | undefined }, path: FieldPath): FieldError[] {
  const errors = [...validateText(source.targetPortal, path, 'targetPortal', 'is the address of the target'), ...validateText(source.iqn, path, 'iqn', 'names the target')];
  const { iqn = '', initiatorName } = source;
  if (iqn !== '') errors.push(...invalidForEach(child(path, 'iqn'), iqn, initiatorProblems(iqn)));
  errors.push(...validateInRange(source.lun ?? 0, 0, MAX_LUN, child(path, 'lun')));
  if ((source.chapAuthDiscovery === true || source.chapAuthSession === true) && source.secretRef === undefined) {
    errors.push(required(child(path, 'secretRef'), 'CHAP authentication needs a Secret'));
  }
  if (initiatorName !== undefined) errors.push(...invalidForEach(child(path, 'initiatorname'), initiatorName, initiatorProblems(initiatorName)));
  return errors;
}

function initiatorProblems(name: string): string[] {
  const form = name.startsWith('iqn') ? QUALIFIED_INITIATOR : name.startsWith('eui') ? EUI_INITIATOR : name.startsWith('naa') ? NAA_INITIATOR : undefined;
  if (form === undefined) return ['must start with iqn, eui or naa'];
  return form.test(name) ? [] : ['is not a complete iSCSI name, such as iqn.2001-04.com.example:storage'];
}

export function validateFc(source: FCVolumeSource, path: FieldPath): FieldError[] {
  const { targetWWNs = [], wwids = [], lun } = source;
  const errors: FieldError[] = [];
  if (targetWWNs.length === 0 && wwids.length === 0) errors.push(required(child(path, 'targetWWNs'), 'give either targetWWNs or wwids'));
  if (targetWWNs.length > 0 && wwids.length > 0) errors.push(invalid(child(path, 'targetWWNs'), targetWWNs, 'give either targetWWNs or wwids, not both'));
  if (targetWWNs.length > 0) {
    if (lun === undefined) errors.push(required(child(path, 'lun'), 'must be set beside targetWWNs'));
    else errors.push(...validateInRange(lun, 0, MAX_LUN, child(path, 'lun')));
  }
  return errors;
}

export function validateQuobyte(source: QuobyteVolumeSource, path: FieldPath): FieldError[] {
  const { registry = '', tenant = '' } = source;
  const errors: FieldError[] = [];
  if (registry === '') {
    errors.push(required(child(path, 'registry'), 'is a host:port, or several with commas between'));
  } else if (byteLength(tenant) >= 65) {
    errors.push(required(child(path, 'tenant'), 'must be no more than 64 bytes'));
  } else {
    for (const address of registry.split(',')) {
      if (!isHostAndPort(address)) errors.push(invalid(child(path, 'registry'), registry, `${address} is not a host:port`));
    }
  }
  errors.push(...validateText(source.volume, path, 'volume', 'names the volume'));
  return errors;
}

/** What Go's `net.SplitHostPort` can split; neither part is looked at. */
function isHostAndPort(text: string): boolean {
  const colon = text.lastIndexOf(':');
  if (colon === -1) return false;
  if (text.startsWith('[')) {
    const end = text.indexOf(']');
    if (end === -1 || end + 1 !== colon) return false;
    return !text.slice(1).includes('[') && !text.slice(end + 1).includes(']');
  }
  return !text.slice(0, colon).includes(':') && !text.includes('[') && !text.includes(']');
}

export function validateGlusterfs(source: Pick<GlusterfsVolumeSource, 'endpoints' | 'path'>, path: FieldPath): FieldError[] {
  return [...validateText(source.endpoints, path, 'endpoints', 'names the Endpoints of the servers'), ...validateText(source.path, path, 'path', 'names the volume')];
}

export function validateFlocker(source: FlockerVolumeSource, path: FieldPath): FieldError[] {
  const { datasetName = '', datasetUUID = '' } = source;
  const errors: FieldError[] = [];
  if (datasetName === '' && datasetUUID === '') errors.push(required(path, 'give a datasetName or a datasetUUID'));
  if (datasetName !== '' && datasetUUID !== '') errors.push(invalid(path, 'resource', 'give either datasetName or datasetUUID, not both'));
  if (datasetName.includes('/')) errors.push(invalid(child(path, 'datasetName'), datasetName, 'must not have a slash'));
  return errors;
}

export function validateRbd(source: Pick<RBDVolumeSource, 'monitors' | 'image'>, path: FieldPath): FieldError[] {
  return [...validateMonitors(source.monitors, path), ...validateText(source.image, path, 'image', 'names the image')];
}

export function validateCephFs(source: Pick<CephFSVolumeSource, 'monitors'>, path: FieldPath): FieldError[] {
  return validateMonitors(source.monitors, path);
}

function validateMonitors(monitors: readonly string[] | undefined, path: FieldPath): FieldError[] {
  return (monitors ?? []).length === 0 ? [required(child(path, 'monitors'), 'needs the address of at least one monitor')] : [];
}

export function validateFlexVolume(source: Pick<FlexVolumeSource, 'driver' | 'options'>, path: FieldPath): FieldError[] {
  const errors = validateText(source.driver, path, 'driver', 'names the driver');
  for (const key of Object.keys(source.options ?? {})) {
    const domain = `.${(key.includes('/') ? key.slice(0, key.indexOf('/')) : key).toLowerCase()}`;
    if (domain.endsWith('.kubernetes.io') || domain.endsWith('.k8s.io')) {
      errors.push(invalid(at(child(path, 'options'), key), key, 'the domains kubernetes.io and k8s.io are reserved'));
    }
  }
  return errors;
}

/** The name of a CSI driver, in any case of letters (`ValidateCSIDriverName`). */
export function validateCsiDriverName(name: string | undefined, path: FieldPath): FieldError[] {
  const text = name ?? '';
  if (text === '') return [required(path, 'names the CSI driver')];
  const errors: FieldError[] = [];
  if (byteLength(text) > 63) errors.push(tooLong(path, 63));
  errors.push(...invalidForEach(path, text, dns1123SubdomainProblems(text.toLowerCase())));
  return errors;
}

export function validateCsi(source: CSIVolumeSource, path: FieldPath): FieldError[] {
  const errors = validateCsiDriverName(source.driver, child(path, 'driver'));
  const { nodePublishSecretRef } = source;
  if (nodePublishSecretRef === undefined) return errors;
  const { name = '' } = nodePublishSecretRef;
  // The server names two different fields.
  if (name === '') errors.push(required(child(child(path, 'nodePublishSecretRef'), 'name'), 'names the Secret'));
  else errors.push(...invalidForEach(child(path, 'name'), name, dns1123SubdomainProblems(name)));
  return errors;
}
