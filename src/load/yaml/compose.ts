import { type Json, type JsonObject, cloneJson, setOwn } from '../../api/json.ts';
import { type FieldPath, at } from '../../diag/field-path.ts';
import { keyPath } from '../json-text.ts';
import { MAX_DEPTH, TextError } from '../text-problem.ts';
import type { Comment } from './cursor.ts';
import { Parser, type YamlEvent } from './parser.ts';
import { type ScalarType, resolvePlain, resolveTagged } from './resolve-scalar.ts';

/** A node of a document with its place and its value. */
export type Node = ScalarNode | ListNode | MapNode | AliasNode;

interface NodeBase {
  readonly start: number;
  end: number;
  readonly value: Json;
  /** How many decoding steps go-yaml takes for the node, aliases followed. */
  steps: number;
  /** Levels of containers below. */
  height: number;
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly type: ScalarType;
  /** How the scalar reads as a key; undefined when it cannot be one. */
  readonly key: string | undefined;
  /** `<<` without quotes: as a key it merges other maps into this one. */
  readonly merge: boolean;
}

export interface ListNode extends NodeBase {
  readonly kind: 'list';
  readonly value: Json[];
  readonly items: Node[];
  open: boolean;
  readonly flow: boolean;
}

export interface MapNode extends NodeBase {
  readonly kind: 'map';
  readonly value: JsonObject;
  readonly entries: MapEntry[];
  /** The keys that are set, with their types: 1 and "1" are two keys. */
  readonly keys: Map<string, string>;
  open: boolean;
  readonly flow: boolean;
}

export interface MapEntry {
  readonly key: Node;
  /** The key in JSON; undefined for a merge. */
  readonly name: string | undefined;
  readonly node: Node;
}

export interface AliasNode extends NodeBase {
  readonly kind: 'alias';
  readonly target: Node;
}

export interface ComposedDocument {
  readonly root: Node | undefined;
  readonly duplicateKeys: readonly FieldPath[];
  readonly ignoredFrom: number | undefined;
  readonly comments: readonly Comment[];
}

/** An alias may not stand for a value with more levels than this: its copy is made by recursion. */
const MAX_ALIAS_HEIGHT = 500;

/**
 * Reads the first document of a text into nodes, by the rules of go-yaml v2 (decode.go) and of sigs.k8s.io/yaml for keys. Throws a
 * TextError.
 */
export function composeDocument(text: string): ComposedDocument {
  return new Composer(text).compose();
}

/** A container that is open, and the key whose value comes next. */
interface Frame {
  readonly node: ListNode | MapNode;
  key: Node | undefined;
}

class Composer {
  readonly #parser: Parser;
  readonly #anchors = new Map<string, Node>();
  readonly #open: Frame[] = [];
  readonly #duplicateKeys: FieldPath[] = [];
  #root: Node | undefined;
  /** go-yaml's counts against alias bombs: all decoding steps, and those inside aliases. The document itself is one. */
  #steps = 1;
  #aliasSteps = 0;

  constructor(text: string) {
    this.#parser = new Parser(text);
  }

  compose(): ComposedDocument {
    let event = this.#parser.first();
    const { comments } = this.#parser;
    if (event === undefined) return { root: undefined, duplicateKeys: [], ignoredFrom: undefined, comments };
    while (event.type !== 'document-end') {
      this.#handle(event);
      event = this.#parser.next();
    }
    return { root: this.#root, duplicateKeys: this.#duplicateKeys, ignoredFrom: this.#parser.restOfText(), comments };
  }

  #handle(event: YamlEvent): void {
    switch (event.type) {
      case 'scalar':
        return this.#add(this.#scalar(event));
      case 'alias':
        return this.#add(this.#alias(event));
      case 'list-start':
        return this.#begin({ kind: 'list', start: event.start, end: event.end, value: [], items: [], steps: 1, height: 1, open: true, flow: event.flow }, event.anchor);
      case 'map-start':
        return this.#begin({ kind: 'map', start: event.start, end: event.end, value: {}, entries: [], keys: new Map(), steps: 1, height: 1, open: true, flow: event.flow }, event.anchor);
      default: {
        const frame = this.#open.pop();
        if (frame === undefined) return;
        frame.node.open = false;
        // A block ends where its last child ends, not where the next one begins.
        const last = frame.node.kind === 'list' ? frame.node.items.at(-1) : frame.node.entries.at(-1)?.node;
        frame.node.end = frame.node.flow ? event.end : Math.max(last?.end ?? frame.node.start, frame.node.end);
        this.#add(frame.node);
      }
    }
  }

  #begin(node: ListNode | MapNode, anchor: string): void {
    this.#steps += 1;
    if (anchor !== '') this.#anchors.set(anchor, node);
    this.#open.push({ node, key: undefined });
    if (this.#open.length > MAX_DEPTH) throw new TextError(`maps and lists are nested more than ${MAX_DEPTH} levels deep`, node.start);
  }

