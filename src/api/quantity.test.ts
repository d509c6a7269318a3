import { describe, expect, it } from 'vitest';
import { formatQuantity, milliUnits, parseQuantity, storedQuantity, wholeUnits } from './quantity.ts';

function canonical(text: string | number): string | undefined {
  const quantity = parseQuantity(text);
  return quantity && formatQuantity(quantity);
}

describe('quantity', () => {
  it.each([
    ['1024Mi', '1Gi'], ['1.5Gi', '1536Mi'], ['0.5Ki', '512'], ['1000m', '1'], ['0.1', '100m'], ['100n', '100n'], ['0.1n', '1n'], ['1e3', '1e3'],
    ['12e6', '12e6'], ['1500e3', '1500e3'], ['-5', '-5'], ['1000Ki', '1000Ki'], ['0', '0'], ['5.', '5'], ['.5', '500m'], ['9E', '9E'], ['10E', '10E'], ['10Ei', '9223372036854775807'],
  ])('%s is canonically %s', (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  it.each([
    ['1024Mi', '1024Mi'], ['+5', '+5'], ['1.', '1.'], ['1.5', '1500m'], ['1.500', '1.500'], ['1000m', '1'], ['5000', '5k'], ['.5', '500m'], ['0.5Mi', '512Ki'],
    ['100000000', '100M'], ['9999999Ei', '9223372036854775807'], ['0', '0'], ['-0', '0'], ['1e3', '1e3'],
  ])('%s is stored as %s', (text, expected) => {
    expect(storedQuantity(text)).toBe(expected);
  });

  it.each(['', '1 ', ' 1', 'x', '1KiB', '1ki', '1K', '--1', '.', '1e', '1.2.3', '0x10'])('%j is not a quantity', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  it('rounds up to whole and milli units', () => {
    expect(wholeUnits(parseQuantity('1.1')!)).toBe(2);
    expect(milliUnits(parseQuantity('100u')!)).toBe(1);
    expect(wholeUnits(parseQuantity('1Gi')!)).toBe(1073741824);
  });
});
