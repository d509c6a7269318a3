import { TextError, type TextProblem, type TextResult } from './text-problem.ts';
import { composeDocument } from './yaml/compose.ts';
import { UNUSUAL_CHARACTER, readSimpleYaml } from './yaml/fast-reader.ts';
import type { BlockTable } from './yaml/block-table.ts';

const LINE_FEED = 10;

/** Characters that a YAML text may not hold (go-yaml readerc.go); surrogates are left to UTF-8 decoding. */
// eslint-disable-next-line no-control-regex
const CONTROL_CHARACTER = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;

/**
 * Reads the first document of a YAML text as the API server and kubectl do (sigs.k8s.io/yaml v1.6.0, which is go-yaml v2): `yes` and
 * `on` are true, `0o17` and `017` are 15, `1.0` is 1, keys become strings, dates stay text. An empty text is null.
 */
export function parseYamlText(text: string): TextResult {
  return parseYamlSlice(text, 0, text.length, hasUnusualCharacter(text));
}

/** True when a text holds characters that only the full reader handles. */
export function hasUnusualCharacter(text: string): boolean {
  return UNUSUAL_CHARACTER.test(text);
}

/**
 * Reads the part of a text between two offsets, from which the offsets in the result count. `unusual` is what `hasUnusualCharacter`
 * says about the whole text; `blocks` are those of all texts that are read together.
 */
export function parseYamlSlice(text: string, start: number, end: number, unusual: boolean, blocks?: BlockTable): TextResult {
  const simple = unusual ? readDespiteUnusual(text.slice(start, end), blocks) : text.charCodeAt(end - 1) === LINE_FEED ? readSimpleYaml(text, start, end, blocks) : undefined;
  return simple === undefined ? readYamlFully(text.slice(start, end)) : { value: simple.value, duplicateKeys: [] };
}

/** A part of an unusual text may be usual itself, or be so but for its CRLF line ends, which mean the same as LF. */
function readDespiteUnusual(slice: string, blocks: BlockTable | undefined): ReturnType<typeof readSimpleYaml> {
  const text = slice.includes('\r') ? slice.replaceAll('\r\n', '\n') : slice;
  return text.endsWith('\n') && !UNUSUAL_CHARACTER.test(text) ? readSimpleYaml(text, 0, text.length, blocks) : undefined;
}

/** The reader that knows all of YAML; `parseYamlText` gives the same. */
export function readYamlFully(text: string): TextResult {
  const control = CONTROL_CHARACTER.exec(text);
  if (control !== null) return { problem: controlCharacterProblem(control) };
  try {
    const { root, duplicateKeys, ignoredFrom } = composeDocument(text);
    return { value: root?.value ?? null, duplicateKeys, depth: root?.height ?? 0, ...(ignoredFrom === undefined ? {} : { ignoredFrom }) };
  } catch (error) {
    if (error instanceof TextError) return { problem: { message: error.message, offset: error.offset } };
    throw error;
  }
}

function controlCharacterProblem(match: RegExpExecArray): TextProblem {
  const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return { message: `the control character U+${code} is not allowed; in a text in double quotes write it as \\u${code}`, offset: match.index };
}
