import { distance } from 'fastest-levenshtein';
import { RULES } from '../../rules/index.ts';
import type { Severity } from '../diag/severity.ts';
import type { Rule } from '../lint/rule.ts';
import { IGNORE_RULES } from '../lint/ignore/ignore-rules.ts';
import { LOAD_RULES } from '../load/load-rules.ts';
import { PLAN_RULES } from '../plan/plan-rules.ts';
import type { RuleDescription } from '../report/render-options.ts';
import { VALIDATE_RULES } from '../schema/validate-rules.ts';

/** One line of `kubeplan rules`, and what `kubeplan explain` starts from. */
export interface CatalogueEntry {
  readonly id: string;
  readonly source: 'load' | 'validate' | 'lint' | 'plan';
  readonly severity: Severity | undefined;
  readonly title: string;
  readonly why: string;
  readonly fix?: string;
  /** Only for rules of `lint`. */
  readonly rule?: Rule;
}

/** Everything that kubeplan can say, in the order of the pipeline. */
export function catalogue(): CatalogueEntry[] {
  return [
    ...LOAD_RULES.map(({ id, severity, title, why }) => ({ id, source: 'load' as const, severity, title, why })),
    ...VALIDATE_RULES.map(({ id, title, why, fix }) => ({ id, source: 'validate' as const, severity: undefined, title, why, fix })),
    ...RULES.map((rule) => ({ id: rule.id, source: 'lint' as const, severity: rule.severity, title: rule.summary, why: rule.why, fix: rule.fix, rule })),
    ...Object.values(IGNORE_RULES).map(({ id, severity, summary, why }) => ({ id, source: 'lint' as const, severity, title: summary, why })),
    ...PLAN_RULES.map(({ id, severity, title, why, fix }) => ({ id, source: 'plan' as const, severity, title, why, fix })),
  ];
}

let byId: Map<string, CatalogueEntry> | undefined;

export function findEntry(id: string): CatalogueEntry | undefined {
  byId ??= new Map(catalogue().map((entry) => [entry.id, entry]));
  return byId.get(id);
}

/** For formats that carry a description of each rule. */
export function describeRule(id: string): RuleDescription | undefined {
  const entry = findEntry(id);
  return entry === undefined ? undefined : { title: entry.title, why: entry.why, ...(entry.fix === undefined ? {} : { fix: entry.fix }) };
}

const EDITS_FOR_A_TYPO = 4;

/** The ids that come closest to one that does not exist. */
export function similarIds(id: string): string[] {
  return catalogue()
    .map((entry) => ({ id: entry.id, edits: Math.min(distance(entry.id, id), distance(entry.id.replace(/^\w+\//, ''), id)) + (entry.id.includes(id) ? -EDITS_FOR_A_TYPO : 0) }))
    .filter(({ edits }) => edits <= EDITS_FOR_A_TYPO)
    .sort((a, b) => a.edits - b.edits || (a.id < b.id ? -1 : 1))
    .slice(0, 3)
    .map((candidate) => candidate.id);
}
