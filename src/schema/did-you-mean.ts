import type * as Levenshtein from 'fastest-levenshtein';
import { lazyPackage } from './lazy-package.ts';

/** The word of `known` that `text` is most likely a slip of, or undefined when none is close. Case counts less than letters. */
export function closestWord(text: string, known: readonly string[]): string | undefined {
  const { distance } = lazyPackage<typeof Levenshtein>('fastest-levenshtein');
  const lower = text.toLowerCase();
  const limit = Math.max(1, Math.floor(text.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const word of known) {
    if (Math.abs(word.length - text.length) > limit) continue;
    const found = distance(lower, word.toLowerCase());
    if (found < bestDistance) {
      best = word;
      bestDistance = found;
    }
  }
  return best;
}
