/**
 * The order of a merged list (`normalizeElementOrder` in apimachinery/pkg/util/strategicpatch/patch.go): items that the patch names follow
 * its order, the others that of the stored list; where they meet, the stored list decides.
 */
export function mergedOrder<T>(items: readonly T[], keyOf: (item: T) => string, patchOrder: readonly string[], storedOrder: readonly string[]): T[] {
  const inPatch = new Set(patchOrder);
  const patched = sortBy(items.filter((item) => inPatch.has(keyOf(item))), keyOf, patchOrder);
  const others = sortBy(items.filter((item) => !inPatch.has(keyOf(item))), keyOf, storedOrder);
  const result: T[] = [];
  let at = 0;
  for (const item of patched) {
    const place = storedOrder.indexOf(keyOf(item));
    for (; at < others.length; at += 1) {
      const other = others[at] as T;
      const otherPlace = storedOrder.indexOf(keyOf(other));
      if (place < 0 || otherPlace < 0 || otherPlace >= place) break;
      result.push(other);
    }
    result.push(item);
  }
  return [...result, ...others.slice(at)];
}

function sortBy<T>(items: readonly T[], keyOf: (item: T) => string, order: readonly string[]): T[] {
  const places = new Map(order.map((key, index) => [key, index]));
  return [...items].sort((a, b) => (places.get(keyOf(a)) ?? order.length) - (places.get(keyOf(b)) ?? order.length));
}
