import type { FindingSource } from '../diag/finding.ts';
import { LOAD_RULES } from '../load/load-rules.ts';
import { PLAN_RULES } from '../plan/plan-rules.ts';
import { VALIDATE_RULES } from '../schema/validate-rules.ts';

/** The stages whose rules are closed sets, unlike those of `lint`. */
export type Stage = Exclude<FindingSource, 'lint'>;

export const STAGES: readonly Stage[] = ['load', 'validate', 'plan'];

/** The ids of what some stages can find. */
export function ruleIdsOf(stages: readonly Stage[]): string[] {
  const rules: Readonly<Record<Stage, readonly { readonly id: string }[]>> = { load: LOAD_RULES, validate: VALIDATE_RULES, plan: PLAN_RULES };
  return stages.flatMap((stage) => rules[stage].map(({ id }) => id));
}