  #scalar({ start, end, anchor, tag, value: text, implicit }: YamlEvent): Node {
    this.#steps += 1;
    const resolved = tag !== '' ? resolveTagged(tag, text) : implicit ? resolvePlain(text) : ({ type: 'string', value: text, key: text } as const);
    if (typeof resolved === 'string') throw new TextError(`the text does not fit its tag: it is ${resolved}`, start);
    const merge = text === '<<' && (implicit || tag === 'tag:yaml.org,2002:merge');
    const inKeyPosition = this.#expectsKey();
    if (resolved.value === undefined && !inKeyPosition) throw new TextError(`${text} is a number that JSON cannot show; put it in quotes if it is text`, start);
    const node: ScalarNode = { kind: 'scalar', start, end, value: resolved.value ?? null, type: resolved.type, key: resolved.key, merge, steps: 1, height: 0 };
    if (anchor !== '') this.#anchors.set(anchor, node);
    return node;
  }

  #expectsKey(): boolean {
    const frame = this.#open.at(-1);
    return frame !== undefined && frame.node.kind === 'map' && frame.key === undefined;
  }

  #alias({ start, end, anchor }: YamlEvent): Node {
    const target = this.#anchors.get(anchor);
    if (target === undefined) throw new TextError(`there is no anchor &${anchor} before this alias; put the value in quotes if it is text`, start);
    if ((target.kind === 'map' || target.kind === 'list') && target.open) throw new TextError(`the value of the anchor &${anchor} contains itself`, start);
    if (target.height > MAX_ALIAS_HEIGHT) throw new TextError(`the alias *${anchor} stands for a value of more than ${MAX_ALIAS_HEIGHT} levels`, start);
    this.#steps += 1 + target.steps;
    this.#aliasSteps += target.steps;
    if (this.#aliasSteps > 100 && this.#steps > 1000 && this.#aliasSteps / this.#steps > allowedAliasRatio(this.#steps)) {
      throw new TextError('the document grows too much by its aliases; write the values out', start);
    }
    if (target.kind === 'scalar' && target.type === 'float' && target.value === null && !this.#expectsKey()) {
      throw new TextError(`the alias *${anchor} stands for a number that JSON cannot show`, start);
    }
    return { kind: 'alias', start, end, value: cloneJson(target.value), target, steps: 1 + target.steps, height: target.height };
  }

  /** Puts a complete node where it belongs. */
  #add(node: Node): void {
    const frame = this.#open.at(-1);
    if (frame === undefined) {
      this.#root = node;
      return;
    }
    const container = frame.node;
    container.steps += node.steps;
    container.height = Math.max(container.height, node.height + 1);
    if (container.kind === 'list') {
      container.items.push(node);
      container.value.push(node.value);
    } else if (frame.key === undefined) {
      frame.key = node;
    } else {
      this.#addEntry(container, frame.key, node);
      frame.key = undefined;
    }
  }

  #addEntry(map: MapNode, key: Node, node: Node): void {
    if (key.kind === 'scalar' && key.merge) {
      map.entries.push({ key, name: undefined, node });
      for (const source of mergeSources(node)) {
        for (const [typedKey, name] of source.keys) this.#set(map, typedKey, name, source.value[name] ?? null);
      }
      return;
    }
    const scalar = key.kind === 'alias' ? key.target : key;
    if (scalar.kind !== 'scalar') throw new TextError(key.start === node.start ? 'a map or list cannot be a key' : 'a map or list cannot be a key; put the value in quotes if it is text', key.start);
    const name = scalar.key;
    if (name === undefined) throw new TextError(scalar.type === 'null' ? 'a key is missing or null; put it in quotes if it is text' : `the number is too large for a key; put it in quotes`, key.start);
    map.entries.push({ key, name, node });
    this.#set(map, scalar.type === 'string' ? `"${name}` : `${scalar.type} ${name}`, name, node.value);
  }

  #set(map: MapNode, typedKey: string, name: string, value: Json): void {
    if (map.keys.has(typedKey)) this.#duplicateKeys.push(keyPath(this.#path(), name));
    map.keys.set(typedKey, name);
    setOwn(map.value, name, value);
  }

  /** The path of the innermost open container. */
  #path(): FieldPath {
    let path: FieldPath = '';
    for (const { node, key } of this.#open.slice(0, -1)) {
      if (node.kind === 'list') path = at(path, node.items.length);
      else path = keyPath(path, nameOfKey(key));
    }
    return path;
  }
}

function nameOfKey(key: Node | undefined): string {
  const scalar = key?.kind === 'alias' ? key.target : key;
  return scalar?.kind === 'scalar' ? (scalar.key ?? '') : '';
}

/** The maps that a merge key brings in, in the order in which they are set: of a list, earlier ones win and so come last. */
function mergeSources(node: Node): MapNode[] {
  const direct = node.kind === 'alias' ? node.target : node;
  if (direct.kind === 'map') return [direct];
  if (node.kind !== 'list') throw new TextError("'<<' merges maps, so its value must be a map, an alias of one, or a list of those", node.start);
  return [...node.items].reverse().map((item) => {
    const target = item.kind === 'alias' ? item.target : item;
    if (target.kind !== 'map') throw new TextError("'<<' merges maps, so each item of its list must be a map or an alias of one", item.start);
    return target;
  });
}

/** decode.go: 99 % of a small document may come from aliases, 10 % of a huge one. */
function allowedAliasRatio(steps: number): number {
  if (steps <= 400_000) return 0.99;
  if (steps >= 4_000_000) return 0.1;
  return 0.99 - (0.89 * (steps - 400_000)) / 3_600_000;
}
