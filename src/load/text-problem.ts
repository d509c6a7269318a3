import type { FieldPath } from '../diag/field-path.ts';
import type { Json } from '../api/json.ts';

/** Why a text cannot be read, and where. Offsets are UTF-16 code units into the text that was read. */
export interface TextProblem {
  readonly message: string;
  readonly offset: number;
}

/** What reading one document gave: its value, or what is wrong with it. */
export type TextResult =
  | {
      readonly value: Json;
      /** Paths of keys that occur more than once in their map; the last one won. */
      readonly duplicateKeys: readonly FieldPath[];
      /** Where text begins that the reader never looks at, because the document ended before it. */
      readonly ignoredFrom?: number;
      /** Levels of maps and lists; absent when there are few. */
      readonly depth?: number;
      readonly problem?: undefined;
    }
  | { readonly problem: TextProblem };

/** Thrown inside the readers and turned into a TextProblem at their edge. */
export class TextError extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Containers nested deeper than this are refused, as encoding/json and go-yaml do. */
export const MAX_DEPTH = 10_000;
