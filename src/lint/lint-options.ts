import type { KubernetesVersion } from '../api/kubernetes-version.ts';
import type { LintConfig } from './config/lint-config.ts';
import type { TrivyIgnore } from './ignore/trivy-ignores.ts';
import type { Rule } from './rule.ts';

export interface LintOptions {
  /** The rules to choose from, in the order in which they are documented; those of plugins and of the configuration (`celRules`) last. */
  readonly rules: readonly Rule[];
  readonly config?: LintConfig;
  readonly version?: KubernetesVersion;
  /** `YYYY-MM-DD`; ignores whose end date lies before it no longer count. Without it none has expired. */
  readonly today?: string;
  /** Ids of the other stages (`validate`, `load`, `plan`), which ignores and the configuration may name. */
  readonly otherRuleIds?: readonly string[];
  /** What Trivy's ignore files say; it counts like the annotations of other linters. */
  readonly trivyIgnores?: readonly TrivyIgnore[];
  /** Places of ignores that kept findings of the other stages quiet (`applyIgnores`). Without it nobody can tell whether an ignore of every rule is of use. */
  readonly ignoresUsedElsewhere?: ReadonlySet<string>;
}
