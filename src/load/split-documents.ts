/** The text of one document in a file: offsets, the end exclusive, separator lines left out unless they hold content. */
export interface DocumentSlice {
  readonly start: number;
  readonly end: number;
  /** The line that begins the document is a `---` with more on it than a comment, which kubectl refuses. */
  readonly badSeparator: boolean;
}

/**
 * Cuts a YAML file at its `---` lines as kubectl does (k8s.io/apimachinery/pkg/util/yaml/decoder.go YAMLReader, v1.36): a separator
 * before any other line belongs to the document that it begins, so `---` at the top of a file makes no empty document, but two of
 * them do. `---` counts at the beginning of any line, also inside a text.
 */
export function splitDocuments(text: string, from = 0): DocumentSlice[] {
  const slices: DocumentSlice[] = [];
  let start = from;
  let badSeparator = false;
  for (let line = nextSeparator(text, from); line !== -1; ) {
    const lineEnd = endOfLine(text, line);
    const bad = !/^\s*(?:#|$)/.test(text.slice(line + 3, lineEnd));
    const next = nextSeparator(text, lineEnd);
    if (line > start) {
      slices.push({ start, end: line, badSeparator });
      start = bad ? line : lineEnd;
      badSeparator = bad;
    } else {
      badSeparator ||= bad;
    }
    line = next;
  }
  if (start < text.length) slices.push({ start, end: text.length, badSeparator });
  return slices;
}

/** The offset of the next line that begins with `---`, from a line that begins at `from`. */
function nextSeparator(text: string, from: number): number {
  if (text.startsWith('---', from)) return from;
  const found = text.indexOf('\n---', Math.max(from - 1, 0));
  return found === -1 ? -1 : found + 1;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end + 1;
}
