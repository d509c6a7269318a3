import { replaySequence } from '../apply/replay.ts';
import type { RecordedSequence } from '../apply/recording.ts';
import { readJsonLines } from '../recordings.ts';
import type { Difference, Suite } from '../suite.ts';

/** What apply, create, update, patches and `kubectl apply` made of one object, step by step: the object, its owners, or the refusal. */
export const applySuite: Suite = {
  name: 'apply',
  run: (folder, filter) => {
    const differences: Difference[] = [];
    const byVerb = new Map<string, { passed: number; total: number }>();
    let whole = 0;
    let sequences = 0;
    let passed = 0;
    let total = 0;
    for (const sequence of readJsonLines<RecordedSequence>(folder, 'cases.jsonl')) {
      if (filter.kind !== undefined && filter.kind !== sequence.kind) continue;
      if (filter.match !== undefined && !sequence.id.includes(filter.match)) continue;
      const results = replaySequence(sequence);
      sequences += 1;
      if (results.every((found) => found.length === 0)) whole += 1;
      results.forEach((found, index) => {
        const verb = sequence.steps[index]?.verb ?? '';
        const count = byVerb.get(verb) ?? { passed: 0, total: 0 };
        byVerb.set(verb, count);
        count.total += 1;
        total += 1;
        if (found.length === 0) {
          count.passed += 1;
          passed += 1;
        } else differences.push({ id: `${sequence.id} step ${index + 1}`, text: `${sequence.kind} ${verb}: ${found.join('; ').slice(0, 400)}` });
      });
    }
    const notes = [`sequences: ${whole}/${sequences}`, `by verb: ${[...byVerb].map(([verb, count]) => `${verb} ${count.passed}/${count.total}`).join(', ')}`];
    return { passed, total, differences, notes };
  },
};
