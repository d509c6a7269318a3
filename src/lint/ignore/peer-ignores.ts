import type { LintObject } from '../model/lint-object.ts';
import type { PeerTool, Rule } from '../rule.ts';
import { isWithin } from './ignore.ts';
import type { Ignore } from './ignore.ts';

/** Which of our rules stand for a check of another linter: `kube-linter:latest-tag` gives `image-tag-pinned`. */
export type PeerChecks = ReadonlyMap<string, readonly string[]>;

export function peerChecksOf(rules: readonly Rule[]): PeerChecks {
  const checks = new Map<string, string[]>();
  for (const rule of rules) {
    for (const source of rule.sources) {
      const key = normalCheck(source);
      checks.set(key, [...(checks.get(key) ?? []), rule.id]);
    }
  }
  // kube-score leaves out its check of ephemeral storage together with that of the other resources.
  const resources = checks.get('kube-score:container-resources') ?? [];
  const storage = checks.get('kube-score:container-ephemeral-storage-request-and-limit') ?? [];
  if (resources.length > 0) checks.set('kube-score:container-resources', [...resources, ...storage]);
  return checks;
}

/** Trivy's checks are written `KSV-0014`, `KSV014` and `AVD-KSV-0014`. */
export function normalCheck(source: string): string {
  const trivy = /^trivy:(?:AVD-)?([A-Za-z]+)-?0*(\d+)$/.exec(source);
  return trivy === null ? source : `trivy:${(trivy[1] ?? '').toUpperCase()}-${trivy[2] ?? ''}`;
}

/**
 * The annotations by which kube-linter, kube-score, polaris and checkov are told to look away, read where those tools read them: on the
 * object, and for kube-score on the pod template too. Trivy reads comments and a file of its own (`trivyIgnores`), kubesec neither.
 */
export function peerIgnores(object: LintObject, checks: PeerChecks): Ignore[] {
  const ignores: Ignore[] = [];
  const add = (tool: PeerTool, check: string, key: string, reason: string, scope = ''): void => {
    const rules = check === '*' ? rulesOf(tool, checks) : (checks.get(normalCheck(`${tool}:${check}`)) ?? []);
    if (rules.length === 0) return;
    ignores.push({ origin: 'peer', rules, reason, covers: (finding) => isWithin(finding.path, scope), label: `annotation ${key}`, used: new Set() });
  };
  for (const [key, value] of Object.entries(object.annotations)) {
    if (key.startsWith(KUBE_LINTER_CHECK)) add('kube-linter', key.slice(KUBE_LINTER_CHECK.length), key, value);
    else if (key === 'kube-linter.io/ignore-all') add('kube-linter', '*', key, value);
    else if (key === KUBE_SCORE_IGNORE) for (const check of commaList(value)) add('kube-score', check, key, '');
    else if (key.startsWith(POLARIS) && value.toLowerCase() === 'true') addPolaris(key, add);
    else if (CHECKOV_SKIP.test(key)) {
      const equals = value.indexOf('=');
      add('checkov', (equals === -1 ? value : value.slice(0, equals)).trim(), key, equals === -1 ? '' : value.slice(equals + 1).trim());
    }
  }
  const { pod } = object;
  const template = pod?.annotations[KUBE_SCORE_IGNORE];
  if (pod !== undefined && pod.metadataPath !== 'metadata' && template !== undefined) {
    for (const check of commaList(template)) add('kube-score', check, KUBE_SCORE_IGNORE, '', pod.metadataPath.slice(0, -'.metadata'.length));
  }
  return ignores;
}

const KUBE_LINTER_CHECK = 'ignore-check.kube-linter.io/';
const KUBE_SCORE_IGNORE = 'kube-score/ignore';
const POLARIS = 'polaris.fairwinds.com/';
const CHECKOV_SKIP = /^checkov\.io\/skip\d+$/;

function addPolaris(key: string, add: (tool: PeerTool, check: string, key: string, reason: string) => void): void {
  const name = key.slice(POLARIS.length);
  if (name === 'exempt') add('polaris', '*', key, '');
  else if (name.endsWith('-exempt')) add('polaris', name.slice(0, -'-exempt'.length), key, '');
}

function rulesOf(tool: PeerTool, checks: PeerChecks): string[] {
  const rules = new Set<string>();
  for (const [source, ids] of checks) if (source.startsWith(`${tool}:`)) for (const id of ids) rules.add(id);
  return [...rules];
}

function commaList(text: string): string[] {
  return text.split(',').map((item) => item.trim()).filter((item) => item !== '');
}
