import type * as Yaml from 'yaml';
import type { Document, Node, Pair, YAMLMap, YAMLSeq } from 'yaml';
import { equalJson, isJsonObject } from '../../api/json.ts';
import type { Json, JsonObject } from '../../api/json.ts';
import type { TextEdit } from '../../diag/finding.ts';
import { stepsOf } from '../../diag/field-path.ts';
import type { ManifestDocument } from '../../load/manifest-set.ts';
import { documentSlices } from '../../load/document-slices.ts';
import type { FieldChange } from './fix-action.ts';
import { inlineText, nestedLines } from './yaml-text-of.ts';

/** The changes of one mend, in one document. */
export interface DocumentChanges {
  readonly document: ManifestDocument;
  readonly changes: readonly FieldChange[];
}

/** For each mend, in order, the edits of the text that make it, with offsets into the text; or a sentence that says why it cannot be made. */
export interface PlannedEdits {
  readonly edits: readonly TextEdit[];
  /** By the index of the mend. */
  readonly refused: ReadonlyMap<number, string>;
}

/**
 * Plans the edits of a text. New fields that share a parent which is not there yet are written together. Values that come from aliases or
 * merge keys are not touched, since a change there is one elsewhere too; of two mends at one place the first is made.
 */
export async function planEdits(text: string, mends: readonly DocumentChanges[]): Promise<PlannedEdits> {
  const yaml = await import('yaml');
  const slices = documentSlices(text);
  const editors = new Map<number, DocumentEditor | string>();
  const refused = new Map<number, string>();
  for (const [index, { document, changes }] of mends.entries()) {
    let editor = editors.get(document.document);
    if (editor === undefined) {
      editor = editorOf(text, slices[document.document], yaml);
      editors.set(document.document, editor);
    }
    const reason = typeof editor === 'string' ? editor : editor.add(document, changes);
    if (reason !== undefined) refused.set(index, reason);
  }
  const edits = [...editors.values()].flatMap((editor) => (typeof editor === 'string' ? [] : editor.edits()));
  return { edits, refused };
}

function editorOf(text: string, slice: { readonly start: number; readonly end: number } | undefined, yaml: YamlModule): DocumentEditor | string {
  if (slice === undefined) return 'the document is not where it was';
  const tree = yaml.parseDocument(text.slice(slice.start, slice.end), { version: '1.1', merge: false, uniqueKeys: false, logLevel: 'silent' });
  return tree.errors.length > 0 ? 'the document cannot be edited as YAML' : new DocumentEditor(text, slice.start, tree, yaml);
}

type YamlModule = typeof Yaml;
const ALIASED = 'the value is shared by an anchor';

class DocumentEditor {
  readonly #text: string;
  readonly #offset: number;
  readonly #tree: Document.Parsed;
  readonly #yaml: YamlModule;
  readonly #newline: string;
  readonly #edits: TextEdit[] = [];
  /** Fields that are not there yet, by the map that they come into. */
  readonly #inserts = new Map<YAMLMap, JsonObject>();
  /** Keys without a value that get one. */
  readonly #fills = new Map<Pair, Json>();

  constructor(text: string, offset: number, tree: Document.Parsed, yaml: YamlModule) {
    this.#text = text;
    this.#offset = offset;
    this.#tree = tree;
    this.#yaml = yaml;
    this.#newline = text.includes('\r\n') ? '\r\n' : '\n';
  }

