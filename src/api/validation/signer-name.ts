import type { FieldPath } from '../../diag/field-path.ts';
import { invalid, required, tooLong } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { byteLength, dns1123LabelProblems, dns1123SubdomainProblems } from '../names.ts';
import { invalidForEach } from './problems.ts';

const MAX_DOMAIN_BYTES = 253;
/** A domain, a slash, a namespace, a dot and a name. */
const MAX_BYTES = MAX_DOMAIN_BYTES + 1 + 63 + 1 + 253;

/** The name of a signer of certificates, such as `example.org/serving` (pkg/apis/core/validation/names.go, `ValidateSignerName`, v1.36). */
export function validateSignerName(name: string, path: FieldPath): FieldError[] {
  if (name === '') return [required(path, 'names the signer')];
  const segments = name.split('/');
  const [domain = '', rest = ''] = segments;
  if (segments.length !== 2) return [invalid(path, name, 'must be a domain, a slash and a name, such as example.org/serving')];
  const errors: FieldError[] = [];
  if (byteLength(domain) > MAX_DOMAIN_BYTES) errors.push(tooLong(path, MAX_DOMAIN_BYTES));
  const labels = domain.split('.');
  errors.push(...firstMistake(labels, dns1123LabelProblems, path));
  if (labels.length < 2) errors.push(invalid(path, domain, 'must be a domain of at least two parts'));
  errors.push(...firstMistake(rest.split('.'), dns1123SubdomainProblems, path));
  if (byteLength(name) > MAX_BYTES) errors.push(tooLong(path, MAX_BYTES));
  return errors;
}

/** What is wrong with the first part that has anything wrong. */
function firstMistake(parts: readonly string[], problemsOf: (part: string) => string[], path: FieldPath): FieldError[] {
  const part = parts.find((candidate) => problemsOf(candidate).length > 0);
  return part === undefined ? [] : invalidForEach(path, part, problemsOf(part));
}
