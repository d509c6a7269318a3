import type { JsonObject } from '../api/json.ts';
import { isJsonObject } from '../api/json.ts';
import type { FieldPath } from '../diag/field-path.ts';
import type { Finding } from '../diag/finding.ts';
import { DocumentPlaces, type Place, type Placed, RecentPlaces } from './document-places.ts';
import { identityOf } from './identity.ts';
import { mayHoldIgnores, readIgnoreComments } from './ignore-comments.ts';
import { placeJson } from './json-positions.ts';
import { JsonReader } from './json-text.ts';
import { isList, listItems } from './list-items.ts';
import { loadFinding } from './load-finding.ts';
import type { LoadRuleId } from './load-rules.ts';
import type { IgnoreComment, ManifestDocument } from './manifest-set.ts';
import { LineIndex, type Span } from './positions.ts';
import { type DocumentSlice, splitDocuments } from './split-documents.ts';
import { TextError, type TextProblem, type TextResult } from './text-problem.ts';
import { composeDocument } from './yaml/compose.ts';
import type { BlockTable } from './yaml/block-table.ts';
import { placeSimpleYaml } from './yaml/fast-reader.ts';
import { hasUnusualCharacter, parseYamlSlice } from './yaml-text.ts';

/** What was read from one text. */
export interface ManifestText {
  readonly documents: readonly ManifestDocument[];
  readonly findings: readonly Finding[];
  /** How many documents hold anything, readable or not. */
  readonly contentCount: number;
  /** How many of those look like a Kubernetes object: they have apiVersion or kind. */
  readonly typedCount: number;
}

export interface ManifestTextOptions {
  /** Finds the place of origin that the user knows for the one that a `# Source:` comment names. */
  readonly originOf?: (source: string) => string;
  /** Documents whose bytes were not valid UTF-8: index to offset of the first wrong place. */
  readonly invalidAt?: ReadonlyMap<number, number>;
  /** What the texts that are read together have in common. */
  readonly blocks?: BlockTable;
  readonly recentPlaces?: RecentPlaces;
}

