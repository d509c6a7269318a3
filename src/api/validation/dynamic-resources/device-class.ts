import { invalid } from '../../field-error.ts';
import type { FieldError } from '../../field-error.ts';
import { isExtendedResourceName } from '../../resource-names.ts';
import { semanticEqual } from '../../semantic-equal.ts';
import type { DeviceClass } from '../../types/resource-v1.ts';
import { validateDeviceConfiguration } from './configuration.ts';
import { validateItems } from './lists.ts';
import { validateDeviceSelectors } from './selectors.ts';

const MAX_CONFIGURATIONS = 32;

/** The rules for a DeviceClass (pkg/apis/resource/validation/validation.go, v1.36). `old`: lists that are as they were count as stored. */
export function validateDeviceClass({ spec = {} }: DeviceClass, old?: DeviceClass): FieldError[] {
  const { selectors = [], config = [], extendedResourceName } = spec;
  const stored = (field: 'selectors' | 'config'): boolean => old !== undefined && semanticEqual(spec[field], old.spec?.[field]);
  const errors = [
    ...validateDeviceSelectors(selectors, stored('selectors'), 'spec.selectors'),
    ...validateItems(config, MAX_CONFIGURATIONS, ({ opaque }, path) => validateDeviceConfiguration(opaque, stored('config'), path), 'spec.config'),
  ];
  if (extendedResourceName !== undefined && !isExtendedResourceName(extendedResourceName)) {
    errors.push(invalid('spec.extendedResourceName', extendedResourceName, 'must be an extended resource: a domain, a slash and a name, such as example.org/gpu'));
  }
  return errors;
}
