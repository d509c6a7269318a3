import { diffArrays } from 'diff';
import type { DiffLine } from '../plan-model.ts';

const CONTEXT_LINES = 1;
/** More lines than this are counted instead of shown. */
const MAX_LINES = 60;

/** The difference of two lists of lines, with a line of context around each change and a count of what is left out. */
export function compactDiff(before: readonly string[], after: readonly string[]): DiffLine[] {
  const all: DiffLine[] = diffArrays([...before], [...after]).flatMap((part) => part.value.map((text): DiffLine => ({ op: part.added ? '+' : part.removed ? '-' : ' ', text })));
  const near = all.map((_, index) => all.slice(Math.max(0, index - CONTEXT_LINES), index + CONTEXT_LINES + 1).some(({ op }) => op !== ' '));
  const lines: DiffLine[] = [];
  let hidden = 0;
  for (const [index, line] of all.entries()) {
    if (near[index] === true && lines.length < MAX_LINES) {
      if (hidden > 0) lines.push(gap(hidden));
      hidden = 0;
      lines.push(line);
    } else {
      hidden += 1;
    }
  }
  if (hidden > 0) lines.push(gap(hidden));
  return lines;
}

function gap(hidden: number): DiffLine {
  return { op: '…', text: `${hidden} more ${hidden === 1 ? 'line' : 'lines'}` };
}
