import { describe, expect, it } from 'vitest';
import { goSort } from './go-sort.ts';

function sortedPlaces(keys: readonly number[], isLess: (a: number, b: number) => boolean): number[] {
  const items = keys.map((key, place) => ({ key, place }));
  goSort(items, (a, b) => isLess(a.key, b.key));
  return items.map(({ place }) => place);
}

// Each expected order was printed by Go 1.26's sort.Slice for the same keys and comparison.
describe('goSort', () => {
  it('reverses up to 12 elements of which each claims to be less than the other', () => {
    expect(sortedPlaces([0, 0, 0, 0, 0], (a, b) => a <= b)).toEqual([4, 3, 2, 1, 0]);
  });

  it('scatters 20 such elements as Go does', () => {
    const keys = new Array<number>(20).fill(0);
    expect(sortedPlaces(keys, (a, b) => a <= b)).toEqual([6, 0, 4, 16, 12, 3, 17, 1, 9, 15, 14, 7, 5, 13, 8, 18, 2, 11, 19, 10]);
  });

  it('leaves equal elements in the order that Go leaves them in', () => {
    const keys = [2, 2, 1, 0, 1, 1, 1, 1, 2, 1, 1, 0, 0, 2, 0, 0, 1, 1, 1, 1, 1, 0, 1, 2, 1, 2, 1, 2, 0, 1];
    const places = [21, 11, 28, 3, 14, 15, 12, 16, 2, 9, 10, 7, 6, 29, 24, 20, 22, 17, 18, 19, 5, 26, 4, 13, 23, 25, 0, 27, 1, 8];
    expect(sortedPlaces(keys, (a, b) => a < b)).toEqual(places);
  });
});
