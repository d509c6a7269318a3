/** From least to most. Sums and products stop at 2^64, which stands for "no limit". */
export interface Range {
  readonly min: number;
  readonly max: number;
}

export const UNLIMITED = 2 ** 64;
export const NOTHING: Range = { min: 0, max: 0 };

export function exactly(value: number): Range {
  return { min: value, max: value };
}

export function cap(value: number): number {
  return Math.min(value, UNLIMITED);
}

export function add(a: Range, b: Range): Range {
  return { min: cap(a.min + b.min), max: cap(a.max + b.max) };
}

export function sum(ranges: readonly Range[]): Range {
  return ranges.reduce(add, NOTHING);
}

export function multiply(a: Range, b: Range): Range {
  return { min: cap(a.min * b.min), max: cap(a.max * b.max) };
}

export function scale({ min, max }: Range, factor: number): Range {
  return { min: cap(Math.ceil(min * factor)), max: max >= UNLIMITED ? scaledLimit(factor) : cap(Math.ceil(max * factor)) };
}

/** "No limit" scaled is still beyond any budget. */
function scaledLimit(factor: number): number {
  return Math.ceil(UNLIMITED * Math.min(factor, 1));
}

export function union(a: Range, b: Range): Range {
  return { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) };
}

export function unionAll(ranges: readonly Range[]): Range {
  return ranges.reduce(union);
}
