import { TextError } from '../text-problem.ts';
import type { Comment } from './cursor.ts';
import { Scanner } from './scanner.ts';
import type { Token, TokenType } from './token.ts';

export interface YamlEvent {
  readonly type: 'scalar' | 'alias' | 'map-start' | 'map-end' | 'list-start' | 'list-end' | 'document-end';
  /** Offsets into the text, the end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The name of an anchor that stands before the node, or that an alias refers to; empty when there is none. */
  readonly anchor: string;
  /** The tag in full, empty when there is none. */
  readonly tag: string;
  /** The text of a scalar. */
  readonly value: string;
  /** True for scalars whose text decides about their type. */
  readonly implicit: boolean;
  /** Of a `map-start` or `list-start`: brackets or braces rather than indentation. */
  readonly flow: boolean;
}

type State =
  | 'document-end'
  | 'block-list-entry'
  | 'indentless-list-entry'
  | 'block-map-key'
  | 'block-map-value'
  | 'flow-list-first'
  | 'flow-list-entry'
  | 'flow-pair-key'
  | 'flow-pair-value'
  | 'flow-pair-end'
  | 'flow-map-first'
  | 'flow-map-key'
  | 'flow-map-value'
  | 'flow-map-no-value';

const NOT_A_NODE_IN_DOCUMENT: readonly TokenType[] = ['version-directive', 'tag-directive', 'document-start', 'document-end', 'stream-end'];
const YAML_TAG_PREFIX = 'tag:yaml.org,2002:';

/** Turns tokens into the events of one document by the grammar of go-yaml v2 (parserc.go). Throws a TextError. */
export class Parser {
  readonly #scanner: Scanner;
  readonly #states: State[] = [];
  #state: State = 'document-end';
  readonly #tagPrefixes = new Map<string, string>();

  constructor(text: string) {
    this.#scanner = new Scanner(text);
  }

  get comments(): readonly Comment[] {
    return this.#scanner.comments;
  }

  /** The first event of the document; undefined when the text holds none. */
  first(): YamlEvent | undefined {
    const scanner = this.#scanner;
    const token = scanner.peek();
    if (token.type === 'stream-end') return undefined;
    this.#states.push('document-end');
    const explicit = token.type === 'version-directive' || token.type === 'tag-directive' || token.type === 'document-start';
    if (!explicit) return this.#node(true, false);
    this.#directives();
    const mark = scanner.take();
    if (mark.type !== 'document-start') throw new TextError("a line '---' must follow the directives", mark.start);
    const next = scanner.peek();
    return NOT_A_NODE_IN_DOCUMENT.includes(next.type) ? this.#empty(next.start, this.#pop()) : this.#node(true, false);
  }

  next(): YamlEvent {
    switch (this.#state) {
      case 'block-list-entry':
        return this.#blockListEntry();
      case 'indentless-list-entry':
        return this.#indentlessListEntry();
      case 'block-map-key':
        return this.#blockMapKey();
      case 'block-map-value':
        return this.#blockMapValue();
      case 'flow-list-first':
        return this.#flowListEntry(true);
      case 'flow-list-entry':
        return this.#flowListEntry(false);
      case 'flow-pair-key':
        return this.#flowPairKey();
      case 'flow-pair-value':
        return this.#flowValue(['flow-entry', 'flow-sequence-end'], 'flow-pair-end');
      case 'flow-pair-end':
        return this.#end('map-end', this.#scanner.peek().start, 'flow-list-entry');
      case 'flow-map-first':
        return this.#flowMapKey(true);
      case 'flow-map-key':
        return this.#flowMapKey(false);
      case 'flow-map-value':
        return this.#flowValue(['flow-entry', 'flow-mapping-end'], 'flow-map-key');
      case 'flow-map-no-value':
        return this.#empty(this.#scanner.peek().start, 'flow-map-key');
      case 'document-end': {
        const { start } = this.#scanner.peek();
        return this.#end('document-end', start, 'document-end');
      }
    }
  }

