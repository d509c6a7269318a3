import { at, child, type FieldPath } from '../../../diag/field-path.ts';
import { invalid, type FieldError } from '../../field-error.ts';
import { dns1035LabelProblems } from '../../names.ts';
import type { CustomResourceDefinitionNames } from '../../types/apiextensions-v1.ts';

/** The names of a kind; which of them must be given depends on the place (`ValidateCustomResourceDefinitionNames`). */
export function validateNames({ plural = '', singular = '', kind = '', listKind = '', shortNames = [], categories = [] }: CustomResourceDefinitionNames, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const check = (value: string, place: FieldPath, text = value): void => {
    const problems = text === '' ? [] : dns1035LabelProblems(text);
    if (problems.length > 0) errors.push(invalid(place, value, problems.join(' and ')));
  };
  check(plural, child(path, 'plural'));
  check(singular, child(path, 'singular'));
  check(kind, child(path, 'kind'), kind.toLowerCase());
  check(listKind, child(path, 'listKind'), listKind.toLowerCase());
  for (const [field, values] of [['shortNames', shortNames], ['categories', categories]] as const) {
    values.forEach((value, index) => {
      const problems = dns1035LabelProblems(value);
      if (problems.length > 0) errors.push(invalid(at(child(path, field), index), value, problems.join(' and ')));
    });
  }
  if (kind !== '' && kind === listKind) errors.push(invalid(child(path, 'listKind'), listKind, 'must differ from kind'));
  return errors;
}
