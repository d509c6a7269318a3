import { DEFAULT_KUBERNETES_VERSION } from '../api/kubernetes-version.ts';
import type { KubernetesVersion } from '../api/kubernetes-version.ts';
import { compareFindings } from '../diag/finding.ts';
import type { Finding } from '../diag/finding.ts';
import { compareIgnored } from '../diag/ignored-finding.ts';
import type { IgnoredFinding } from '../diag/ignored-finding.ts';
import type { Severity } from '../diag/severity.ts';
import type { ManifestSet } from '../load/manifest-set.ts';
import type { LintConfig } from './config/lint-config.ts';
import { applyRuleConfig, settingsOf } from './config/settings.ts';
import type { LintSettings, RuleSetting } from './config/settings.ts';
import { ignoredBy } from './ignore/ignore.ts';
import { IgnoreBook } from './ignore/ignore-book.ts';
import { fitsObject } from './ignore/object-filter.ts';
import { peerChecksOf } from './ignore/peer-ignores.ts';
import type { LintOptions } from './lint-options.ts';
import type { FixableFinding, LintResult, RuleFailure } from './lint-result.ts';
import { MessageTemplates } from './message-templates.ts';
import { lintModelOf } from './model/lint-model.ts';
import type { LintModel } from './model/lint-model.ts';
import type { LintObject } from './model/lint-object.ts';
import type { Report, Rule } from './rule.ts';

export type { LintOptions } from './lint-options.ts';
export type { FixableFinding, LintResult, RuleFailure } from './lint-result.ts';

/** Runs the rules that the configuration asks for over everything that was read. Throws a UsageError for a configuration that does not hold. */
export function lint(set: ManifestSet, options: LintOptions): LintResult {
  const config = options.config ?? {};
  const { rules } = options;
  const settings = settingsOf(withCustomRules(config), rules, options.otherRuleIds);
  const model = lintModelOf(set, {
    defaultNamespace: config.defaultNamespace ?? 'default',
    podTemplates: (config.workloads ?? []).map((workload) => ({ kind: workload.kind, path: workload.template.split('.') })),
    external: config.external ?? [],
  });
  const run = new Run(rules, settings, model, options);
  for (const object of model.objects) run.check(object);
  return run.finish();
}

/** Rules that the configuration defines itself (the caller has made them with `celRules`) run without being asked for again. */
function withCustomRules(config: LintConfig): LintConfig {
  if (config.custom === undefined || config.custom.length === 0) return config;
  const own = Object.fromEntries(config.custom.map((rule) => [rule.id, rule.severity ?? ('warning' as const)]));
  return { ...config, rules: { ...own, ...config.rules } };
}

/** A rule with the setting that it has for some objects. */
interface PlannedRule {
  readonly rule: Rule;
  readonly setting: RuleSetting;
}

class Run {
  readonly #rules: readonly Rule[];
  readonly #settings: LintSettings;
  readonly #model: LintModel;
  readonly #version: KubernetesVersion;
  readonly #ignores: IgnoreBook;
  readonly #byTarget = new Map<string, readonly Rule[]>();
  readonly #planned = new Map<readonly Rule[], readonly PlannedRule[]>();
  readonly #messages = new MessageTemplates();
  readonly #findings: Finding[] = [];
  readonly #ignored: IgnoredFinding[] = [];
  readonly #fixable: FixableFinding[] = [];
  readonly #failures: RuleFailure[] = [];
  /** What the rule that is running has reported so far. */
  #reports: Report[] = [];
  readonly #report = (report: Report): void => void this.#reports.push(report);

