import { forbidden, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { dns1123SubdomainProblems } from '../names.ts';
import type { VolumeAttachment, VolumeAttachmentSource } from '../types/storage-v1.ts';
import { validateImmutable } from './immutable.ts';
import { validateInlineVolumeSpec } from './persistent-volume/inline.ts';
import { invalidForEach } from './problems.ts';
import { validateCsiDriverName } from './volume-sources/network-volumes.ts';

/** The rules for a VolumeAttachment (pkg/apis/storage/validation/validation.go, `ValidateVolumeAttachment`, v1.36). */
export function validateVolumeAttachment(attachment: VolumeAttachment): FieldError[] {
  const { attacher, nodeName = '', source = {} } = attachment.spec ?? {};
  const volumeName = source.persistentVolumeName;
  return [
    ...validateCsiDriverName(attacher, 'spec.attacher'),
    ...validateSource(source),
    ...(volumeName === undefined ? [] : invalidForEach('spec.source.persistentVolumeName', volumeName, dns1123SubdomainProblems(volumeName))),
    ...invalidForEach('spec.nodeName', nodeName, dns1123SubdomainProblems(nodeName)),
  ];
}

/** The spec is fixed. */
export function validateVolumeAttachmentUpdate(attachment: VolumeAttachment, old: VolumeAttachment): FieldError[] {
  return [...validateVolumeAttachment(attachment), ...validateImmutable(attachment.spec, old.spec, 'spec')];
}

function validateSource({ persistentVolumeName, inlineVolumeSpec }: VolumeAttachmentSource): FieldError[] {
  const message = 'needs either persistentVolumeName or inlineVolumeSpec';
  if (inlineVolumeSpec !== undefined) {
    return persistentVolumeName === undefined ? validateInlineVolumeSpec(inlineVolumeSpec, 'spec.source.inlineVolumeSpec') : [forbidden('spec.source', `${message}, not both`)];
  }
  if (persistentVolumeName === undefined) return [required('spec.source', message)];
  return persistentVolumeName === '' ? [required('spec.source.persistentVolumeName', 'must not be empty')] : [];
}
