import type { FieldPath } from '../../diag/field-path.ts';
import { invalid } from '../field-error.ts';
import type { FieldError } from '../field-error.ts';
import { dns1123LabelProblems, dns1123SubdomainProblems, qualifiedNameProblems } from '../names.ts';

/** One refusal for each problem with a value. */
export function invalidForEach(path: FieldPath, value: unknown, problems: readonly string[]): FieldError[] {
  return problems.map((problem) => invalid(path, value, problem));
}

/** A DNS label, such as the name of a container (`ValidateDNS1123Label`). */
export function validateDns1123Label(value: string, path: FieldPath): FieldError[] {
  return invalidForEach(path, value, dns1123LabelProblems(value));
}

/** A DNS subdomain, such as the name of most objects (`ValidateDNS1123Subdomain`). */
export function validateDns1123Subdomain(value: string, path: FieldPath): FieldError[] {
  return invalidForEach(path, value, dns1123SubdomainProblems(value));
}

/** A name with an optional DNS subdomain and slash before it, such as the key of a label (`ValidateQualifiedName`). */
export function validateQualifiedName(value: string, path: FieldPath): FieldError[] {
  return invalidForEach(path, value, qualifiedNameProblems(value));
}
