import { valueAt } from '../fields.ts';

/** A number of pods: absolute, or a share of all in percent. */
export interface AmountOfPods {
  readonly value: number;
  readonly percent: boolean;
}

/** Reads `2` or `50%`; undefined when absent or neither. */
export function amountOfPodsAt(value: unknown, ...keys: readonly string[]): AmountOfPods | undefined {
  const found = valueAt(value, ...keys);
  if (typeof found === 'number') return { value: found, percent: false };
  const match = typeof found === 'string' ? /^(\d+)%$/.exec(found) : null;
  return match === null ? undefined : { value: Number(match[1]), percent: true };
}

/** The amount in pods; shares are rounded up or down as the controllers do (intstr.GetScaledValueFromIntOrPercent). */
export function podsOf(amount: AmountOfPods, total: number, round: 'up' | 'down'): number {
  if (!amount.percent) return amount.value;
  const pods = (amount.value * total) / 100;
  return round === 'up' ? Math.ceil(pods) : Math.floor(pods);
}
