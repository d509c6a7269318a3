import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lint } from '../../lint/lint.ts';
import type { LintConfig } from '../../lint/config/lint-config.ts';
import type { Rule } from '../../lint/rule.ts';
import type { ManifestSet } from '../../load/manifest-set.ts';
import { readJsonLines, readRecording } from '../recordings.ts';
import type { Difference } from '../suite.ts';

interface Verdict {
  readonly rule: string;
  readonly object: { readonly kind: string; readonly namespace: string | null; readonly name: string | null };
  /** The tools that have such a check and could read the file. */
  readonly covers: readonly string[];
  readonly fired: readonly string[];
}

interface CatalogueEntry {
  readonly id: string;
  readonly sources: readonly { readonly tool: string; readonly id: string }[];
}

/** A verdict that kubeplan does not share, on purpose. */
export interface LintException {
  readonly file: string;
  readonly rule: string;
  readonly object: string;
  readonly reason: string;
}

export interface Agreement {
  readonly unanimous: number;
  readonly agreed: number;
  readonly differences: readonly (Difference & { readonly key: string })[];
}

/** The tools ran with every check and their own parameters; kubeplan answers with every rule and the same parameters. */
const CONFIG: LintConfig = {
  presets: ['all'],
  rules: {
    'required-label': { keys: ['*owner*'] },
    'required-annotation': { keys: ['*email*'] },
    'rbac-no-pod-exec': { unresolved: true },
    'rbac-no-cluster-admin-binding': { unresolved: true },
  },
};

/** Whether kubeplan says of each object what all the tools say that cover a rule. */
export function agreementOf(folder: string, rules: readonly Rule[], load: (text: string, file: string) => ManifestSet): Agreement {
  const cases = readJsonLines<{ readonly file: string; readonly verdicts: readonly Verdict[] }>(folder, 'verdicts.jsonl');
  const standsFor = ourRulesOf(folder, rules);
  const differences: (Difference & { key: string })[] = [];
  let unanimous = 0;
  for (const { file, verdicts } of cases) {
    const path = join(folder, 'cases', file);
    if (!existsSync(path)) continue;
    const set = load(readFileSync(path, 'utf8'), file);
    const found = new Set<string>();
    for (const finding of lint(set, { rules, config: CONFIG }).findings) {
      const { kind = '', name = '' } = finding.object ?? {};
      // The tools name the namespace that is written, also where the kind has none.
      const written = set.documents.find((document) => document.document === finding.document && document.kind === kind && document.name === name)?.namespace;
      found.add(`${finding.rule} ${objectKey({ kind, name, namespace: written ?? '' })}`);
    }
    for (const { rule, object, covers, fired } of verdicts) {
      if (fired.length !== 0 && fired.length !== covers.length) continue;
      unanimous += 1;
      const ours = (standsFor.get(rule) ?? [rule]).some((id) => found.has(`${id} ${objectKey(object)}`));
      if (ours === fired.length > 0) continue;
      const text = `${rule} on ${object.kind} ${object.name ?? ''}: ${covers.join(', ')} ${fired.length > 0 ? 'complain' : 'do not complain'}, kubeplan ${ours ? 'does' : 'does not'}`;
      differences.push({ id: file, text, key: `${file} ${rule} ${object.kind}/${object.name ?? ''}` });
    }
  }
  return { unanimous, agreed: unanimous - differences.length, differences };
}

/** The tools take an absent namespace for an empty one; for kubeplan it is the default one. */
function objectKey(object: { readonly kind?: string; readonly namespace?: string | null; readonly name?: string | null }): string {
  const namespace = object.namespace ?? '';
  return `${object.kind ?? ''} ${namespace === 'default' ? '' : namespace} ${object.name ?? ''}`;
}

/** For each rule of the merged catalogue the rules of ours that stand for it: by name, or because they name one of its checks as a source. */
function ourRulesOf(folder: string, rules: readonly Rule[]): Map<string, string[]> {
  const catalogue = JSON.parse(readRecording(folder, 'rules.json') ?? '[]') as CatalogueEntry[];
  const ids = new Set(rules.map((rule) => rule.id));
  return new Map(
    catalogue.map(({ id, sources }) => {
      if (ids.has(id)) return [id, [id]];
      const checks = new Set(sources.map((source) => `${source.tool}:${source.id}`));
      return [id, rules.filter((rule) => rule.sources.some((source) => checks.has(source))).map((rule) => rule.id)];
    }),
  );
}

/** The checks of kube-linter, kube-score and polaris that no rule names as its source. */
export function uncoveredChecks(folder: string, rules: readonly Rule[]): { readonly total: number; readonly missing: readonly string[] } {
  const checks = JSON.parse(readRecording(folder, 'checks-of-peers.json') ?? '[]') as { readonly tool: string; readonly id: string }[];
  const sources = new Set<string>(rules.flatMap((rule) => rule.sources));
  const wanted = checks.filter(({ tool, id }) => ['kube-linter', 'kube-score', 'polaris'].includes(tool) && !id.startsWith('template:'));
  return { total: wanted.length, missing: wanted.map(({ tool, id }) => `${tool}:${id}`).filter((source) => !sources.has(source)) };
}
