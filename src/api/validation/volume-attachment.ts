import { forbidden, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { dns1123SubdomainProblems } from '../names.ts';
import type { VolumeAttachment, VolumeAttachmentSource, VolumeAttachmentSpec } from '../types/storage-v1.ts';
import { validateImmutable } from './immutable.ts';
import { validateInlineVolumeSpec } from './persistent-volume/inline.ts';
import { invalidForEach } from './problems.ts';
import { validateCsiDriverName } from './volume-sources/network-volumes.ts';

/** The rules for a VolumeAttachment (pkg/apis/storage/validation/validation.go, `ValidateVolumeAttachment` and `ValidateVolumeAttachmentV1`, v1.36). */
export function validateVolumeAttachment(attachment: VolumeAttachment): FieldError[] {
  const volumeName = attachment.spec?.source?.persistentVolumeName;
  const nameProblems = volumeName === undefined ? [] : dns1123SubdomainProblems(volumeName);
  return [...validateSpec(attachment.spec ?? {}), ...invalidForEach('spec.source.persistentVolumeName', volumeName, nameProblems)];
}

/** The spec is fixed, so the server does not look at the volume's name again. */
export function validateVolumeAttachmentUpdate(attachment: VolumeAttachment, old: VolumeAttachment): FieldError[] {
  return [...validateSpec(attachment.spec ?? {}), ...validateImmutable(attachment.spec, old.spec, 'spec')];
}

function validateSpec({ attacher, nodeName = '', source = {} }: Partial<VolumeAttachmentSpec>): FieldError[] {
  return [
    ...validateCsiDriverName(attacher, 'spec.attacher'),
    ...validateSource(source),
    ...invalidForEach('spec.nodeName', nodeName, dns1123SubdomainProblems(nodeName)),
  ];
}

function validateSource({ persistentVolumeName, inlineVolumeSpec }: VolumeAttachmentSource): FieldError[] {
  const message = 'needs either persistentVolumeName or inlineVolumeSpec';
  if (inlineVolumeSpec !== undefined) {
    return persistentVolumeName === undefined ? validateInlineVolumeSpec(inlineVolumeSpec, 'spec.source.inlineVolumeSpec') : [forbidden('spec.source', `${message}, not both`)];
  }
  if (persistentVolumeName === undefined) return [required('spec.source', message)];
  return persistentVolumeName === '' ? [required('spec.source.persistentVolumeName', 'must not be empty')] : [];
}
