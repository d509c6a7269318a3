import type { Json } from '../../api/json.ts';
import { updateRequest } from '../../schema/request.ts';
import { isDecided, readBases, readStored, type RecordedUpdate } from '../api-recordings.ts';
import { compareVerdict } from '../compare-verdict.ts';
import { applyJsonPatch } from '../json-patch.ts';
import { recordedCluster } from '../recorded-cluster.ts';
import { readJsonLines } from '../recordings.ts';
import type { Suite } from '../suite.ts';
import { Tally } from '../tally.ts';

/** What the API server answered to changes of stored objects. */
export const updateSuite: Suite = {
  name: 'update',
  recordings: 'api',
  run: (folder, filter) => {
    const bases = readBases(folder);
    const stored = readStored(folder);
    const cluster = recordedCluster(folder);
    const tally = new Tally();
    for (const recorded of readJsonLines<RecordedUpdate>(folder, 'updates.jsonl')) {
      const old = stored.get(recorded.stored);
      if (old === undefined || (filter.kind !== undefined && filter.kind !== old.kind)) continue;
      if (filter.match !== undefined && !`${recorded.id} ${recorded.tag}`.includes(filter.match)) continue;
      if (!isDecided(recorded)) {
        tally.leaveOut('faults of the server, or not the same twice');
        continue;
      }
      const value = applyJsonPatch(old as unknown as Json, recorded.ops);
      const endpoint = bases.get(recorded.base) ?? old;
      const outcome = updateRequest(value, old, { version: '1.36', endpoint, cluster });
      tally.add(recorded.id, old.kind, recorded.tag, compareVerdict(outcome, recorded.verdict));
    }
    return tally.result();
  },
};
