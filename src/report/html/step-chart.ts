import { units } from './markup.ts';

/** A number that holds from a time on. */
export interface StepPoint {
  readonly atMs: number;
  readonly value: number;
}

/** From a time or a number to the place in a drawing. */
export type Scale = (value: number) => number;

/** The outline of a number over time as path data: it starts at `left` with what held before the first point and runs until `endMs`. */
export function stepPath(before: number, points: readonly StepPoint[], left: number, x: Scale, y: Scale, endMs: number): string {
  const shown = points.filter(({ atMs }) => atMs <= endMs);
  const parts = shown.map(({ atMs, value }) => `H${units(x(atMs))}V${units(y(value))}`);
  return `M${units(left)} ${units(y(before))}${parts.join('')}H${units(x(endMs))}`;
}

const TICK_SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400, 604_800];

/** Round times from 0 to `endMs`, about `most` of them. */
export function ticks(endMs: number, most: number): number[] {
  const seconds = TICK_SECONDS.find((step) => endMs / 1000 / step <= most) ?? endMs / 1000 / most;
  const stepMs = seconds * 1000;
  return [...Array(Math.floor(endMs / stepMs) + 1).keys()].map((index) => index * stepMs);
}
