import { describe, expect, it } from 'vitest';
import { defaultCsiDriver, defaultStorageClass } from '../defaults/storage.ts';
import type { CSIDriverSpec, CSINodeDriver, StorageClass, VolumeAttachment } from '../types/storage-v1.ts';
import { validateCsiDriver } from './csi-driver.ts';
import { validateCsiNode, validateCsiNodeUpdate } from './csi-node.ts';
import { validateStorageClass, validateStorageClassUpdate } from './storage-class.ts';
import { validateVolumeAttachment, validateVolumeAttachmentUpdate } from './volume-attachment.ts';

const zones = (...values: string[]): NonNullable<StorageClass['allowedTopologies']>[number] => ({ matchLabelExpressions: [{ key: 'zone', values }] });

describe('validateStorageClass', () => {
  function refusals(fields: StorageClass): string[] {
    const storageClass: StorageClass = { provisioner: 'csi.example.org', ...fields };
    defaultStorageClass(storageClass);
    return validateStorageClass(storageClass).map(({ path, reason }) => `${path} ${reason}`);
  }
  it.each<[string, StorageClass, string[]]>([
    ['a driver with capitals', { provisioner: 'CSI.example.org' }, []],
    ['no driver', { provisioner: '' }, ['provisioner FieldValueRequired']],
    ['recycling', { reclaimPolicy: 'Recycle' }, ['reclaimPolicy FieldValueNotSupported']],
    ['the same topology in another order', { allowedTopologies: [zones('a', 'b'), zones('b', 'a')] }, ['allowedTopologies[1].matchLabelExpressions FieldValueDuplicate']],
    ['an empty topology, which the server finds equal to as many as there are', { allowedTopologies: [zones('a'), {}] }, Array.from({ length: 2 }, () => 'allowedTopologies[1].matchLabelExpressions FieldValueDuplicate')],
    ['too many parameters', { parameters: Object.fromEntries(Array.from({ length: 513 }, (_, index) => [`p${index}`, ''])) }, ['parameters FieldValueTooLong']],
  ])('%s', (_name, fields, expected) => expect(refusals(fields)).toEqual(expected));

  it('keeps parameters, even empty ones', () => {
    const old: StorageClass = { provisioner: 'a', parameters: {}, volumeBindingMode: 'Immediate' };
    expect(validateStorageClassUpdate({ ...old, parameters: { type: '' } }, old).map(({ path }) => path)).toEqual(['parameters']);
    expect(validateStorageClassUpdate({ ...old, allowVolumeExpansion: true }, old)).toEqual([]);
  });
});

describe('validateCsiDriver', () => {
  function refusals(spec: CSIDriverSpec): string[] {
    const driver = { spec };
    defaultCsiDriver(driver);
    return validateCsiDriver(driver, { version: '1.36' }).map(({ path }) => path);
  }
  it.each<[string, CSIDriverSpec, string[]]>([
    ['defaults', {}, []],
    ['a token for too short a time', { tokenRequests: [{ audience: 'a', expirationSeconds: 599 }] }, ['spec.tokenRequests[0].expirationSeconds']],
    ['two tokens for one audience', { tokenRequests: [{ audience: 'a' }, { audience: 'a' }] }, ['spec.tokenRequests[1].audience']],
    ['updates too often', { nodeAllocatableUpdatePeriodSeconds: 9 }, ['spec.nodeAllocatableUpdatePeriodSeconds']],
    ['another life cycle', { volumeLifecycleModes: ['Forever'] }, ['spec.volumeLifecycleModes']],
  ])('%s', (_name, spec, expected) => expect(refusals(spec)).toEqual(expected));
});

describe('validateCsiNode', () => {
  const driver: CSINodeDriver = { name: 'csi.example.org', nodeID: 'n1', allocatable: { count: 4 } };
  it('wants an id and names each driver once', () => {
    expect(validateCsiNode({ spec: { drivers: [driver, { ...driver, nodeID: '' }] } }).map(({ path }) => path)).toEqual(['spec.drivers[1].nodeID', 'spec.drivers[1].name']);
  });
  it('lets only the number of volumes change', () => {
    expect(validateCsiNodeUpdate({ spec: { drivers: [{ ...driver, allocatable: { count: 5 } }] } }, { spec: { drivers: [driver] } })).toEqual([]);
    expect(validateCsiNodeUpdate({ spec: { drivers: [{ ...driver, nodeID: 'n2' }] } }, { spec: { drivers: [driver] } }).map(({ path }) => path)).toEqual(['spec.drivers']);
  });
});

describe('validateVolumeAttachment', () => {
  it('wants exactly one source', () => {
    const spec = { attacher: 'csi.example.org', nodeName: 'n1' };
    expect(validateVolumeAttachment({ spec }).map(({ path }) => path)).toEqual(['spec.source']);
    expect(validateVolumeAttachment({ spec: { ...spec, source: { persistentVolumeName: 'pv' } } })).toEqual([]);
    const inline = { accessModes: ['ReadWriteOnce'], csi: { driver: 'csi.example.org', volumeHandle: 'v' } };
    expect(validateVolumeAttachment({ spec: { ...spec, source: { inlineVolumeSpec: inline } } })).toEqual([]);
    expect(validateVolumeAttachment({ spec: { ...spec, source: { inlineVolumeSpec: { ...inline, claimRef: {} } } } }).map(({ path }) => path)).toEqual(['spec.source.inlineVolumeSpec.claimRef']);
  });
  it('looks at the name of the volume only once', () => {
    const of = (persistentVolumeName: string): VolumeAttachment => ({ spec: { attacher: 'csi.example.org', nodeName: 'n1', source: { persistentVolumeName } } });
    expect(validateVolumeAttachment(of('A_B')).map(({ path }) => path)).toEqual(['spec.source.persistentVolumeName']);
    expect(validateVolumeAttachmentUpdate(of('A_B'), of('pv')).map(({ path }) => path)).toEqual(['spec']);
  });
});
