import { isJsonObject } from '../../api/json.ts';
import type { ManifestDocument } from '../../load/manifest-set.ts';
import { parseYamlText } from '../../load/yaml-text.ts';
import { fitsPathGlob, fitsWildcard } from '../wildcard.ts';
import { commentIgnore } from './comment-ignores.ts';
import type { Ignore } from './ignore.ts';
import { normalCheck } from './peer-ignores.ts';
import type { PeerChecks } from './peer-ignores.ts';

/** One entry of a `.trivyignore` or `.trivyignore.yaml` file. */
export interface TrivyIgnore {
  /** `KSV-0014`, `KSV014` or `AVD-KSV-0014`; vulnerabilities stand in the same list and concern nobody here. */
  readonly check: string;
  readonly reason: string;
  /** The last day on which it counts, `YYYY-MM-DD`. */
  readonly until?: string;
  /** Globs of files; absent for all of them. */
  readonly paths?: readonly string[];
}

/** Reads `.trivyignore`: a check a line, `exp:YYYY-MM-DD` behind it as its end, comments on lines of their own (pkg/result/ignore.go of Trivy). */
export function readTrivyIgnore(text: string): TrivyIgnore[] {
  return text.split('\n').flatMap((line) => {
    const [check, ...rest] = line.trim().split(/\s+/);
    if (check === undefined || check === '' || check.startsWith('#')) return [];
    const until = rest.find((word) => word.startsWith('exp:'))?.slice('exp:'.length);
    return [{ check, reason: '', ...(until === undefined ? {} : { until }) }];
  });
}

/** Reads the misconfigurations of `.trivyignore.yaml`. A file that is something else gives none: it is Trivy's to complain about. */
export function readTrivyIgnoreYaml(text: string): TrivyIgnore[] {
  const read = parseYamlText(text);
  const entries = read.problem === undefined && isJsonObject(read.value) ? read.value['misconfigurations'] : undefined;
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry) => {
    if (!isJsonObject(entry) || typeof entry['id'] !== 'string') return [];
    const { id, statement, expired_at: until, paths } = entry;
    return [
      {
        check: id,
        reason: typeof statement === 'string' ? statement : '',
        ...(typeof until === 'string' ? { until: until.slice(0, 'YYYY-MM-DD'.length) } : {}),
        ...(Array.isArray(paths) ? { paths: paths.filter((path) => typeof path === 'string') } : {}),
      },
    ];
  });
}

/** The ignores that Trivy would read for a document: `# trivy:ignore:CHECK` comments in it, and the entries of its ignore files. */
export function trivyIgnores(document: ManifestDocument, entries: readonly TrivyIgnore[], checks: PeerChecks): Ignore[] {
  const ignores: Ignore[] = [];
  for (const comment of document.ignores) {
    if (comment.tool !== 'trivy') continue;
    const rules = comment.rules.flatMap((check) => rulesOfCheck(check, checks));
    if (rules.length > 0) ignores.push({ ...commentIgnore(document, comment), origin: 'peer', rules, label: 'comment for Trivy' });
  }
  for (const { check, reason, until, paths } of entries) {
    if (paths !== undefined && !paths.some((glob) => fitsPathGlob(glob, document.file))) continue;
    const rules = rulesOfCheck(check, checks);
    if (rules.length > 0) ignores.push({ origin: 'peer-file', rules, reason, ...(until === undefined ? {} : { until }), covers: () => true, label: `entry ${check} of .trivyignore`, used: new Set() });
  }
  return ignores;
}

/** Trivy's names may hold `*`. */
function rulesOfCheck(check: string, checks: PeerChecks): readonly string[] {
  if (!check.includes('*')) return checks.get(normalCheck(`trivy:${check}`)) ?? [];
  const pattern = `trivy:${check.toUpperCase().replace(/^AVD-/, '')}`;
  return [...checks].filter(([source]) => source.startsWith('trivy:') && fitsWildcard(pattern, source)).flatMap(([, rules]) => rules);
}
