import type { KubernetesVersion } from '../api/kubernetes-version.ts';
import type { LintConfig } from './config/lint-config.ts';
import type { Rule } from './rule.ts';

export interface LintOptions {
  /** The rules to choose from, in the order in which they are documented; those of plugins and of the configuration (`celRules`) last. */
  readonly rules: readonly Rule[];
  readonly config?: LintConfig;
  readonly version?: KubernetesVersion;
  /** `YYYY-MM-DD`; ignores whose end date lies before it no longer count. Without it none has expired. */
  readonly today?: string;
  /** Ids of other parts (`validate`, `load`) that ignores may name. */
  readonly otherRuleIds?: readonly string[];
}
