/** A regular expression in the part of Go's syntax that nearly all patterns of manifests keep to. */
export type Pattern =
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly part: Pattern; readonly min: number; readonly max: number };

/** Code points as pairs of a first and a last one, in any order; `negated` are all others. */
export interface CharacterSet {
  readonly ranges: readonly number[];
  readonly negated: boolean;
}

/** Go refuses more repetitions than this, also those of repetitions taken together. */
const MAX_REPETITIONS = 1000;

/**
 * Reads a pattern (Go's regexp/syntax/parse.go with its Perl flags). Undefined for what is wrong and for what is rare: flags other than
 * `(?i)`, names, Unicode classes, word boundaries; another engine knows about those.
 */
export function parsePattern(text: string): Pattern | undefined {
  try {
    return new PatternParser([...text]).parse();
  } catch (error) {
    if (error instanceof Beyond) return undefined;
    throw error;
  }
}

class Beyond extends Error {}

const DIGIT = [48, 57];
const WORD = [48, 57, 65, 90, 95, 95, 97, 122];
const SPACE = [9, 10, 12, 13, 32, 32];
const CLASSES: Readonly<Record<string, readonly number[]>> = { d: DIGIT, s: SPACE, w: WORD };
const CONTROLS: Readonly<Record<string, number>> = { a: 7, t: 9, n: 10, v: 11, f: 12, r: 13 };
const LAST_CODE_POINT = 0x10ffff;
const LAST_ASCII = 127;
const LINE_FEED = 10;

class PatternParser {
  readonly #chars: readonly string[];
  #index = 0;
  #depth = 0;
  #ignoresCase = false;

  constructor(chars: readonly string[]) {
    this.#chars = chars;
  }

