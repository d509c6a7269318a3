import type { JsonObject } from '../../api/json.ts';
import type { RequestOutcome } from '../../schema/request.ts';
import { readBases, type RecordedCreate } from '../api-recordings.ts';
import { compareDefaulted } from '../compare-defaulted.ts';
import { recordedCluster } from '../recorded-cluster.ts';
import { readJsonLines } from '../recordings.ts';
import type { Suite } from '../suite.ts';
import { Tally } from '../tally.ts';
import { answer } from './api.ts';

interface RecordedDefaults {
  readonly base: string;
  readonly defaulted: JsonObject;
  readonly varies?: readonly string[];
}

/** The objects that the API server returned: every default filled in, admission applied, values that it makes up left aside. */
export const defaultsSuite: Suite = {
  name: 'defaults',
  recordings: 'api',
  run: (folder, filter) => {
    const bases = readBases(folder);
    const cluster = recordedCluster(folder);
    const tally = new Tally();
    const replay = (id: string, tag: string, recorded: RecordedCreate): void => {
      const base = bases.get(recorded.base);
      if (base === undefined || recorded.defaulted === undefined || (filter.kind !== undefined && filter.kind !== base.kind)) return;
      if (filter.match !== undefined && !`${id} ${tag}`.includes(filter.match)) return;
      if (recorded.unstable === 'value' && recorded.varies === undefined) return tally.leaveOut('not the same twice');
      const outcome = answer(recorded, base, cluster);
      const differences = differencesOf(outcome, recorded);
      const sameVerdict = outcome.verdict === 'accepted';
      tally.add(id, base.kind, tag, { sameVerdict, same: differences.length === 0, class: 'accepted', differences });
    };
    for (const { base, defaulted, varies } of readJsonLines<RecordedDefaults>(folder, 'defaults.jsonl')) {
      replay(base, 'base', { id: base, base, tag: 'base', verdict: { code: 201 }, defaulted, varies: varies ?? [] });
    }
    for (const recorded of readJsonLines<RecordedCreate>(folder, 'cases.jsonl')) {
      if (recorded.defaulted !== undefined) replay(recorded.id, recorded.tag, recorded);
    }
    return tally.result();
  },
};

function differencesOf(outcome: RequestOutcome, recorded: RecordedCreate): string[] {
  if (outcome.verdict === 'rejected') return [`refused: ${outcome.message}`];
  return compareDefaulted(recorded.defaulted, outcome.object, outcome.object.apiVersion, outcome.object.kind, recorded.varies ?? []);
}
