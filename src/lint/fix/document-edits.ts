import type { Document, Node, Pair, YAMLMap, YAMLSeq } from 'yaml';
import type { Json } from '../../api/json.ts';
import type { TextEdit } from '../../diag/finding.ts';
import { stepsOf } from '../../diag/field-path.ts';
import type { ManifestDocument } from '../../load/manifest-set.ts';
import { splitDocuments } from '../../load/split-documents.ts';
import type { FieldChange } from './fix-action.ts';
import { inlineText, nestedLines } from './yaml-text-of.ts';

/**
 * The edits of a text that make the changes in one of its documents, with offsets into the text; or a sentence that says why they cannot
 * be made. Values come from aliases or merge keys are not touched, since a change there is one elsewhere too.
 */
export async function editsOf(text: string, document: ManifestDocument, changes: readonly FieldChange[]): Promise<readonly TextEdit[] | string> {
  const yaml = await import('yaml');
  const slice = /^\s*\{/.test(text) ? { start: 0, end: text.length } : splitDocuments(text)[document.document];
  if (slice === undefined) return 'the document is not where it was';
  const tree = yaml.parseDocument(text.slice(slice.start, slice.end), { version: '1.1', merge: false, uniqueKeys: false, logLevel: 'silent' });
  if (tree.errors.length > 0) return 'the document cannot be edited as YAML';
  const editor = new DocumentEditor(text, slice.start, tree, yaml);
  const root = editor.rootOf(document);
  if (root === undefined) return 'the object is not where it was';
  const edits: TextEdit[] = [];
  for (const change of changes) {
    const made = editor.edit(root, change);
    if (typeof made === 'string') return made;
    edits.push(made);
  }
  return edits;
}

type YamlModule = typeof import('yaml');
const ALIASED = 'the value is shared by an anchor';

class DocumentEditor {
  readonly #text: string;
  readonly #offset: number;
  readonly #tree: Document.Parsed;
  readonly #yaml: YamlModule;
  readonly #newline: string;

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
    const kind = root.get('kind');
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

  edit(root: YAMLMap, change: FieldChange): TextEdit | string {
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
        if (isLast) return change.op === 'remove' ? this.#removeItem(node as YAMLSeq, Number(step)) : 'items of lists are not set';
        node = item as Node;
      } else if (isMap(node)) {
        const pair = this.#pairOf(node as YAMLMap, step);
        if (pair === undefined) return change.op === 'set' ? this.#insert(node as YAMLMap, steps.slice(index), change.value) : 'the field is not there';
        if (isLast) return this.#change(node as YAMLMap, pair, change);
        const value = pair.value as Node | null;
        if (value === null || (this.#yaml.isScalar(value) && value.value === null)) return change.op === 'set' ? this.#fill(pair, steps.slice(index + 1), change.value) : 'the field is not there';
        node = value;
      } else return 'the field is not in a map';
    }
    return 'the path is empty';
  }

  #pairOf(map: YAMLMap, key: string): Pair | undefined {
    return (map.items as Pair[]).findLast((pair) => this.#yaml.isScalar(pair.key) && String(pair.key.value) === key);
  }

  #change(map: YAMLMap, pair: Pair, change: FieldChange): TextEdit | string {
    const key = pair.key as Node;
    if (change.op === 'rename') return { start: this.#start(key), end: this.#end(key), text: inlineText(change.to, this.#isJson(map)) };
    if (change.op === 'remove') return this.#removePair(map, pair);
    const value = pair.value as Node | null;
    if (value !== null && 'anchor' in value && value.anchor !== undefined) return ALIASED;
    if (value === null || (this.#yaml.isScalar(value) && value.value === null)) return this.#fill(pair, [], change.value);
    if (this.#yaml.isAlias(value)) return ALIASED;
    const isFlow = this.#yaml.isScalar(value) || (this.#yaml.isCollection(value) && value.flow === true);
    if (!isFlow) return this.#yaml.isSeq(value) || this.#yaml.isMap(value) ? this.#replaceBlock(pair, value, change.value) : 'the value cannot be replaced';
    if (this.#yaml.isScalar(value) && (value.type === 'BLOCK_LITERAL' || value.type === 'BLOCK_FOLDED')) return 'the value is a block text';
    return { start: this.#start(value), end: this.#end(value), text: inlineText(change.value, this.#isJson(map)) };
  }

  /** A block list or map gives way to a value behind its key; comments inside it go with it, so those stop the edit. */
  #replaceBlock(pair: Pair, value: Node, replacement: Json): TextEdit | string {
    const start = this.#end(pair.key as Node);
    const end = this.#lastContent(value);
    if (this.#text.slice(start, end).includes('#')) return 'there are comments in the value';
    return { start, end, text: `: ${inlineText(replacement, false)}` };
  }

  /** A key without a value gets one. */
  #fill(pair: Pair, rest: readonly string[], value: Json): TextEdit | string {
    const key = pair.key as Node;
    const colon = this.#text.indexOf(':', this.#end(key));
    const old = pair.value as Node | null;
    const written = old === null || old.range === null || old.range === undefined ? '' : this.#text.slice(this.#start(old), this.#end(old));
    if (colon === -1) return 'the key has no colon';
    const wrapped = wrap(rest, value);
    if (written !== '' && old !== null) return { start: this.#start(old), end: this.#end(old), text: inlineText(wrapped, false) };
    return { start: colon + 1, end: colon + 1, text: ` ${inlineText(wrapped, false)}` };
  }

  #insert(map: YAMLMap, steps: readonly string[], value: Json): TextEdit | string {
    const [first = '', ...rest] = steps;
    const wrapped = wrap(rest, value);
    const last = map.items.at(-1) as Pair | undefined;
    if (map.flow === true) {
      const json = this.#isJson(map);
      const entry = `${inlineText(first, json)}: ${inlineText(wrapped, json)}`;
      if (last === undefined) return { start: this.#start(map), end: this.#end(map), text: json ? `{${entry}}` : `{ ${entry} }` };
      const end = this.#lastContent((last.value ?? last.key) as Node);
      return { start: end, end, text: `, ${entry}` };
    }
    if (last === undefined) return 'the map is empty';
    const column = this.#columnOf(this.#start((map.items[0] as Pair).key as Node));
    const end = this.#endOfLine(this.#lastContent((last.value ?? last.key) as Node));
    const lines = nestedLines(first, wrapped, ' '.repeat(column)).join(this.#newline);
    const atEnd = end >= this.#text.length && !this.#text.endsWith('\n');
    return { start: end, end, text: atEnd ? `${this.#newline}${lines}` : `${lines}${this.#newline}` };
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
    if (this.#text.slice(lineStart, start).trim() === '') return { start: lineStart, end: this.#endOfLine(end), text: '' };
    // The key stands behind the dash of its item: the next key moves up.
    if (next === undefined) return 'the item would be empty';
    const nextStart = this.#start(next.key as Node);
    return this.#text.slice(end, nextStart).includes('#') ? 'there is a comment between the fields' : { start, end: nextStart, text: '' };
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
    return { start, end: this.#endOfLine(this.#lastContent(item)), text: '' };
  }

  /** Maps in braces of a JSON text have their keys in quotes. */
  #isJson(map: YAMLMap): boolean {
    const key = (map.items[0] as Pair | undefined)?.key;
    return map.flow === true && (this.#text.trimStart().startsWith('{') || (this.#yaml.isScalar(key) && key.type === 'QUOTE_DOUBLE'));
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

/** `a`, `b` and 1 give `{ a: { b: 1 } }`. */
function wrap(steps: readonly string[], value: Json): Json {
  return steps.reduceRight<Json>((inner, step) => ({ [step]: inner }), value);
}