  parse(): Pattern {
    const pattern = this.#choice();
    if (this.#index < this.#chars.length || repetitions(pattern) > MAX_REPETITIONS) throw new Beyond();
    return pattern;
  }

  #choice(): Pattern {
    this.#depth += 1;
    if (this.#depth > 100) throw new Beyond();
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    this.#depth -= 1;
    return parts.length === 1 ? (parts[0] as Pattern) : { kind: 'choice', parts };
  }

  #sequence(): Pattern {
    const parts: Pattern[] = [];
    for (let char = this.#peek(); char !== undefined && char !== '|' && char !== ')'; char = this.#peek()) parts.push(this.#repeated(this.#atom()));
    return parts.length === 1 ? (parts[0] as Pattern) : { kind: 'sequence', parts };
  }

  #repeated(part: Pattern): Pattern {
    const counts = this.#counts();
    if (counts === undefined) return part;
    // Whether as many or as few as possible does not matter for whether there is a match.
    this.#take('?');
    if (this.#counts() !== undefined || part.kind === 'start' || part.kind === 'end') throw new Beyond();
    return { kind: 'repeat', part, min: counts[0], max: counts[1] };
  }

  #counts(): readonly [number, number] | undefined {
    if (this.#take('*')) return [0, Infinity];
    if (this.#take('+')) return [1, Infinity];
    if (this.#take('?')) return [0, 1];
    if (!this.#take('{')) return undefined;
    const min = this.#number();
    const max = !this.#take(',') ? min : this.#peek() === '}' ? Infinity : this.#number();
    if (!this.#take('}') || max < min) throw new Beyond();
    return [min, max];
  }

  #number(): number {
    let digits = '';
    for (let char = this.#peek(); char !== undefined && char >= '0' && char <= '9'; char = this.#peek()) digits += this.#next();
    if (digits === '' || digits.length > 4) throw new Beyond();
    return Number(digits);
  }

  #atom(): Pattern {
    const char = this.#next();
    switch (char) {
      case '(':
        return this.#group();
      case '[':
        return this.#set(this.#class());
      case '.':
        return { kind: 'set', set: { ranges: [LINE_FEED, LINE_FEED], negated: true } };
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '\\':
        return this.#set(this.#escapedSet() ?? only(this.#escaped()));
      case '*':
      case '+':
      case '?':
      case '{':
        throw new Beyond();
      default:
        return this.#set(only(codeOf(char)));
    }
  }

  #group(): Pattern {
    if (this.#take('?') && !this.#take(':')) {
      if (!this.#take('i') || !this.#take(')') || this.#counts() !== undefined) throw new Beyond();
      this.#ignoresCase = true;
      return { kind: 'sequence', parts: [] };
    }
    const outside = this.#ignoresCase;
    const inner = this.#choice();
    if (!this.#take(')')) throw new Beyond();
    this.#ignoresCase = outside;
    return inner;
  }

  #set(set: CharacterSet): Pattern {
    return { kind: 'set', set: this.#ignoresCase ? { ...set, ranges: withOtherCase(set.ranges) } : set };
  }

  #class(): CharacterSet {
    const negated = this.#take('^');
    const ranges: number[] = [];
    for (let first = true; first || this.#peek() !== ']'; first = false) {
      if (this.#peek() === '[' && this.#chars[this.#index + 1] === ':') throw new Beyond();
      const escaped = this.#take('\\');
      const set = escaped ? this.#escapedSet() : undefined;
      if (set !== undefined) {
        ranges.push(...(set.negated ? complement(set.ranges) : set.ranges));
        continue;
      }
      const from = escaped ? this.#escaped() : codeOf(this.#next());
      const isRange = this.#peek() === '-' && this.#chars[this.#index + 1] !== ']';
      if (isRange) this.#next();
      const to = !isRange ? from : this.#take('\\') ? this.#escaped() : codeOf(this.#next());
      if (to < from) throw new Beyond();
      ranges.push(from, to);
    }
    this.#next();
    return { ranges, negated };
  }

  /** `\d` and the like, after the backslash. */
  #escapedSet(): CharacterSet | undefined {
    const char = this.#peek() ?? '';
    const ranges = CLASSES[char.toLowerCase()];
    if (ranges === undefined) return undefined;
    this.#next();
    return { ranges, negated: char !== char.toLowerCase() };
  }

  /** One character, after the backslash. */
  #escaped(): number {
    const char = this.#next();
    if (char === 'x') {
      const digits = this.#next() + this.#next();
      if (!/^[0-9a-fA-F]{2}$/.test(digits)) throw new Beyond();
      return Number.parseInt(digits, 16);
    }
    const control = CONTROLS[char];
    if (control !== undefined) return control;
    if (!/^[!-/:-@[-`{-~ ]$/.test(char)) throw new Beyond();
    return codeOf(char);
  }

  #peek(): string | undefined {
    return this.#chars[this.#index];
  }

  #next(): string {
    const char = this.#chars[this.#index];
    if (char === undefined) throw new Beyond();
    this.#index += 1;
    return char;
  }

  #take(char: string): boolean {
    if (this.#peek() !== char) return false;
    this.#index += 1;
    return true;
  }
}

function codeOf(char: string): number {
  return char.codePointAt(0) ?? 0;
}

function only(code: number): CharacterSet {
  return { ranges: [code, code], negated: false };
}

/** Letters that Unicode takes for a `k` and for an `s` when case does not matter. */
const KELVIN = 0x212a;
const LONG_S = 0x17f;

function withOtherCase(ranges: readonly number[]): number[] {
  const others: number[] = [];
  for (let index = 0; index < ranges.length; index += 2) {
    const [from = 0, to = 0] = ranges.slice(index, index + 2);
    // Beyond ASCII there are too many pairs to know.
    if (to > LAST_ASCII) throw new Beyond();
    for (let code = Math.max(from, 65); code <= Math.min(to, 122); code += 1) {
      const letter = String.fromCharCode(code);
      if (!/[A-Za-z]/.test(letter)) continue;
      others.push(code ^ 32, code ^ 32);
      if (/k/i.test(letter)) others.push(KELVIN, KELVIN);
      if (/s/i.test(letter)) others.push(LONG_S, LONG_S);
    }
  }
  return [...ranges, ...others];
}

/** Of ranges in order. */
function complement(ranges: readonly number[]): number[] {
  return [0, ...ranges.flatMap((code, index) => (index % 2 === 0 ? code - 1 : code + 1)), LAST_CODE_POINT];
}

/** How many times the innermost part is repeated at most, as Go counts: without an upper bound the lower one. */
function repetitions(pattern: Pattern): number {
  switch (pattern.kind) {
    case 'sequence':
    case 'choice':
      return pattern.parts.reduce((most, part) => Math.max(most, repetitions(part)), 1);
    case 'repeat':
      return Math.max(1, pattern.max === Infinity ? pattern.min : pattern.max) * repetitions(pattern.part);
    default:
      return 1;
  }
}
