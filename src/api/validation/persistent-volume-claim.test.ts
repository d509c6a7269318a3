import { describe, expect, it } from 'vitest';
import { settleDataSources } from '../defaults/claim-data-source.ts';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../types/core-v1.ts';
import { validatePersistentVolumeClaimUpdate } from './persistent-volume-claim.ts';

const SPEC: PersistentVolumeClaimSpec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '8Gi' } }, storageClassName: 'quick', volumeMode: 'Filesystem' };

function changes(spec: PersistentVolumeClaimSpec, old: PersistentVolumeClaimSpec, phase: 'Bound' | 'Pending' = 'Bound'): string[] {
  const status = { phase, capacity: { storage: '8Gi' } };
  const claim = (of: PersistentVolumeClaimSpec): PersistentVolumeClaim => ({ metadata: { name: 'data' }, spec: of, status });
  return validatePersistentVolumeClaimUpdate(claim(spec), claim(old), { version: '1.36' }).map(({ path }) => path);
}

describe('validatePersistentVolumeClaimUpdate', () => {
  it('lets a bound claim grow, not shrink', () => {
    expect(changes({ ...SPEC, resources: { requests: { storage: '9Gi' } } }, SPEC)).toEqual([]);
    expect(changes({ ...SPEC, resources: { requests: { storage: '7Gi' } } }, SPEC)).toEqual(['spec.resources.requests.storage']);
    expect(changes({ ...SPEC, resources: { requests: { storage: '9Gi' } } }, SPEC, 'Pending')).toEqual(['spec']);
  });
  it('takes another spelling of an amount for the same', () => expect(changes({ ...SPEC, resources: { requests: { storage: '8192Mi' } } }, SPEC, 'Pending')).toEqual([]));
  it('lets a class be set once', () => {
    const { storageClassName: _class, ...classless } = SPEC;
    expect(changes(SPEC, classless)).toEqual([]);
    expect(changes({ ...SPEC, storageClassName: 'slow' }, SPEC)).toEqual(['spec']);
  });
  it('lets a volume be named once', () => {
    expect(changes({ ...SPEC, volumeName: 'pv-1' }, SPEC)).toEqual([]);
    expect(changes({ ...SPEC, volumeName: 'pv-2' }, { ...SPEC, volumeName: 'pv-1' })).toEqual(['spec']);
  });
  it('keeps the class of the old annotation, whose field the server writes without brackets', () => {
    const claim = (name: string): PersistentVolumeClaim => ({ metadata: { annotations: { 'volume.beta.kubernetes.io/storage-class': name } }, spec: SPEC });
    const errors = validatePersistentVolumeClaimUpdate(claim('a'), claim('b'), { version: '1.36' });
    expect(errors.map(({ path }) => path)).toEqual(['metadata.annotations.volume.beta.kubernetes.io/storage-class']);
  });
  it('tells an empty label value from none', () => {
    const old = { ...SPEC, selector: { matchLabels: { a: 'b' } } };
    expect(changes({ ...SPEC, selector: { matchLabels: { a: 'b', c: '' } } }, old)).toEqual(['spec']);
  });
});

describe('settleDataSources', () => {
  it('drops sources of other kinds and copies the rest', () => {
    const other: PersistentVolumeClaimSpec = { dataSource: { kind: 'Bucket', name: 'x' } };
    settleDataSources(other);
    expect(other).toEqual({});
    const claim: PersistentVolumeClaimSpec = { dataSource: { kind: 'PersistentVolumeClaim', name: 'x' } };
    settleDataSources(claim);
    expect(claim.dataSourceRef).toEqual({ kind: 'PersistentVolumeClaim', name: 'x' });
    const reference: PersistentVolumeClaimSpec = { dataSourceRef: { apiGroup: 'a.example.org', kind: 'Bucket', name: 'x' } };
    settleDataSources(reference);
    expect(reference.dataSource).toEqual({ apiGroup: 'a.example.org', kind: 'Bucket', name: 'x' });
  });
});
