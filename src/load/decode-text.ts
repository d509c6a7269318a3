import { isAscii, isUtf8 } from 'node:buffer';
import type { LoadRuleId } from './load-rules.ts';
import { splitDocuments } from './split-documents.ts';
import { validUtf8Length } from './utf8.ts';

/** The text of a file, or why its bytes are none. */
export type DecodedText =
  | { readonly text: string; readonly invalidAt?: ReadonlyMap<number, number> }
  | { readonly rule: LoadRuleId; readonly message: string };

/** `kubectl get -A -o yaml` of a large cluster is about this big; a manifest never is. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

export function tooLarge(bytes: number): { readonly rule: LoadRuleId; readonly message: string } {
  const megabytes = (count: number): string => `${Math.ceil(count / 1024 / 1024)} MiB`;
  return { rule: 'load/too-large', message: `the file has ${megabytes(bytes)}, at most ${megabytes(MAX_FILE_BYTES)} are read; is it a manifest?` };
}

/**
 * Decodes UTF-8, without its byte order mark. Where bytes are invalid, `invalidAt` has the documents that they are in, with the
 * offset of the first wrong place of each, so that the other documents can be read.
 */
export function decodeText(bytes: Buffer): DecodedText {
  if (bytes.length > MAX_FILE_BYTES) return tooLarge(bytes.length);
  if (isAscii(bytes)) {
    // latin1 is the quickest decoding of ASCII.
    return bytes.includes(0) ? binary() : { text: bytes.toString('latin1') };
  }
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { rule: 'load/binary-file', message: 'the file is UTF-16; save it as UTF-8' };
  }
  if (bytes.includes(0)) return binary();
  const content = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  const text = content.toString('utf8');
  return isUtf8(content) ? { text } : { text, invalidAt: invalidDocuments(content) };
}

function binary(): DecodedText {
  return { rule: 'load/binary-file', message: 'the file holds NUL bytes, so it is no text' };
}

function invalidDocuments(bytes: Buffer): Map<number, number> {
  const invalid = new Map<number, number>();
  // Separators are ASCII, so the documents can be told apart before decoding.
  splitDocuments(bytes.toString('latin1')).forEach(({ start, end }, index) => {
    const part = bytes.subarray(start, end);
    if (isUtf8(part)) return;
    const valid = start + validUtf8Length(part);
    invalid.set(index, bytes.subarray(0, valid).toString('utf8').length);
  });
  return invalid;
}
