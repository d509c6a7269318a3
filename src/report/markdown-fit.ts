import { count, listed } from '../plan/words.ts';

/** A part of a comment that is shown whole or not at all: a row, an item of a list, a fold. */
export interface MarkdownBlock {
  readonly lines: readonly string[];
  /** What it is, for the note that says what was cut. Absent for what frames others. */
  readonly what?: 'change' | 'prediction' | 'finding' | 'fold';
  /** When room is short the lowest numbers stay. */
  readonly rank: number;
}

const ROOM_FOR_NOTE = 400;

/** Rows and items after so many give way to what comes later in the comment. */
export const ROWS_THAT_MATTER_MOST = 100;

/** As much as fits into `most` UTF-16 code units, what ranks first before the rest, in the order of the blocks. A note says what was cut. */
export function fitted(blocks: readonly MarkdownBlock[], most: number): string {
  const texts = blocks.map(({ lines }) => `${lines.join('\n')}\n`);
  const whole = texts.join('');
  if (whole.length <= most) return whole;
  let room = most - ROOM_FOR_NOTE;
  const kept = new Set<number>();
  const byRank = blocks.map(({ rank }, index) => ({ rank, index })).sort((a, b) => a.rank - b.rank || a.index - b.index);
  const full = new Set<string>();
  for (const { rank, index } of byRank) {
    const what = blocks[index]?.what;
    const run = `${rank} ${what ?? ''}`;
    const size = texts[index]?.length ?? 0;
    if (full.has(run)) continue;
    if (size > room) {
      // Lists and tables end where room ends, instead of going on with what happens to be short.
      if (what !== 'fold') full.add(run);
      continue;
    }
    room -= size;
    kept.add(index);
  }
  const cut = blocks.filter((_, index) => !kept.has(index));
  const kinds = (['change', 'prediction', 'finding', 'fold'] as const).map((kind) => ({ kind, amount: cut.filter(({ what }) => what === kind).length })).filter(({ amount }) => amount > 0);
  const note = `\n**Left out here: ${listed(kinds.map(({ kind, amount }) => count(amount, kind)))}.** A comment holds ${most} characters; the formats text, json and html have everything.\n`;
  return `${texts.filter((_, index) => kept.has(index)).join('')}${note}`;
}
