import { describe, expect, it } from 'vitest';
import type { PersistentVolumeSpec } from '../../types/core-v1.ts';
import { validatePersistentVolume, validatePersistentVolumeUpdate } from './persistent-volume.ts';

const NFS: PersistentVolumeSpec = { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteMany'], nfs: { server: 'files', path: '/x' }, persistentVolumeReclaimPolicy: 'Retain' };
const CSI: PersistentVolumeSpec = { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], csi: { driver: 'csi.example.org', volumeHandle: 'v1' } };

function refusals(spec: PersistentVolumeSpec): string[] {
  return validatePersistentVolume({ metadata: { name: 'pv' }, spec }).map(({ path, reason }) => `${path} ${reason}`);
}

function changes(spec: PersistentVolumeSpec, old: PersistentVolumeSpec): string[] {
  return [...new Set(validatePersistentVolumeUpdate({ spec }, { spec: old }, '1.36').map(({ path }) => path))];
}

describe('validatePersistentVolume', () => {
  it.each<[string, PersistentVolumeSpec, string[]]>([
    ['a complete one', NFS, []],
    ['no source', { ...NFS, nfs: undefined }, ['spec FieldValueRequired']],
    ['two sources', { ...NFS, csi: CSI.csi }, ['spec.csi FieldValueForbidden']],
    ['a second flexVolume, at which the server does not look', { ...NFS, flexVolume: { driver: 'a/b' } }, []],
    ['other resources', { ...NFS, capacity: { storage: '1Gi', cpu: '1' } }, ['spec.capacity FieldValueNotSupported']],
    ['no storage at all', { ...NFS, capacity: { storage: '0' } }, ['spec.capacity[storage] FieldValueInvalid']],
    ['a fraction below zero', { ...NFS, capacity: { storage: '-500m' } }, ['spec.capacity[storage] FieldValueInvalid', 'spec.capacity[storage] FieldValueInvalid']],
    ['a local volume of no node', { ...NFS, nfs: undefined, local: { path: '/x' } }, ['spec.nodeAffinity FieldValueRequired']],
    ['recycling of the root', { ...NFS, nfs: undefined, hostPath: { path: '/a/..', type: '' }, persistentVolumeReclaimPolicy: 'Recycle' }, ['spec.hostPath.path FieldValueInvalid', 'spec.persistentVolumeReclaimPolicy FieldValueForbidden']],
    ['an attributes class without CSI', { ...NFS, volumeAttributesClassName: 'fast' }, ['spec.csi FieldValueRequired']],
  ])('%s', (_name, spec, expected) => expect(refusals(spec)).toEqual(expected));
});

describe('validatePersistentVolumeUpdate', () => {
  it.each<[string, PersistentVolumeSpec, PersistentVolumeSpec, string[]]>([
    ['nothing', NFS, NFS, []],
    ['another source', { ...NFS, nfs: { server: 'other', path: '/x' } }, NFS, ['spec.persistentvolumesource']],
    ['a first secret for expansion', { ...CSI, csi: { ...CSI.csi, controllerExpandSecretRef: { name: 's', namespace: 'n' } } }, CSI, []],
    ['another volume mode', { ...NFS, volumeMode: 'Block' }, NFS, ['volumeMode']],
    ['more storage', { ...NFS, capacity: { storage: '2Gi' } }, NFS, []],
    ['labels renamed to GA', affine('topology.kubernetes.io/zone'), affine('failure-domain.beta.kubernetes.io/zone'), []],
    ['other labels', affine('disk'), affine('failure-domain.beta.kubernetes.io/zone'), ['nodeAffinity']],
  ])('%s', (_name, spec, old, expected) => expect(changes(spec, old)).toEqual(expected));
});

function affine(key: string): PersistentVolumeSpec {
  return { ...NFS, nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values: ['a'] }] }] } } };
}
