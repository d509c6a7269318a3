import { parsePattern, type CharacterSet, type Pattern } from './parse-pattern.ts';

/** More steps than this are left to another engine. */
const MAX_STEPS = 4000;
/** States that are remembered, after which they are found anew. */
const MAX_STATES = 500;
const ASCII = 128;
const REPLACEMENT = 0xfffd;

/** One step of a pattern; `first` and `second` are the numbers of the steps that may come next. */
type Step =
  | { readonly kind: 'set'; readonly members: readonly boolean[]; first: number }
  | { readonly kind: 'either'; first: number; second: number }
  | { readonly kind: 'start' | 'end'; first: number }
  | { readonly kind: 'match' };

/** The steps that can be at work after a part of the text. */
interface State {
  /** The steps that wait for a character, or for the end. */
  readonly waiting: readonly number[];
  /** There is a match whatever follows. */
  readonly matched: boolean;
  /** There is one if the text ends here. */
  readonly matchedAtEnd: boolean;
  /** By the kind of the next character. */
  readonly next: (State | undefined)[];
}

/**
 * A pattern as an automaton that reads a text once, from left to right, and keeps all possibilities at the same time: its time grows with the
 * text only, whatever the pattern. Its states are found while it reads. Undefined for patterns beyond `parsePattern`, and for very large ones.
 */
export function automatonOf(text: string): PatternAutomaton | undefined {
  const pattern = parsePattern(text);
  if (pattern === undefined || stepsOf(pattern) > MAX_STEPS) return undefined;
  return new PatternAutomaton(pattern);
}

export class PatternAutomaton {
  readonly #steps: Step[] = [{ kind: 'match' }];
  /** Where code points of another kind begin: those of one kind are in the same sets. */
  readonly #borders: readonly number[];
  readonly #asciiKinds: Uint16Array;
  readonly #start: number;
  /** By their steps. */
  #states = new Map<string, State>();
  readonly #initial: State;

  constructor(pattern: Pattern) {
    this.#borders = bordersOf(pattern);
    this.#asciiKinds = Uint16Array.from({ length: ASCII }, (_, code) => this.#findKind(code));
    this.#start = this.#compile(pattern, 0);
    this.#initial = this.#state([this.#start], true);
  }

  /** Whether the text has a match anywhere. */
  matches(text: string): boolean {
    let state = this.#initial;
    for (let index = 0; index < text.length && !state.matched; index += 1) {
      const unit = text.charCodeAt(index);
      let kind: number;
      if (unit < ASCII) {
        kind = this.#asciiKinds[unit] ?? 0;
      } else {
        const code = text.codePointAt(index) ?? 0;
        if (code > 0xffff) index += 1;
        kind = this.#findKind(code >= 0xd800 && code <= 0xdfff ? REPLACEMENT : code);
      }
      state = state.next[kind] ?? this.#advance(state, kind);
    }
    return state.matched || state.matchedAtEnd;
  }

  #advance(state: State, kind: number): State {
    const steps: number[] = [];
    for (const number of state.waiting) {
      const step = this.#steps[number];
      if (step?.kind === 'set' && step.members[kind] === true) steps.push(step.first);
    }
    // A match may begin at every character.
    steps.push(this.#start);
    const next = this.#state(steps, false);
    state.next[kind] = next;
    return next;
  }

  #state(steps: readonly number[], atStart: boolean): State {
    const reached = this.#reach(steps, atStart, false);
    const waiting = [...reached].filter((number) => this.#steps[number]?.kind === 'set' || this.#steps[number]?.kind === 'end').sort((a, b) => a - b);
    const key = `${atStart ? '^' : ''}${waiting.join()}${reached.has(0) ? '!' : ''}`;
    let state = this.#states.get(key);
    if (state === undefined) {
      state = { waiting, matched: reached.has(0), matchedAtEnd: this.#reach(waiting, atStart, true).has(0), next: [] };
      if (this.#states.size >= MAX_STATES) this.#forget();
      this.#states.set(key, state);
    }
    return state;
  }

  /** Leads from the first state to those that are found from now on only, so that memory does not grow with the texts. */
  #forget(): void {
    this.#states = new Map();
    this.#initial.next.length = 0;
  }

  /** The steps that can be come to without reading on. */
  #reach(from: readonly number[], atStart: boolean, atEnd: boolean): Set<number> {
    const reached = new Set(from);
    // A set is walked in the order of insertion, also over what is added meanwhile.
    for (const number of reached) {
      const step = this.#steps[number];
      if (step === undefined) continue;
      if (step.kind === 'either') reached.add(step.first).add(step.second);
      else if ((step.kind === 'start' && atStart) || (step.kind === 'end' && atEnd)) reached.add(step.first);
    }
    return reached;
  }

  /** Adds the steps of a pattern in front of the step `next`, and gives the number of the first. */
  #compile(pattern: Pattern, next: number): number {
    switch (pattern.kind) {
      case 'set':
        return this.#add({ kind: 'set', members: this.#membersOf(pattern.set), first: next });
      case 'start':
      case 'end':
        return this.#add({ kind: pattern.kind, first: next });
      case 'sequence':
        return pattern.parts.reduceRight((following, part) => this.#compile(part, following), next);
      case 'choice':
        return pattern.parts.map((part) => this.#compile(part, next)).reduce((first, second) => this.#add({ kind: 'either', first, second }));
      case 'repeat':
        return this.#repeat(pattern.part, pattern.min, pattern.max, next);
    }
  }

  #repeat(part: Pattern, min: number, max: number, next: number): number {
    let following = next;
    if (max === Infinity) {
      const loop: Step = { kind: 'either', first: 0, second: next };
      following = this.#add(loop);
      loop.first = this.#compile(part, following);
    } else {
      for (let count = min; count < max; count += 1) following = this.#add({ kind: 'either', first: this.#compile(part, following), second: next });
    }
    for (let count = 0; count < min; count += 1) following = this.#compile(part, following);
    return following;
  }

  #add(step: Step): number {
    return this.#steps.push(step) - 1;
  }

  /** By kind. */
  #membersOf({ ranges, negated }: CharacterSet): boolean[] {
    return this.#borders.map((code) => isWithin(code, ranges) !== negated);
  }

  #findKind(code: number): number {
    let low = 0;
    let high = this.#borders.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#borders[middle] ?? 0) <= code) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function isWithin(code: number, ranges: readonly number[]): boolean {
  for (let index = 0; index < ranges.length; index += 2) if (code >= (ranges[index] ?? 0) && code <= (ranges[index + 1] ?? 0)) return true;
  return false;
}

function bordersOf(pattern: Pattern): number[] {
  const borders = new Set([0]);
  const collect = (part: Pattern): void => {
    if (part.kind === 'set') part.set.ranges.forEach((code, index) => borders.add(index % 2 === 0 ? code : code + 1));
    else if (part.kind === 'repeat') collect(part.part);
    else if (part.kind === 'sequence' || part.kind === 'choice') part.parts.forEach(collect);
  };
  collect(pattern);
  return [...borders].sort((a, b) => a - b);
}

/** At least as many steps as a pattern becomes. */
function stepsOf(pattern: Pattern): number {
  switch (pattern.kind) {
    case 'sequence':
    case 'choice':
      return pattern.parts.reduce((sum, part) => sum + stepsOf(part) + 1, 1);
    case 'repeat':
      return (stepsOf(pattern.part) + 1) * Math.max(1, pattern.max === Infinity ? pattern.min + 1 : pattern.max);
    default:
      return 1;
  }
}
