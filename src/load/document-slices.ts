import { JsonReader } from './json-text.ts';
import type { Span } from './positions.ts';
import { splitDocuments } from './split-documents.ts';
import { TextError } from './text-problem.ts';

/** Where the documents of a text are, in the order in which `readManifestText` counts them: JSON values one after the other, then YAML. */
export function documentSlices(text: string): readonly Span[] {
  const slices: Span[] = [];
  if (!/^\s*\{/.test(text)) return splitDocuments(text);
  for (let position = 0; ; position = slices.at(-1)?.end ?? 0) {
    const reader = new JsonReader(text, position);
    reader.skipSpace();
    const start = reader.position;
    if (start >= text.length) return slices;
    if (slices.length > 0 && text.startsWith('---', start)) return [...slices, ...splitDocuments(text, start)];
    try {
      reader.readValue();
    } catch (error) {
      if (!(error instanceof TextError)) throw error;
      // What is no JSON from the start is YAML in braces.
      return slices.length === 0 ? splitDocuments(text) : slices;
    }
    slices.push({ start, end: reader.position });
  }
}
