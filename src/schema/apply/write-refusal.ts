import type { FieldErrorReason } from '../../api/field-error.ts';
import type { KubeObject } from '../../api/object.ts';

/** Why the server refuses a write. */
export interface WriteRefusal {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly causes: readonly { readonly path: string; readonly reason: FieldErrorReason | 'FieldManagerConflict'; readonly message: string }[];
}

export function isRefusal(value: KubeObject | WriteRefusal): value is WriteRefusal {
  return 'code' in value;
}
