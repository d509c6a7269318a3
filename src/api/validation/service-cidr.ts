import { at } from '../../diag/field-path.ts';
import { invalid, required } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { parseCidr } from '../ip.ts';
import type { ServiceCIDR } from '../types/networking-v1.ts';
import { validateCidr } from './ip-fields.ts';

const PATH = 'spec.cidrs';
const MAX_CIDRS = 2;

/** The rules for a ServiceCIDR (pkg/apis/networking/validation/validation.go, `ValidateServiceCIDR`, v1.36). */
export function validateServiceCidr({ spec = {} }: ServiceCIDR): FieldError[] {
  const { cidrs = [] } = spec;
  if (cidrs.length === 0) return [required(PATH, 'needs at least one network')];
  if (cidrs.length > MAX_CIDRS) return [invalid(PATH, cidrs, 'holds at most one network of each IP family')];
  const errors = cidrs.flatMap((cidr, index) => validateCidr(cidr, at(PATH, index)));
  const [first, second] = cidrs.map((cidr) => parseCidr(cidr)?.address.family);
  if (first !== undefined && first === second) errors.push(invalid(PATH, cidrs, 'holds at most one network of each IP family'));
  return errors;
}

/** Networks stay; one of the other family may be added. */
export function validateServiceCidrUpdate(serviceCidr: ServiceCIDR, old: ServiceCIDR): FieldError[] {
  const now = serviceCidr.spec?.cidrs ?? [];
  const before = old.spec?.cidrs ?? [];
  const fixed = 'may not be changed, delete the ServiceCIDR and create it again';
  if (now.length === before.length) return before.flatMap((cidr, index) => (cidr === now[index] ? [] : [invalid(at(PATH, index), now[index], fixed)]));
  if (before.length !== 1 || now.length !== 2) return [invalid(PATH, now, fixed)];
  return [...(now[0] === before[0] ? [] : [invalid(at(PATH, 0), now[0], fixed)]), ...validateServiceCidr(serviceCidr)];
}