  constructor(rules: readonly Rule[], settings: LintSettings, model: LintModel, options: LintOptions) {
    this.#rules = rules.filter((rule) => settings.rules.get(rule.id)?.enabled === true || settings.overrides.some((override) => override.rules.has(rule.id)));
    this.#settings = settings;
    this.#model = model;
    this.#version = options.version ?? DEFAULT_KUBERNETES_VERSION;
    const config = options.config ?? {};
    const others = new Set(options.otherRuleIds);
    this.#ignores = new IgnoreBook({
      config,
      active: new Set(this.#rules.map(({ id }) => id)),
      judges: (rule) => !others.has(rule),
      known: new Set([...rules.map(({ id }) => id), ...others]),
      locked: settings.locked,
      ...(config.peerAnnotations === false ? {} : { peers: { checks: peerChecksOf(rules), trivyIgnores: options.trivyIgnores ?? [] } }),
      today: options.today,
      usedElsewhere: options.ignoresUsedElsewhere,
    });
  }

  check(object: LintObject): void {
    this.#ignores.register(object);
    const rules = this.#rulesFor(object);
    const overrides = this.#settings.overrides.filter((override) => fitsObject(override.filter, object));
    for (const { rule, setting } of overrides.length === 0 ? this.#plannedOf(rules) : this.#plan(rules, overrides)) this.#apply(rule, setting, object);
  }

  #plannedOf(rules: readonly Rule[]): readonly PlannedRule[] {
    let planned = this.#planned.get(rules);
    if (planned === undefined) {
      planned = this.#plan(rules, []);
      this.#planned.set(rules, planned);
    }
    return planned;
  }

  #plan(rules: readonly Rule[], overrides: LintSettings['overrides']): PlannedRule[] {
    return rules.flatMap((rule) => {
      let setting = this.#settings.rules.get(rule.id);
      for (const override of overrides) {
        const entry = override.rules.get(rule.id);
        if (entry !== undefined) setting = applyRuleConfig(rule, setting, entry);
      }
      return setting?.enabled === true ? [{ rule, setting }] : [];
    });
  }

  #apply(rule: Rule, setting: RuleSetting, object: LintObject): void {
    try {
      rule.check({ object, model: this.#model, version: this.#version, options: setting.options, report: this.#report });
    } catch (error) {
      this.#reports = [];
      this.#failures.push({ rule: rule.id, object, error });
      return;
    }
    if (this.#reports.length === 0) return;
    const reports = this.#reports;
    this.#reports = [];
    for (const report of reports) this.#take(rule, setting, object, report);
  }

  #take(rule: Rule, setting: RuleSetting, object: LintObject, report: Report): void {
    const severity: Severity = setting.severity ?? rule.severities?.[report.messageId] ?? rule.severity;
    const { document } = object;
    const { line, column, endLine, endColumn } = document.locate(report.path, 'telling');
    const container = report.container === undefined ? {} : { container: report.container };
    const ignore = this.#ignores.concerns(object) ? this.#ignores.find(object, { rule: rule.id, path: report.path, ...container, document, line }) : undefined;
    const finding: Finding = {
      rule: rule.id,
      source: 'lint',
      severity,
      message: this.#messages.fill(rule.messages[report.messageId] ?? report.messageId, report.data),
      object: object.reference,
      path: report.path,
      file: document.file,
      document: document.document,
      line,
      column,
      endLine,
      endColumn,
      ...(document.origin === undefined ? {} : { origin: document.origin }),
      ...(report.fix === undefined ? {} : { fix: { description: report.fix.description, safe: report.fix.safe } }),
    };
    if (ignore !== undefined) {
      this.#ignored.push(ignoredBy(ignore, finding));
      return;
    }
    this.#findings.push(finding);
    if (report.fix !== undefined) this.#fixable.push({ finding, object, action: report.fix });
  }

  #rulesFor(object: LintObject): readonly Rule[] {
    const key = `${object.kindKey} ${object.pod !== undefined}`;
    let rules = this.#byTarget.get(key);
    if (rules === undefined) {
      const hasPod = object.pod !== undefined;
      rules = this.#rules.filter(({ target }) => target === 'any' || (target === 'pod' ? hasPod : target.includes(object.kindKey) || (hasPod && target.includes('pod'))));
      this.#byTarget.set(key, rules);
    }
    return rules;
  }

  finish(): LintResult {
    const findings = [...this.#findings, ...this.#ignores.findings()].sort(compareFindings);
    return { findings, ignored: this.#ignored.sort(compareIgnored), fixable: this.#fixable, failures: this.#failures };
  }
}