/** Levels of maps and lists beyond which a document is refused: what walks through objects does so by recursion. */
const MAX_LEVELS = 500;
const TEMPLATE_MARK = /\{\{[^\n{}]*\}\}|\{%[^\n%]*%\}|\{\{-?\s*(?:if|range|with|define|include|end|else|toYaml)\b/;

/**
 * Reads the manifests of one text: YAML documents or a stream of JSON values, as kubectl tells them apart (a text that begins with `{`
 * is JSON as far as it can be read as such). `file` is the name for findings.
 */
export function readManifestText(original: string, file: string, options: ManifestTextOptions = {}): ManifestText {
  // kubectl puts a line feed behind the last line when it has none.
  const text = original.endsWith('\n') || original === '' ? original : `${original}\n`;
  const reader = new ManifestTextReader(text, file, options);
  reader.readAll();
  return reader;
}

class ManifestTextReader implements ManifestText {
  readonly documents: ManifestDocument[] = [];
  readonly findings: Finding[] = [];
  contentCount = 0;
  typedCount = 0;
  readonly #text: string;
  readonly #file: string;
  readonly #options: ManifestTextOptions;
  readonly #lines: LineIndex;
  readonly #blocks: BlockTable | undefined;
  readonly #recentPlaces: RecentPlaces;
  /** What is looked up once for the text rather than once for each document. */
  readonly #unusual: boolean;
  readonly #hasIgnores: boolean;

  constructor(text: string, file: string, options: ManifestTextOptions) {
    this.#text = text;
    this.#file = file;
    this.#options = options;
    this.#blocks = options.blocks;
    this.#recentPlaces = options.recentPlaces ?? new RecentPlaces();
    this.#lines = new LineIndex(text);
    this.#unusual = hasUnusualCharacter(text);
    this.#hasIgnores = mayHoldIgnores(text);
  }

  readAll(): void {
    const json = /^\s*\{/.test(this.#text) ? this.#readJsonStream() : { next: 0, count: 0 };
    if (json.next === undefined) {
      // encoding/json reads on, with a replacement character in the place of the wrong bytes.
      this.#options.invalidAt?.forEach((offset) => this.#reportInvalid(offset, 0));
      return;
    }
    splitDocuments(this.#text, json.next).forEach((slice, index) => this.#readYaml(slice, json.count + index));
  }

  /** Reads JSON values until one cannot be read or a `---` line follows; gives where YAML goes on, if it does. */
  #readJsonStream(): { readonly next: number | undefined; readonly count: number } {
    const text = this.#text;
    let position = 0;
    let count = 0;
    for (;;) {
      // Each value has a reader of its own, which gathers its duplicate keys and its depth.
      const reader = new JsonReader(text, position);
      reader.skipSpace();
      const start = reader.position;
      if (start >= text.length) return { next: undefined, count };
      if (count > 0 && text.startsWith('---', start) && text[start - 1] === '\n') return { next: start, count };
      try {
        const value = reader.readValue();
        this.#take({ value, duplicateKeys: reader.duplicateKeys, depth: reader.depth }, { start, end: reader.position }, count, () => ({ root: placeJson(text, start), offset: 0 }));
      } catch (error) {
        if (!(error instanceof TextError)) throw error;
        // What is no JSON from the start may be YAML in braces.
        if (count === 0 && !this.#file.endsWith('.json')) return { next: 0, count };
        this.contentCount += 1;
        this.#report('load/json-syntax', `cannot be read as JSON: ${error.message}`, count, { start: error.offset, end: error.offset });
        return { next: undefined, count };
      }
      position = reader.position;
      count += 1;
    }
  }

  #readYaml(slice: DocumentSlice, index: number): void {
    const text = this.#text;
    const invalidAt = this.#options.invalidAt?.get(index);
    if (invalidAt !== undefined) {
      this.contentCount += 1;
      return this.#reportInvalid(invalidAt, index);
    }
    if (slice.badSeparator) {
      const end = text.indexOf('\n', slice.start);
      this.#report('load/bad-separator', "only a comment may stand behind '---' on its line; put the document on the next line", index, { start: slice.start, end });
    }
    const result = parseYamlSlice(text, slice.start, slice.end, this.#unusual, this.#blocks);
    this.#take(result, slice, index, (until) => placeYaml(text, slice, until));
  }

  #reportInvalid(offset: number, index: number): void {
    this.#report('load/invalid-utf8', 'the bytes here are not valid UTF-8; is the file cut off, or saved in another encoding?', index, { start: offset, end: offset + 1 });
  }

  #take(result: TextResult, slice: Span, index: number, place: Place): void {
    if (result.problem !== undefined) {
      this.contentCount += 1;
      this.#reportProblem(result.problem, slice, index);
      return;
    }
    if (result.ignoredFrom !== undefined) {
      const start = slice.start + result.ignoredFrom;
      this.#report('load/ignored-text', "the document ends before this text, so nobody reads it; separate documents with a line '---'", index, { start, end: start });
    }
    if (result.value === null) return;
    this.contentCount += 1;
    if (!isJsonObject(result.value)) {
      if (Array.isArray(result.value) && result.value.some((item) => isJsonObject(item) && item['kind'] !== undefined)) this.typedCount += 1;
      const what = Array.isArray(result.value) ? 'a list' : 'a single value';
      const advice = Array.isArray(result.value) ? "write each object as a document of its own, with '---' between them" : 'a manifest is a map with apiVersion and kind';
      this.#report('load/not-an-object', `the document is ${what}, no object: ${advice}`, index, firstLine(this.#text, slice));
      return;
    }
    if ((result.depth ?? 0) > MAX_LEVELS) {
      this.#report('load/too-deep', `maps and lists are nested ${result.depth} levels deep, at most ${MAX_LEVELS} are read`, index, firstLine(this.#text, slice));
      return;
    }
    this.#takeObject(result.value, result.duplicateKeys, slice, index, place);
  }

  #takeObject(object: JsonObject, duplicateKeys: readonly FieldPath[], slice: Span, index: number, place: Place): void {
    const places = new DocumentPlaces(object, duplicateKeys.length > 0, place, this.#recentPlaces);
    const locate: ManifestDocument['locate'] = (path, part = 'value') => this.#lines.range(trimmed(this.#text, places.spanOf(path, part)));
    if (object['apiVersion'] !== undefined || object['kind'] !== undefined) this.typedCount += 1;
    const source = sourceComment(this.#text, slice);
    const origin = source === undefined ? undefined : (this.#options.originOf?.(source) ?? source);
    const document: ManifestDocument = {
      file: this.#file,
      document: index,
      ...(origin === undefined ? {} : { origin }),
      object,
      ...identityOf(object),
      duplicateKeys,
      ignores: this.#ignores(slice, index),
      locate,
    };
    if (isList(object)) {
      const { documents, findings } = listItems(document);
      this.documents.push(...documents.filter((item) => this.#isTyped(item)));
      this.findings.push(...findings);
    } else if (this.#isTyped(document)) {
      this.documents.push(document);
    }
  }

  /** kubectl refuses an object without kind, the API server one without apiVersion. */
  #isTyped(document: ManifestDocument): boolean {
    const missing = (['apiVersion', 'kind'] as const).filter((key) => document[key] === '');
    if (missing.length === 0) return true;
    const wrong = missing.find((key) => document.object[key] !== undefined && document.object[key] !== null && document.object[key] !== '');
    const message = wrong === undefined ? `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing, so this is no Kubernetes object` : `${wrong} must be a text`;
    const { file, document: index, origin } = document;
    this.findings.push(loadFinding('load/missing-type', message, { file, document: index, origin, range: document.locate(wrong ?? '', 'key') }));
    return false;
  }

  #ignores(slice: Span, index: number): readonly IgnoreComment[] {
    const text = this.#text;
    const own = this.#hasIgnores ? text.slice(slice.start, slice.end) : '';
    // JSON has no comments.
    if (!mayHoldIgnores(own) || /^\s*\{/.test(own)) return [];
    const { comments, root } = composeDocument(own);
    const spans = comments.map(({ start, end }) => ({ start: start + slice.start, end: end + slice.start }));
    const ignores: IgnoreComment[] = [];
    for (const reading of readIgnoreComments(text, spans, (root?.start ?? 0) + slice.start, this.#lines)) {
      if ('comment' in reading) ignores.push(reading.comment);
      else this.#report('load/ignore-comment', `${reading.problem}; write # kubeplan-ignore RULE[, RULE] [until YYYY-MM-DD]: reason`, index, reading.span);
    }
    return ignores;
  }

  #reportProblem(problem: TextProblem, slice: Span, index: number): void {
    const text = this.#text;
    const template = TEMPLATE_MARK.exec(text.slice(slice.start, slice.end));
    if (template !== null) {
      const start = slice.start + template.index;
      const message = `this is a template that has not been rendered (${template[0]}): give the folder of the chart as input, or the output of 'helm template'`;
      return this.#report('load/unrendered-template', message, index, { start, end: start + template[0].length });
    }
    const start = slice.start + problem.offset;
    this.#report('load/yaml-syntax', `cannot be read as YAML: ${problem.message}`, index, { start, end: start });
  }

  #report(rule: LoadRuleId, message: string, document: number, span: Span): void {
    this.findings.push(loadFinding(rule, message, { file: this.#file, document, range: this.#lines.range(span) }));
  }
}

function placeYaml(text: string, { start, end }: Span, until: string | undefined): Placed {
  const simple = hasUnusualCharacter(text.slice(start, end)) ? undefined : placeSimpleYaml(text, start, end, until);
  return simple === undefined ? { root: composeDocument(text.slice(start, end)).root, offset: start } : { root: simple, offset: 0 };
}

/** The template that a `# Source:` comment above the object names, as `helm template` writes it. */
function sourceComment(text: string, slice: Span): string | undefined {
  let lineStart = slice.start;
  while (lineStart < slice.end) {
    const lineEnd = text.indexOf('\n', lineStart);
    const line = text.slice(lineStart, lineEnd).trim();
    if (line.startsWith('# Source: ')) return line.slice('# Source: '.length).trim();
    if (line !== '' && !line.startsWith('#') && !line.startsWith('---')) return undefined;
    lineStart = lineEnd + 1;
  }
  return undefined;
}

/** The first line of a document that holds anything but a comment. */
function firstLine(text: string, slice: Span): Span {
  const found = /^(?![^\S\n]*(?:#|---|$)).*\S/m.exec(text.slice(slice.start, slice.end));
  if (found === null) return { start: slice.start, end: slice.start };
  const start = slice.start + found.index + (found[0].length - found[0].trimStart().length);
  return { start, end: slice.start + found.index + found[0].length };
}

/** Leaves out the blanks and line breaks that end a span: block texts and collections end at the beginning of the next line. */
function trimmed(text: string, { start, end }: Span): Span {
  let last = end;
  while (last > start && /\s/.test(text[last - 1] ?? '')) last -= 1;
  return { start, end: last };
}
