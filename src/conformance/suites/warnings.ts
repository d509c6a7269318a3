import type { ServerWarning } from '../../api/strategy.ts';
import { isDecided, readBases, type RecordedCreate } from '../api-recordings.ts';
import { recordedCluster } from '../recorded-cluster.ts';
import { readJsonLines } from '../recordings.ts';
import type { Suite } from '../suite.ts';
import { Tally } from '../tally.ts';
import { answer } from './api.ts';

/** Deprecated API versions are known by their table, not by the validation of the kind. */
const OF_API_VERSION = /^\S+ \S+ is deprecated in v1\.\d+\+/;

/** The warnings that the API server sent with its answers: as many, and at the same fields where they name one. */
export const warningsSuite: Suite = {
  name: 'warnings',
  recordings: 'api',
  run: (folder, filter) => {
    const bases = readBases(folder);
    const cluster = recordedCluster(folder);
    const tally = new Tally();
    for (const recorded of readJsonLines<RecordedCreate>(folder, 'cases.jsonl')) {
      const base = bases.get(recorded.base);
      if (base === undefined || !isDecided(recorded) || recorded.verdict.code !== 201) continue;
      if (filter.kind !== undefined && filter.kind !== base.kind) continue;
      if (filter.match !== undefined && !`${recorded.id} ${recorded.tag}`.includes(filter.match)) continue;
      const wanted = (recorded.verdict.warnings ?? []).filter((text) => !OF_API_VERSION.test(text));
      const got = answer(recorded, base, cluster).warnings;
      if (wanted.length === 0 && got.length === 0) continue;
      const differences = compare(wanted, got);
      tally.add(recorded.id, base.kind, recorded.tag, { sameVerdict: differences.length === 0, same: differences.length === 0, class: 'accepted', differences });
    }
    return tally.result();
  },
};

const HEADER_RUNES = 4096;

function compare(wanted: readonly string[], got: readonly ServerWarning[]): string[] {
  const rest = [...got];
  const missing: string[] = [];
  for (const text of wanted) {
    const index = rest.findIndex(({ path }) => path !== '' && text.startsWith(path));
    if (index !== -1) rest.splice(index, 1);
    else missing.push(text);
  }
  // Texts that begin with no field are told apart by number only.
  const nameless = missing.filter((text) => !/^[a-z][\w.[\]/-]*:? /i.test(text) || /^(?:volume|unrecognized|tls:|annotation|ResourceQuota) /.test(text));
  const unplaced = rest.splice(0, Math.min(nameless.length, rest.length)).length;
  const left = missing.filter((text) => !nameless.slice(0, unplaced).includes(text));
  // The server's headers hold so much and no more (truncateAtTotalRunes in apiserver/pkg/endpoints/filters/warning.go): what would come after is cut off.
  const cutOff = wanted.reduce((sum, text) => sum + [...text].length, 0) >= HEADER_RUNES;
  return [...left.map((text) => `missing ${text}`), ...(cutOff ? [] : rest).map(({ path, message }) => `too much ${path}: ${message}`)];
}
