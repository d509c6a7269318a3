import type { Json } from '../../api/json.ts';
import type { FieldPath } from '../../diag/field-path.ts';

/** One change of a manifest, in terms of its fields. Missing maps on the way to a field that is set are made. */
export type FieldChange =
  | { readonly op: 'set'; readonly path: FieldPath; readonly value: Json }
  | { readonly op: 'remove'; readonly path: FieldPath }
  | { readonly op: 'rename'; readonly path: FieldPath; readonly to: string };

/** How to mend a finding. Safe ones keep what the manifest means or only harden it as the rule demands; others need a decision. */
export interface FixAction {
  readonly description: string;
  readonly safe: boolean;
  readonly changes: readonly FieldChange[];
}

export function setField(path: FieldPath, value: Json, description: string, safe = true): FixAction {
  return { description, safe, changes: [{ op: 'set', path, value }] };
}

export function removeField(path: FieldPath, description: string, safe = true): FixAction {
  return { description, safe, changes: [{ op: 'remove', path }] };
}
