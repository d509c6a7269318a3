import { compareKubernetesVersions } from '../kubernetes-version.ts';
import type { ServerWarning, ValidationContext } from '../strategy.ts';
import type { ResourceSlice } from '../types/resource-v1.ts';

/** Names of drivers are compared letter by letter, though validation takes either case (pkg/registry/resource/resourceslice/strategy.go, v1.36). */
export function resourceSliceWarnings({ spec }: ResourceSlice, { version }: ValidationContext): ServerWarning[] {
  const driver = spec?.driver ?? '';
  if (driver === driver.toLowerCase() || compareKubernetesVersions(version, '1.35') < 0) return [];
  return [{ path: 'spec.driver', message: `names of drivers should be in lower case, better is ${driver.toLowerCase()}` }];
}
