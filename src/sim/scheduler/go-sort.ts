/**
 * Sorts in place as Go's `sort.Slice` does (sort/zsortfunc.go, pattern-defeating quicksort, Go 1.19 to 1.26): the order of elements
 * that are equal, or that the comparison contradicts itself about, comes out as in Go.
 */
export function goSort<T>(items: T[], isLess: (a: T, b: T) => boolean): void {
  const at = (index: number): T => items[index] as T;
  const sorter: Sorter = {
    less: (a, b) => isLess(at(a), at(b)),
    swap(a, b) {
      const held = at(a);
      items[a] = at(b);
      items[b] = held;
    },
  };
  quickSort(sorter, 0, items.length, bitLength(items.length));
}

/** Compares and swaps by index, as `sort.Interface`. */
interface Sorter {
  readonly less: (a: number, b: number) => boolean;
  readonly swap: (a: number, b: number) => void;
}

const MAX_INSERTION = 12;
const SHORTEST_NINTHER = 50;
const SHORTEST_SHIFTING = 50;
const MAX_SWAPS = 12;

type Hint = 'increasing' | 'decreasing' | 'unknown';

function quickSort(sorter: Sorter, from: number, to: number, badChoices: number): void {
  let [a, b, limit] = [from, to, badChoices];
  let wasBalanced = true;
  let wasPartitioned = true;
  for (;;) {
    const length = b - a;
    if (length <= MAX_INSERTION) return insertionSort(sorter, a, b);
    if (limit === 0) return heapSort(sorter, a, b);
    if (!wasBalanced) {
      breakPatterns(sorter, a, b);
      limit -= 1;
    }
    let { pivot, hint } = choosePivot(sorter, a, b);
    if (hint === 'decreasing') {
      for (let [low, high] = [a, b - 1]; low < high; low += 1, high -= 1) sorter.swap(low, high);
      pivot = b - 1 - (pivot - a);
      hint = 'increasing';
    }
    if (wasBalanced && wasPartitioned && hint === 'increasing' && partialInsertionSort(sorter, a, b)) return;
    if (a > 0 && !sorter.less(a - 1, pivot)) {
      a = partitionEqual(sorter, a, b, pivot);
      continue;
    }
    const { middle, wasDone } = partition(sorter, a, b, pivot);
    wasPartitioned = wasDone;
    const [left, right] = [middle - a, b - middle];
    wasBalanced = Math.min(left, right) >= Math.trunc(length / 8);
    if (left < right) {
      quickSort(sorter, a, middle, limit);
      a = middle + 1;
    } else {
      quickSort(sorter, middle + 1, b, limit);
      b = middle;
    }
  }
}

function insertionSort({ less, swap }: Sorter, a: number, b: number): void {
  for (let i = a + 1; i < b; i += 1) for (let j = i; j > a && less(j, j - 1); j -= 1) swap(j, j - 1);
}

function heapSort(sorter: Sorter, first: number, b: number): void {
  const count = b - first;
  for (let i = Math.trunc((count - 1) / 2); i >= 0; i -= 1) siftDown(sorter, i, count, first);
  for (let i = count - 1; i >= 0; i -= 1) {
    sorter.swap(first, first + i);
    siftDown(sorter, 0, i, first);
  }
}

function siftDown({ less, swap }: Sorter, low: number, high: number, first: number): void {
  for (let root = low; ; ) {
    let child = 2 * root + 1;
    if (child >= high) return;
    if (child + 1 < high && less(first + child, first + child + 1)) child += 1;
    if (!less(first + root, first + child)) return;
    swap(first + root, first + child);
    root = child;
  }
}

/** Elements less than the pivot come before it, the others after. */
function partition({ less, swap }: Sorter, a: number, b: number, pivot: number): { readonly middle: number; readonly wasDone: boolean } {
  swap(a, pivot);
  let [i, j] = [a + 1, b - 1];
  for (let round = 0; ; round += 1) {
    while (i <= j && less(i, a)) i += 1;
    while (i <= j && !less(j, a)) j -= 1;
    if (i > j) {
      swap(j, a);
      return { middle: j, wasDone: round === 0 };
    }
    swap(i, j);
    i += 1;
    j -= 1;
  }
}

/** Elements equal to the pivot come first; gives where the greater ones start. */
function partitionEqual({ less, swap }: Sorter, a: number, b: number, pivot: number): number {
  swap(a, pivot);
  let [i, j] = [a + 1, b - 1];
  for (;;) {
    while (i <= j && !less(a, i)) i += 1;
    while (i <= j && less(a, j)) j -= 1;
    if (i > j) return i;
    swap(i, j);
    i += 1;
    j -= 1;
  }
}

/** Repairs a slice that is nearly sorted; false when that takes more than a few steps. */
function partialInsertionSort({ less, swap }: Sorter, a: number, b: number): boolean {
  let i = a + 1;
  for (let step = 0; step < 5; step += 1) {
    while (i < b && !less(i, i - 1)) i += 1;
    if (i === b) return true;
    if (b - a < SHORTEST_SHIFTING) return false;
    swap(i, i - 1);
    if (i - a >= 2) for (let j = i - 1; j >= 1 && less(j, j - 1); j -= 1) swap(j, j - 1);
    if (b - i >= 2) for (let j = i + 1; j < b && less(j, j - 1); j += 1) swap(j, j - 1);
  }
  return false;
}

/** Scatters some elements, with a generator that is seeded by the length. */
function breakPatterns({ swap }: Sorter, a: number, b: number): void {
  const length = b - a;
  if (length < 8) return;
  let random = BigInt(length);
  const mask = (1n << BigInt(bitLength(length))) - 1n;
  const start = a + Math.trunc(length / 4) * 2 - 1;
  for (let i = 0; i < 3; i += 1) {
    random = BigInt.asUintN(64, random ^ (random << 13n));
    random ^= random >> 7n;
    random = BigInt.asUintN(64, random ^ (random << 17n));
    const other = Number(random & mask);
    swap(start + i, a + (other >= length ? other - length : other));
  }
}

function choosePivot({ less }: Sorter, a: number, b: number): { readonly pivot: number; readonly hint: Hint } {
  let swaps = 0;
  const ordered = (x: number, y: number): [number, number] => {
    if (!less(y, x)) return [x, y];
    swaps += 1;
    return [y, x];
  };
  const median = (x: number, y: number, z: number): number => {
    let [low, middle, high] = [x, y, z];
    [low, middle] = ordered(low, middle);
    [middle, high] = ordered(middle, high);
    [, middle] = ordered(low, middle);
    return middle;
  };
  const length = b - a;
  const quarter = Math.trunc(length / 4);
  let [i, j, k] = [a + quarter, a + quarter * 2, a + quarter * 3];
  if (length >= SHORTEST_NINTHER) [i, j, k] = [i, j, k].map((place) => median(place - 1, place, place + 1)) as [number, number, number];
  if (length >= 8) j = median(i, j, k);
  return { pivot: j, hint: swaps === 0 ? 'increasing' : swaps === MAX_SWAPS ? 'decreasing' : 'unknown' };
}

function bitLength(value: number): number {
  return value === 0 ? 0 : 32 - Math.clz32(value);
}
