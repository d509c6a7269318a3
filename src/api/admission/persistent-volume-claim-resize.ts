import { compareQuantities, parseQuantity } from '../quantity.ts';
import type { PersistentVolumeClaim } from '../types/core-v1.ts';
import { classOfClaim } from '../volume-claims.ts';
import { forbiddenByAdmission, isKind, type AdmissionPlugin } from './admission.ts';

/** Claims may grow only when their storage class says so (plugin/pkg/admission/storage/persistentvolume/resize/admission.go, v1.36). */
export const persistentVolumeClaimResize: AdmissionPlugin = {
  name: 'PersistentVolumeClaimResize',
  validate: (object, old, cluster) => {
    if (!isKind(object, 'PersistentVolumeClaim', '') || old === undefined) return undefined;
    const [claim, oldClaim] = [object as PersistentVolumeClaim, old as PersistentVolumeClaim];
    const [wanted, present] = [claim, oldClaim].map(({ spec }) => parseQuantity(spec?.resources?.requests?.['storage'] ?? 0));
    if (wanted === undefined || present === undefined || compareQuantities(wanted, present) <= 0) return undefined;
    const name = classOfClaim(claim);
    const found = cluster.storageClasses.find(({ metadata }) => metadata?.name === name);
    if (found === undefined && name !== '' && !cluster.complete) return undefined;
    if (found?.allowVolumeExpansion === true && name === classOfClaim(oldClaim)) return undefined;
    const why = name === '' ? 'the claim has no storage class' : found === undefined ? `there is no storage class ${name}` : `storage class ${name} does not set allowVolumeExpansion`;
    return forbiddenByAdmission('spec.resources.requests.storage', `only dynamically provisioned claims can grow, and only when their storage class allows it: ${why}`);
  },
};
