import { readJsonLines } from '../recordings.ts';
import type { Difference, Suite } from '../suite.ts';
import { compareTimelines } from '../timeline/compare.ts';
import type { TimelineCase } from '../timeline/recording.ts';
import { replayTimeline } from '../timeline/replay.ts';

/** Controllers in time, against recordings of kube-controller-manager in real time. */
export const timelineSuite: Suite = {
  name: 'timeline',
  run: (folder) => {
    const cases = readJsonLines<TimelineCase>(folder, 'cases.jsonl');
    const differences: Difference[] = [];
    for (const recorded of cases) {
      const text = compareTimelines(recorded, replayTimeline(recorded));
      if (text !== undefined) differences.push({ id: recorded.id, text });
    }
    return { passed: cases.length - differences.length, total: cases.length, differences, notes: [] };
  },
};
