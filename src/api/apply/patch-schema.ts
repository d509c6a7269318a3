/** What a strategic merge patch needs to know of a struct: how its lists and maps merge. */
export interface PatchSchema {
  readonly field: (name: string) => PatchField | undefined;
}

export interface PatchField {
  /** `merge`, `replace`, `retainKeys`; none: maps merge, lists are replaced. */
  readonly strategies: readonly string[];
  /** What tells the items of a merged list apart; empty for scalars. */
  readonly mergeKey: string;
  /** The struct of the value, or of its items. */
  readonly below: PatchSchema;
}

/** A map or struct of which nothing is known. */
export const OPEN_PATCH_SCHEMA: PatchSchema = { field: () => undefined };