  /** The map of the object: the document itself, or the item of a list that stands where the object does. */
  rootOf(document: ManifestDocument): YAMLMap | undefined {
    const { isMap, isSeq } = this.#yaml;
    const root = this.#tree.contents;
    if (!isMap(root)) return undefined;
    const kind: unknown = root.get('kind');
    if (typeof kind !== 'string' || !kind.endsWith('List')) return root as YAMLMap;
    const items = root.get('items', true);
    const { line, column } = document.locate('');
    const start = this.#offsetOf(line, column);
    return isSeq(items) ? (items.items.find((item) => isMap(item) && this.#start(item) === start) as YAMLMap | undefined) : undefined;
  }

  #offsetOf(line: number, column: number): number {
    let start = 0;
    for (let current = 1; current < line; current += 1) start = this.#text.indexOf('\n', start) + 1;
    return start + column - 1;
  }

  /** Takes in the changes of one mend, all or none; gives the reason when it is none. */
  add(document: ManifestDocument, changes: readonly FieldChange[]): string | undefined {
    const root = this.rootOf(document);
    if (root === undefined) return 'the object is not where it was';
    const steps = changes.map((change) => this.#step(root, change));
    const reason = steps.find((step) => typeof step === 'string');
    if (reason !== undefined) return reason;
    const accepted = steps.filter((step): step is Step => typeof step !== 'string');
    const clash = accepted.some((step) => this.#clashes(step));
    if (clash) return 'another mend is at the same place; run again';
    for (const step of accepted) this.#take(step);
    return undefined;
  }

  #clashes(step: Step): boolean {
    if ('edit' in step) return this.#edits.some((other) => step.edit.start < other.end && other.start < step.edit.end);
    const known = 'map' in step ? this.#inserts.get(step.map) : this.#fills.get(step.pair);
    return known !== undefined && merge(known, step.value) === undefined;
  }

  #take(step: Step): void {
    if ('edit' in step) this.#edits.push(step.edit);
    else if ('map' in step) this.#inserts.set(step.map, merge(this.#inserts.get(step.map) ?? {}, step.value) as JsonObject);
    else this.#fills.set(step.pair, this.#fills.has(step.pair) ? (merge(this.#fills.get(step.pair) ?? null, step.value) ?? null) : step.value);
  }

  /** All edits of the document; insertions into a map that another edit removes are for the check afterwards to find. */
  edits(): TextEdit[] {
    return [
      ...this.#edits,
      ...[...this.#inserts].flatMap(([map, fields]) => this.#insert(map, fields)),
      ...[...this.#fills].map(([pair, value]) => this.#fill(pair, value)),
    ];
  }

  #step(root: YAMLMap, change: FieldChange): Step | string {
    const { isMap, isSeq, isAlias } = this.#yaml;
    const steps = stepsOf(change.path);
    let node: Node = root;
    for (const [index, step] of steps.entries()) {
      const isLast = index === steps.length - 1;
      if (isAlias(node)) return ALIASED;
      if ('anchor' in node && node.anchor !== undefined) return ALIASED;
      if (isSeq(node)) {
        const item: unknown = node.items[Number(step)];
        if (item === undefined) return 'the item is not there';
        if (isLast) return change.op === 'remove' ? asStep(this.#removeItem(node as YAMLSeq, Number(step))) : 'items of lists are not set';
        node = item as Node;
      } else if (isMap(node)) {
        const pair = this.#pairOf(node as YAMLMap, step);
        if (pair === undefined) return change.op === 'set' ? this.#insertion(node as YAMLMap, wrap(steps.slice(index), change.value)) : 'the field is not there';
        if (isLast) return this.#change(node as YAMLMap, pair, change);
        const value = pair.value as Node | null;
        if (this.#isNull(value)) return change.op === 'set' ? { pair, value: wrap(steps.slice(index + 1), change.value) } : 'the field is not there';
        node = value as Node;
      } else return 'the field is not in a map';
    }
    return 'the path is empty';
  }

  #isNull(value: Node | null): boolean {
    return value === null || (this.#yaml.isScalar(value) && value.value === null);
  }

  #insertion(map: YAMLMap, value: Json): Step | string {
    return map.items.length === 0 && map.flow !== true ? 'the map is empty' : { map, value };
  }

  #pairOf(map: YAMLMap, key: string): Pair | undefined {
    return (map.items as Pair[]).findLast((pair) => this.#yaml.isScalar(pair.key) && (pair.key.source === key || String(pair.key.value) === key));
  }

  #change(map: YAMLMap, pair: Pair, change: FieldChange): Step | string {
    const key = pair.key as Node;
    if (change.op === 'rename') return { edit: { start: this.#start(key), end: this.#end(key), text: inlineText(change.to, this.#isJson(map)) } };
    if (change.op === 'remove') return asStep(this.#removePair(map, pair));
    const value = pair.value as Node | null;
    if (value !== null && 'anchor' in value && value.anchor !== undefined) return ALIASED;
    if (this.#isNull(value)) return { pair, value: change.value };
    if (this.#yaml.isAlias(value)) return ALIASED;
    if (this.#yaml.isCollection(value) && value.flow !== true) return asStep(this.#replaceBlock(pair, value, change.value));
    if (this.#yaml.isScalar(value) && (value.type === 'BLOCK_LITERAL' || value.type === 'BLOCK_FOLDED')) return 'the value is a block text';
    return { edit: { start: this.#start(value as Node), end: this.#end(value as Node), text: inlineText(change.value, this.#isJson(map)) } };
  }

  /** A block list or map gives way to a value behind its key, or below a comment that stands there; comments inside it stop the edit. */
  #replaceBlock(pair: Pair, value: Node, replacement: Json): TextEdit | string {
    const keyEnd = this.#end(pair.key as Node);
    const start = this.#start(value);
    const end = this.#lastContent(value);
    if (this.#text.slice(start, end).includes('#')) return 'there are comments in the value';
    if (!this.#text.slice(keyEnd, start).includes('#')) return { start: keyEnd, end, text: `: ${inlineText(replacement, false)}` };
    const deeper = this.#columnOf(start) > this.#columnOf(this.#start(pair.key as Node)) ? '' : '  ';
    return { start, end, text: `${deeper}${inlineText(replacement, false)}` };
  }

  /** A key without a value gets one. */
  #fill(pair: Pair, value: Json): TextEdit {
    const keyEnd = this.#end(pair.key as Node);
    const old = pair.value as Node | null;
    const written = old === null || old.range === null || old.range === undefined ? '' : this.#text.slice(this.#start(old), this.#end(old));
    if (written !== '' && old !== null) return { start: this.#start(old), end: this.#end(old), text: inlineText(value, false) };
    const colon = this.#text.indexOf(':', keyEnd);
    return { start: colon + 1, end: colon + 1, text: ` ${inlineText(value, false)}` };
  }

  #insert(map: YAMLMap, fields: JsonObject): TextEdit[] {
    const last = map.items.at(-1) as Pair | undefined;
    if (map.flow === true) {
      const json = this.#isJson(map);
      const layout = last === undefined ? undefined : this.#flowLayout(map, last);
      const entries = Object.entries(fields).map(([key, value]) => `${inlineText(key, json)}: ${layout !== undefined && json ? layout.written(value ?? null) : inlineText(value ?? null, json)}`);
      if (last === undefined) return [{ start: this.#start(map), end: this.#end(map), text: json ? `{${entries.join(', ')}}` : `{ ${entries.join(', ')} }` }];
      const end = this.#lastContent((last.value ?? last.key) as Node);
      const separator = layout === undefined ? ', ' : `,${layout.lineBreak}`;
      return [{ start: end, end, text: entries.map((entry) => `${separator}${entry}`).join('') }];
    }
    const column = this.#columnOf(this.#start((map.items[0] as Pair).key as Node));
    const end = this.#endOfLine(this.#lastContent((last?.value ?? last?.key) as Node));
    const lines = Object.entries(fields).flatMap(([key, value]) => nestedLines(key, value ?? null, ' '.repeat(column))).join(this.#newline);
    const atEnd = end >= this.#text.length && !this.#text.endsWith('\n');
    return [{ start: end, end, text: atEnd ? `${this.#newline}${lines}` : `${lines}${this.#newline}` }];
  }

  /** How entries of a map in braces are written that stand on lines of their own; undefined for those that share a line. */
  #flowLayout(map: YAMLMap, last: Pair): { readonly lineBreak: string; readonly written: (value: Json) => string } | undefined {
    const start = this.#start(last.key as Node);
    const indent = this.#text.slice(this.#startOfLine(start), start);
    if (indent.trim() !== '') return undefined;
    const outer = /^[ \t]*/.exec(this.#text.slice(this.#startOfLine(this.#start(map))))?.[0] ?? '';
    const unit = indent.startsWith(outer) && indent.length > outer.length ? indent.slice(outer.length) : '  ';
    const lineBreak = `${this.#newline}${indent}`;
    return { lineBreak, written: (value) => JSON.stringify(value, undefined, unit).replaceAll('\n', lineBreak) };
  }

  #removePair(map: YAMLMap, pair: Pair): TextEdit | string {
    const index = map.items.indexOf(pair);
    const start = this.#start(pair.key as Node);
    const end = this.#lastContent((pair.value ?? pair.key) as Node);
    const next = map.items[index + 1] as Pair | undefined;
    const previous = map.items[index - 1] as Pair | undefined;
    if (map.items.length === 1) return map.flow === true ? { start: this.#start(map), end: this.#end(map), text: '{}' } : this.#emptied(map);
    if (map.flow === true) {
      if (next !== undefined) return { start, end: this.#start(next.key as Node), text: '' };
      return { start: this.#lastContent(((previous as Pair).value ?? (previous as Pair).key) as Node), end, text: '' };
    }
    const lineStart = this.#startOfLine(start);
    if (this.#text.slice(lineStart, start).trim() === '') return this.#withoutLines(lineStart, end);
    // The key stands behind the dash of its item: the next key moves up.
    if (next === undefined) return 'the item would be empty';
    const nextStart = this.#start(next.key as Node);
    return this.#text.slice(end, nextStart).includes('#') ? 'there is a comment between the fields' : { start, end: nextStart, text: '' };
  }

  /** Whole lines go. At the end of a text without a last line end the one before them goes, so that there is still none. */
  #withoutLines(lineStart: number, end: number): TextEdit {
    const lineEnd = this.#endOfLine(end);
    const isOpenEnd = lineEnd === this.#text.length && !this.#text.endsWith('\n') && lineStart > 0;
    return { start: isOpenEnd ? lineStart - this.#newline.length : lineStart, end: lineEnd, text: '' };
  }

  /** The only field of a block map goes: the map becomes an empty one behind its key. */
  #emptied(map: YAMLMap): TextEdit | string {
    const start = this.#start(map);
    const end = this.#lastContent(map);
    return this.#text.slice(start, end).includes('#') ? 'there are comments in the value' : { start, end, text: '{}' };
  }

  #removeItem(list: YAMLSeq, index: number): TextEdit | string {
    const item = list.items[index] as Node;
    if (list.items.length === 1) return 'the list would be empty';
    const next = list.items[index + 1] as Node | undefined;
    if (list.flow === true) {
      if (next !== undefined) return { start: this.#start(item), end: this.#start(next), text: '' };
      return { start: this.#lastContent(list.items[index - 1] as Node), end: this.#lastContent(item), text: '' };
    }
    const dash = this.#text.lastIndexOf('-', this.#start(item) - 1);
    const start = this.#startOfLine(dash);
    if (this.#text.slice(start, dash).trim() !== '') return 'the item stands on the line of another';
    return this.#withoutLines(start, this.#lastContent(item));
  }

  /** Maps in braces have their keys in quotes where their first key is, or that of the whole document, as in JSON. */
  #isJson(map: YAMLMap): boolean {
    const isQuoted = (node: unknown): boolean => {
      const key = this.#yaml.isMap(node) && node.flow === true ? node.items[0]?.key : undefined;
      return this.#yaml.isScalar(key) && key.type === 'QUOTE_DOUBLE';
    };
    return isQuoted(map) || isQuoted(this.#tree.contents);
  }

  #start(node: Node): number {
    return this.#offset + (node.range?.[0] ?? 0);
  }

  #end(node: Node): number {
    return this.#offset + (node.range?.[1] ?? 0);
  }

  /** Where the last thing that is written in a node ends: blanks, line ends and comments behind it left out. */
  #lastContent(node: Node): number {
    const { isMap, isSeq, isCollection } = this.#yaml;
    if (isCollection(node) && node.flow !== true && node.items.length > 0) {
      const last: unknown = node.items.at(-1);
      if (isMap(node)) return this.#lastContent(((last as Pair).value ?? (last as Pair).key) as Node);
      if (isSeq(node) && last !== null) return this.#lastContent(last as Node);
    }
    let end = this.#end(node);
    const start = this.#start(node);
    while (end > start && /\s/.test(this.#text[end - 1] ?? '')) end -= 1;
    return end;
  }

  #startOfLine(offset: number): number {
    return this.#text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** Behind the line end of the line that an offset is on. */
  #endOfLine(offset: number): number {
    const end = this.#text.indexOf('\n', offset);
    return end === -1 ? this.#text.length : end + 1;
  }

  #columnOf(offset: number): number {
    return offset - this.#startOfLine(offset);
  }
}

/** One change: an edit of its own, a field for a map, or a value for a key without one. */
type Step = { readonly edit: TextEdit } | { readonly map: YAMLMap; readonly value: Json } | { readonly pair: Pair; readonly value: Json };

function asStep(made: TextEdit | string): Step | string {
  return typeof made === 'string' ? made : { edit: made };
}

/** `a`, `b` and 1 give `{ a: { b: 1 } }`. */
function wrap(steps: readonly string[], value: Json): Json {
  return steps.reduceRight<Json>((inner, step) => ({ [step]: inner }), value);
}

/** Two trees of new fields as one; undefined when they disagree. */
function merge(a: Json, b: Json): Json | undefined {
  if (!isJsonObject(a) || !isJsonObject(b)) return equalJson(a, b) ? a : undefined;
  const merged: JsonObject = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const both = Object.hasOwn(merged, key) ? merge(merged[key] ?? null, value ?? null) : value;
    if (both === undefined) return undefined;
    merged[key] = both;
  }
  return merged;
}
