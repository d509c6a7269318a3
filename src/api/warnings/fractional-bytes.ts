import { at, child } from '../../diag/field-path.ts';
import type { FieldPath } from '../../diag/field-path.ts';
import { milliUnits } from '../quantity.ts';
import type { ServerWarning } from '../strategy.ts';
import type { Quantity } from '../types/api-resource.ts';
import type { PersistentVolumeClaimSpec } from '../types/core-v1.ts';
import { amountOf } from '../validation/resource-quantity.ts';

type ResourceList = Readonly<Record<string, Quantity>>;

/** Amounts of bytes that are not whole, such as memory `100m`, which is a tenth of a byte (pkg/api/pod/warnings.go, v1.36). */
export function warnFractionalBytes(list: ResourceList | undefined, names: readonly string[], path: FieldPath): ServerWarning[] {
  return names.flatMap((name) => {
    const value = list !== undefined && Object.hasOwn(list, name) ? list[name] : undefined;
    if (value === undefined || milliUnits(amountOf(value)) % 1000 === 0) return [];
    return [{ path: at(path, name), message: `${value} is not a whole number of bytes; m means thousandths, M millions` }];
  });
}

/** The same for the storage of a claim (pkg/api/persistentvolumeclaim/util.go); `path` is that of the spec. */
export function warnClaimSpec(spec: PersistentVolumeClaimSpec | undefined, path: FieldPath): ServerWarning[] {
  const resourcesPath = child(path, 'resources');
  return [
    ...warnFractionalBytes(spec?.resources?.requests, ['storage'], child(resourcesPath, 'requests')),
    ...warnFractionalBytes(spec?.resources?.limits, ['storage'], child(resourcesPath, 'limits')),
  ];
}
