import { distance } from 'fastest-levenshtein';

/** `there is no rule "readines-probe"; did you mean "readiness-probe"?` */
export function unknownMessage(name: string, known: readonly string[], what: string): string {
  return `there is no ${what} "${name}"; ${hintOf(name, known)}`;
}

const NAMES_SHOWN = 12;

/** `did you mean "readiness-probe"?`, or what there is to choose from, in the same stage when the name begins with one. */
export function hintOf(name: string, known: readonly string[]): string {
  const close = closestOf(name, known);
  if (close !== undefined) return `did you mean "${close}"?`;
  const stage = /^[^/]+\//.exec(name)?.[0];
  const related = stage === undefined ? [] : known.filter((candidate) => candidate.startsWith(stage));
  const choice = related.length === 0 ? known : related;
  return `use one of ${choice.slice(0, NAMES_SHOWN).join(', ')}${choice.length > NAMES_SHOWN ? ', …' : ''}`;
}

/** The known name that is nearest, when it is near enough to be a slip. */
function closestOf(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const steps = distance(name, candidate);
    if (steps < bestDistance) {
      best = candidate;
      bestDistance = steps;
    }
  }
  return best;
}