  /** Where text begins that is no part of the document; undefined when nothing follows. Call it after the `document-end`. */
  restOfText(): number | undefined {
    try {
      while (this.#scanner.peek().type === 'document-end') this.#scanner.take();
      const { type, start } = this.#scanner.peek();
      return type === 'stream-end' ? undefined : start;
    } catch (error) {
      if (error instanceof TextError) return error.offset;
      throw error;
    }
  }

  #directives(): void {
    let version = false;
    for (let token = this.#scanner.peek(); token.type === 'version-directive' || token.type === 'tag-directive'; token = this.#scanner.peek()) {
      if (token.type === 'version-directive') {
        if (version) throw new TextError('the directive %YAML occurs twice', token.start);
        if (token.value !== '1.1') throw new TextError(`Kubernetes reads YAML 1.1 only, not %YAML ${token.value}; leave the directive out`, token.start);
        version = true;
      } else {
        if (this.#tagPrefixes.has(token.value)) throw new TextError(`the directive %TAG occurs twice for ${token.value}`, token.start);
        this.#tagPrefixes.set(token.value, token.suffix);
      }
      this.#scanner.take();
    }
  }

  #pop(): State {
    return this.#states.pop() ?? 'document-end';
  }

  #empty(position: number, state: State): YamlEvent {
    this.#state = state;
    return { type: 'scalar', start: position, end: position, anchor: '', tag: '', value: '', implicit: true, flow: false };
  }

  #end(type: YamlEvent['type'], position: number, state: State): YamlEvent {
    this.#state = state;
    return { type, start: position, end: position, anchor: '', tag: '', value: '', implicit: false, flow: false };
  }

  /** A node, with its anchor and tag; the state after it is on the stack. */
  #node(block: boolean, indentless: boolean): YamlEvent {
    const scanner = this.#scanner;
    let token = scanner.peek();
    if (token.type === 'alias') {
      scanner.take();
      this.#state = this.#pop();
      return { type: 'alias', start: token.start, end: token.end, anchor: token.value, tag: '', value: '', implicit: false, flow: false };
    }
    const { start } = token;
    let { start: end } = token;
    let anchor: Token | undefined;
    let tagToken: Token | undefined;
    while ((token.type === 'anchor' && anchor === undefined) || (token.type === 'tag' && tagToken === undefined)) {
      if (token.type === 'anchor') anchor = token;
      else tagToken = token;
      end = token.end;
      scanner.take();
      token = scanner.peek();
    }
    const name = anchor?.value ?? '';
    const tag = tagToken === undefined ? '' : this.#fullTag(tagToken);
    const container = (type: 'map-start' | 'list-start', state: State, flow: boolean): YamlEvent => {
      this.#state = state;
      return { type, start, end: token.end, anchor: name, tag, value: '', implicit: false, flow };
    };
    if (indentless && token.type === 'block-entry') return container('list-start', 'indentless-list-entry', false);
    if (token.type === 'scalar') {
      scanner.take();
      this.#state = this.#pop();
      const implicit = (tag === '' && token.plain) || tag === '!';
      return { type: 'scalar', start, end: token.end, anchor: name, tag, value: token.value, implicit, flow: false };
    }
    if (token.type === 'flow-sequence-start') return container('list-start', 'flow-list-first', true);
    if (token.type === 'flow-mapping-start') return container('map-start', 'flow-map-first', true);
    if (block && token.type === 'block-sequence-start') {
      scanner.take();
      return container('list-start', 'block-list-entry', false);
    }
    if (block && token.type === 'block-mapping-start') {
      scanner.take();
      return container('map-start', 'block-map-key', false);
    }
    if (anchor !== undefined || tag !== '') {
      this.#state = this.#pop();
      return { type: 'scalar', start, end, anchor: name, tag, value: '', implicit: tag === '', flow: false };
    }
    throw new TextError(`expected a value, found ${describe(token)}`, token.start);
  }

  #fullTag({ value: handle, suffix, start }: Token): string {
    if (handle === '') return suffix;
    const prefix = this.#tagPrefixes.get(handle) ?? (handle === '!' ? '!' : handle === '!!' ? YAML_TAG_PREFIX : '');
    if (prefix === '') throw new TextError(`no %TAG directive says what the tag handle ${handle} means`, start);
    return prefix + suffix;
  }

  /** After an indicator: a node unless one of `without` follows, which means an empty one. */
  #nodeUnless(without: readonly TokenType[], after: State, position: number, block: boolean, indentless: boolean): YamlEvent {
    if (without.includes(this.#scanner.peek().type)) return this.#empty(position, after);
    this.#states.push(after);
    return this.#node(block, indentless);
  }

  #blockListEntry(): YamlEvent {
    const token = this.#scanner.peek();
    if (token.type === 'block-entry') {
      this.#scanner.take();
      return this.#nodeUnless(['block-entry', 'block-end'], 'block-list-entry', token.end, true, false);
    }
    if (token.type !== 'block-end') throw new TextError(`expected a list item ('- ') at this indentation, found ${describe(token)}`, token.start);
    this.#scanner.take();
    return this.#end('list-end', token.start, this.#pop());
  }

  #indentlessListEntry(): YamlEvent {
    const token = this.#scanner.peek();
    if (token.type !== 'block-entry') return this.#end('list-end', token.start, this.#pop());
    this.#scanner.take();
    return this.#nodeUnless(['block-entry', 'key', 'value', 'block-end'], 'indentless-list-entry', token.end, true, false);
  }

  #blockMapKey(): YamlEvent {
    const token = this.#scanner.peek();
    if (token.type === 'key') {
      this.#scanner.take();
      return this.#nodeUnless(['key', 'value', 'block-end'], 'block-map-value', token.end, true, true);
    }
    if (token.type !== 'block-end') throw new TextError(`expected a key at the indentation of this map, found ${describe(token)}`, token.start);
    this.#scanner.take();
    return this.#end('map-end', token.start, this.#pop());
  }

  #blockMapValue(): YamlEvent {
    const token = this.#scanner.peek();
    if (token.type !== 'value') return this.#empty(token.start, 'block-map-key');
    this.#scanner.take();
    return this.#nodeUnless(['key', 'value', 'block-end'], 'block-map-key', token.end, true, true);
  }

  #flowListEntry(first: boolean): YamlEvent {
    const scanner = this.#scanner;
    if (first) scanner.take();
    let token = scanner.peek();
    if (token.type !== 'flow-sequence-end') {
      if (!first) token = this.#afterComma(token, ']');
      if (token.type === 'key') {
        scanner.take();
        this.#state = 'flow-pair-key';
        return { type: 'map-start', start: token.start, end: token.end, anchor: '', tag: '', value: '', implicit: false, flow: true };
      }
      if (token.type !== 'flow-sequence-end') {
        this.#states.push('flow-list-entry');
        return this.#node(false, false);
      }
    }
    scanner.take();
    return this.#end('list-end', token.end, this.#pop());
  }

  /** A key inside brackets, `[a: b]`; libyaml swallows the token after an empty one. */
  #flowPairKey(): YamlEvent {
    const token = this.#scanner.peek();
    if (token.type !== 'value' && token.type !== 'flow-entry' && token.type !== 'flow-sequence-end') {
      this.#states.push('flow-pair-value');
      return this.#node(false, false);
    }
    this.#scanner.take();
    return this.#empty(token.end, 'flow-pair-value');
  }

  #flowMapKey(first: boolean): YamlEvent {
    const scanner = this.#scanner;
    if (first) scanner.take();
    let token = scanner.peek();
    if (token.type !== 'flow-mapping-end') {
      if (!first) token = this.#afterComma(token, '}');
      if (token.type === 'key') {
        scanner.take();
        return this.#nodeUnless(['value', 'flow-entry', 'flow-mapping-end'], 'flow-map-value', scanner.peek().start, false, false);
      }
      if (token.type !== 'flow-mapping-end') {
        this.#states.push('flow-map-no-value');
        return this.#node(false, false);
      }
    }
    scanner.take();
    return this.#end('map-end', token.end, this.#pop());
  }

  #flowValue(without: readonly TokenType[], after: State): YamlEvent {
    const token = this.#scanner.peek();
    if (token.type !== 'value') return this.#empty(token.start, after);
    this.#scanner.take();
    return this.#nodeUnless(without, after, this.#scanner.peek().start, false, false);
  }

  #afterComma(token: Token, close: string): Token {
    if (token.type !== 'flow-entry') throw new TextError(`expected ',' or '${close}', found ${describe(token)}`, token.start);
    this.#scanner.take();
    return this.#scanner.peek();
  }
}

const DESCRIPTIONS: Readonly<Record<TokenType, string>> = {
  'stream-end': 'the end of the text',
  'version-directive': 'a directive',
  'tag-directive': 'a directive',
  'document-start': "'---'",
  'document-end': "'...'",
  'block-sequence-start': 'a list',
  'block-mapping-start': 'a map',
  'block-end': 'a line with less indentation',
  'flow-sequence-start': "'['",
  'flow-sequence-end': "']'",
  'flow-mapping-start': "'{'",
  'flow-mapping-end': "'}'",
  'block-entry': "a list item ('- ')",
  'flow-entry': "','",
  key: 'a key',
  value: "':'",
  alias: 'an alias',
  anchor: 'an anchor',
  tag: 'a tag',
  scalar: 'a value',
};

function describe({ type, value }: Token): string {
  if (type !== 'scalar') return DESCRIPTIONS[type];
  return `the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
}
