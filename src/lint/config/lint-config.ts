import type { Severity } from '../../diag/severity.ts';
import type { ExternalObject } from '../model/lint-model.ts';

/** `off`, a severity, or a map with `severity` and the rule's own options. */
export type RuleConfig = Severity | 'off' | ({ readonly severity?: Severity | 'off' } & Readonly<Record<string, unknown>>);

/** Which objects something in the configuration is about; every part that is given has to fit. Names and namespaces may hold `*`. */
export interface ObjectFilter {
  readonly kinds?: readonly string[];
  readonly names?: readonly string[];
  readonly namespaces?: readonly string[];
  /** Labels of the object itself that have to be there with these values. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Globs of file paths. */
  readonly files?: readonly string[];
}

export interface RuleOverride extends ObjectFilter {
  readonly rules: Readonly<Record<string, RuleConfig>>;
}

export interface ConfiguredIgnore extends ObjectFilter {
  /** Rule ids; `*` is every rule. */
  readonly rules: readonly string[];
  readonly containers?: readonly string[];
  /** Field paths: a finding at the path or below it fits. */
  readonly paths?: readonly string[];
  readonly reason?: string;
  /** The last day on which it counts, `YYYY-MM-DD`. */
  readonly until?: string;
}

/** A rule written in the configuration: a CEL expression that is true for good objects. */
export interface CelRuleConfig {
  readonly id: string;
  readonly message: string;
  readonly severity?: Severity;
  readonly kinds?: readonly string[];
  /** CEL over `object`; the object is flagged when it is false. */
  readonly expression: string;
  /** The field to point at. */
  readonly path?: string;
}

/** What the configuration says about linting: `kubeplan.yaml` after its `extends` were followed. */
export interface LintConfig {
  /** Where to start from, the later ones on top; `recommended` when absent. */
  readonly presets?: readonly string[];
  readonly rules?: Readonly<Record<string, RuleConfig>>;
  readonly overrides?: readonly RuleOverride[];
  readonly ignore?: readonly ConfiguredIgnore[];
  /** Rules that nothing may switch off or ignore. */
  readonly locked?: readonly string[];
  readonly requireReason?: boolean;
  /** Whether annotations of other linters count as ignores; they do unless this is false. */
  readonly peerAnnotations?: boolean;
  readonly defaultNamespace?: string;
  readonly external?: readonly ExternalObject[];
  /** Custom kinds with a pod template: `kind` is `group/Kind`, `template` the path of the template. */
  readonly workloads?: readonly { readonly kind: string; readonly template: string }[];
  readonly custom?: readonly CelRuleConfig[];
  readonly plugins?: readonly string[];
  readonly baseline?: string;
}
