import { describe, expect, it } from 'vitest';
import { addScaled, parseScaledAmount, wholeNumberOf } from './scaled-amount.ts';

const whole = (text: string): bigint | undefined => wholeNumberOf(parseScaledAmount(text));

describe('whole numbers of quantities', () => {
  it.each([
    ['0', 0n],
    ['50', 50n],
    ['-3k', -3000n],
    ['1e3', 1000n],
    ['1Gi', 2n ** 30n],
    ['1Ti', 2n ** 40n],
    ['007', 7n],
    ['9E', 9n * 10n ** 18n],
    // What Go does not keep in 64 bits with a scale of 0 or more is no integer to it.
    ['1.0', undefined],
    ['1000m', undefined],
    ['100m', undefined],
    ['1Pi', undefined],
    ['100Ti', undefined],
    ['1.5Gi', undefined],
    ['10E', undefined],
    ['1234567890123456789', undefined],
    ['9999999999999999999999999999999999999G', undefined],
    ['x', undefined],
  ])('%s: %s', (text, expected) => expect(whole(text)).toBe(expected));

  it('of sums have the smaller scale', () => {
    const sum = (a: string, b: string): bigint | undefined => wholeNumberOf(addScaled(parseScaledAmount(a), parseScaledAmount(b)));
    expect(sum('50k', '20')).toBe(50_020n);
    expect(sum('1500m', '500m')).toBeUndefined();
    expect(sum('5', '0m')).toBe(5n);
    expect(sum('0m', '5')).toBe(5n);
    expect(sum('9E', '9E')).toBeUndefined();
    expect(sum('1Pi', '1')).toBeUndefined();
  });
});
