import type { Rule } from '../rule.ts';
import type { CelRuleConfig } from './lint-config.ts';

/** The rules that the configuration defines in CEL. */
export function celRules(_rules: readonly CelRuleConfig[]): Rule[] {
  return [];
}
