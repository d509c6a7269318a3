import { createRequest, type RequestOutcome } from '../../schema/request.ts';
import { isDecided, namespaceOfPath, readBases, type RecordedBase, type RecordedCreate } from '../api-recordings.ts';
import { compareVerdict } from '../compare-verdict.ts';
import { applyJsonPatch } from '../json-patch.ts';
import { parseBody } from '../parse-body.ts';
import { recordedCluster } from '../recorded-cluster.ts';
import { readJsonLines } from '../recordings.ts';
import type { Suite } from '../suite.ts';
import { Tally } from '../tally.ts';

/** What the API server answered to tens of thousands of creates: verdict, fields and reasons. */
export const apiSuite: Suite = {
  name: 'api',
  run: (folder, filter) => {
    const bases = readBases(folder);
    const cluster = recordedCluster(folder);
    const tally = new Tally();
    for (const recorded of readJsonLines<RecordedCreate>(folder, 'cases.jsonl')) {
      const base = bases.get(recorded.base);
      if (base === undefined || (filter.kind !== undefined && filter.kind !== base.kind)) continue;
      if (filter.match !== undefined && !`${recorded.id} ${recorded.tag}`.includes(filter.match)) continue;
      if (!isDecided(recorded)) {
        tally.leaveOut(recorded.unstable === undefined ? 'faults of the server' : 'not the same twice');
        continue;
      }
      tally.add(recorded.id, base.kind, recorded.tag, compareVerdict(answer(recorded, base, cluster), recorded.verdict));
    }
    return tally.result();
  },
};

/** kubeplan's answer to a recorded create. */
export function answer(recorded: RecordedCreate, base: RecordedBase, cluster: ReturnType<typeof recordedCluster>): RequestOutcome {
  const context = { version: '1.36', endpoint: base, namespace: namespaceOfPath(base.path), cluster } as const;
  if (recorded.body === undefined) return createRequest(applyJsonPatch(base.object, recorded.ops ?? []), context);
  const body = parseBody(recorded.body, recorded.contentType ?? 'application/json');
  if (body.problem !== undefined) return unreadable(body.problem.message);
  return createRequest(body.value, { ...context, duplicateKeys: body.duplicateKeys });
}

function unreadable(message: string): RequestOutcome {
  return { verdict: 'rejected', code: 400, reason: 'BadRequest', message, errors: [], strictErrors: [], problems: [], warnings: [] };
}
