import { at, child, type FieldPath } from '../../../diag/field-path.ts';
import { describe } from '../../cel/compile.ts';
import { knowsAllOfCel, tooNewFor } from '../../cel/library/releases.ts';
import type { Checked } from '../../cel/checker.ts';
import { compileRules } from '../../custom-resources/compile-rules.ts';
import { additionalOf, itemsOf, type Schema } from '../../custom-resources/schema.ts';
import { invalid, type FieldError } from '../../field-error.ts';
import type { KubernetesVersion } from '../../kubernetes-version.ts';
import type { CustomResourceDefinition } from '../../types/apiextensions-v1.ts';

/** Rules of a new definition that use what a release does not know yet. For releases that know everything nothing is read. */
export function validateRuleReleases({ spec }: CustomResourceDefinition, release: KubernetesVersion): FieldError[] {
  if (knowsAllOfCel(release)) return [];
  return (spec?.versions ?? []).flatMap(({ schema }, index) => {
    const root = schema?.openAPIV3Schema as Schema | undefined;
    return root === undefined ? [] : rulesIn(root, true, release, child(at('spec.versions', index), 'schema.openAPIV3Schema'));
  });
}

function rulesIn(schema: Schema, root: boolean, release: KubernetesVersion, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if ((schema['x-kubernetes-validations'] ?? []).length > 0) {
    compileRules(schema, root).forEach(({ rule, checked, message }, index) => {
      const place = at(child(path, 'x-kubernetes-validations'), index);
      errors.push(...problemOf(rule.rule, checked, release, child(place, 'rule')), ...problemOf(rule.messageExpression, message, release, child(place, 'messageExpression')));
    });
  }
  const items = itemsOf(schema);
  if (items !== undefined) errors.push(...rulesIn(items, false, release, child(path, 'items')));
  for (const [name, property] of Object.entries(schema.properties ?? {})) errors.push(...rulesIn(property, false, release, at(child(path, 'properties'), name)));
  const additional = additionalOf(schema);
  if (additional !== undefined) errors.push(...rulesIn(additional, false, release, child(path, 'additionalProperties')));
  return errors;
}

function problemOf(text: string | undefined, checked: Checked | undefined, release: KubernetesVersion, path: FieldPath): FieldError[] {
  const problem = checked === undefined ? undefined : tooNewFor(release, checked);
  return problem === undefined ? [] : [invalid(path, text, describe(text ?? '', problem))];
}
