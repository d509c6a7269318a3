/** The tokens of libyaml, which go-yaml v2 (and so sigs.k8s.io/yaml) is a translation of. */
export type TokenType =
  | 'stream-end'
  | 'version-directive'
  | 'tag-directive'
  | 'document-start'
  | 'document-end'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | 'flow-sequence-start'
  | 'flow-sequence-end'
  | 'flow-mapping-start'
  | 'flow-mapping-end'
  | 'block-entry'
  | 'flow-entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

export interface Token {
  readonly type: TokenType;
  /** Offsets into the text, the end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The text of a scalar, the name of an anchor or alias, the handle of a tag or tag directive, the number of a version. */
  readonly value: string;
  /** The suffix of a tag, the prefix of a tag directive. */
  readonly suffix: string;
  /** A scalar without quotes that is not a block scalar: the only kind whose text may mean something else than a string. */
  readonly plain: boolean;
}

export function token(type: TokenType, start: number, end: number, value = '', suffix = '', plain = false): Token {
  return { type, start, end, value, suffix, plain };
}
