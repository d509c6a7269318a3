import type { KubernetesVersion } from '../api/kubernetes-version.ts';
import type { FieldPath } from '../diag/field-path.ts';
import type { Severity } from '../diag/severity.ts';
import type { FixAction } from './fix/fix-action.ts';
import type { LintModel } from './model/lint-model.ts';
import type { LintObject } from './model/lint-object.ts';

export const CATEGORIES = ['correctness', 'reference', 'reliability', 'resources', 'security', 'rbac', 'network', 'supply-chain', 'api', 'policy', 'style'] as const;
export type Category = (typeof CATEGORIES)[number];

/** Named selections of rules; `all` has every rule and is not listed with the rules. */
export const PRESETS = ['recommended', 'strict', 'security', 'minimal', 'kube-linter', 'kube-score', 'polaris'] as const;
export type Preset = (typeof PRESETS)[number];

export type PeerTool = 'kube-linter' | 'kube-score' | 'polaris' | 'kubesec' | 'trivy' | 'checkov';
/** An equivalent check elsewhere: `kube-linter:latest-tag`. */
export type SourceCheck = `${PeerTool}:${string}`;

/** A JSON Schema of one option; every option has a default. */
export interface OptionSchema {
  readonly type: 'integer' | 'number' | 'string' | 'boolean' | 'array' | 'object';
  readonly description: string;
  readonly default: unknown;
  readonly [keyword: string]: unknown;
}

/** Manifests that show the rule: `# want <messageId>` stands on each line that must be flagged. They are the rule's tests and its documentation. */
export interface Example {
  readonly yaml: string;
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface Report<MessageId extends string = string> {
  /** A path in the rule's own object; one that does not exist is shown at its closest ancestor that does. */
  readonly path: FieldPath;
  readonly messageId: MessageId;
  /** What fills the `{name}` places of the message. */
  readonly data?: Readonly<Record<string, string | number | boolean>>;
  /** The container that the report is about, so that it can be ignored for that container alone. */
  readonly container?: string;
  readonly fix?: FixAction;
}

export interface RuleContext<MessageId extends string = string> {
  readonly object: LintObject;
  /** Everything that was read: rules may look anywhere and report only on `object`. */
  readonly model: LintModel;
  readonly version: KubernetesVersion;
  readonly options: Readonly<Record<string, unknown>>;
  readonly report: (report: Report<MessageId>) => void;
}

/** What a rule is about: object kinds by name (a group before a slash for those outside Kubernetes), `pod`, also among the kinds, for whatever has a pod template, or `any`. */
export type Target = 'any' | 'pod' | readonly string[];

export interface Rule<MessageId extends string = string> {
  readonly id: string;
  readonly category: Category;
  /** The severity unless the configuration says otherwise. */
  readonly severity: Severity;
  /** Messages that are graver or milder than the rest. */
  readonly severities?: Readonly<Partial<Record<MessageId, Severity>>>;
  /** What holds for good manifests, in one sentence. */
  readonly summary: string;
  readonly why: string;
  readonly fix: string;
  /** Equivalent checks of other tools. */
  readonly sources: readonly SourceCheck[];
  /** The version of kubeplan that brought the rule. */
  readonly since: string;
  readonly presets: readonly Preset[];
  /** Whether some of its findings carry a mend, and of which sort. */
  readonly fixable?: 'safe' | 'suggestion';
  readonly options?: Readonly<Record<string, OptionSchema>>;
  /** What is wrong and what to do, with `{name}` places. */
  readonly messages: Readonly<Record<MessageId, string>>;
  readonly examples: { readonly valid: readonly Example[]; readonly invalid: readonly Example[] };
  readonly target: Target;
  readonly check: (context: RuleContext<MessageId>) => void;
}

/** Types a rule by its message ids and hides them, so that all rules fit one list. */
export function defineRule<const MessageId extends string>(rule: Rule<MessageId>): Rule {
  return rule as unknown as Rule;
}
