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
import { locateReport } from './locate-report.ts';
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

class Run {
  readonly #rules: readonly Rule[];
  readonly #settings: LintSettings;
  readonly #model: LintModel;
  readonly #version: KubernetesVersion;
  readonly #ignores: IgnoreBook;
  readonly #byTarget = new Map<string, readonly Rule[]>();
  readonly #findings: Finding[] = [];
  readonly #ignored: IgnoredFinding[] = [];
  readonly #fixable: FixableFinding[] = [];
  readonly #failures: RuleFailure[] = [];

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
    const overrides = this.#settings.overrides.filter((override) => fitsObject(override.filter, object));
    for (const rule of this.#rulesFor(object)) {
      let setting = this.#settings.rules.get(rule.id);
      for (const override of overrides) {
        const entry = override.rules.get(rule.id);
        if (entry !== undefined) setting = applyRuleConfig(rule, setting, entry);
      }
      if (setting?.enabled === true) this.#apply(rule, setting, object);
    }
  }

  #apply(rule: Rule, setting: RuleSetting, object: LintObject): void {
    const reports: Report[] = [];
    try {
      rule.check({ object, model: this.#model, version: this.#version, options: setting.options, report: (report) => reports.push(report) });
    } catch (error) {
      this.#failures.push({ rule: rule.id, object, error });
      return;
    }
    for (const report of reports) this.#take(rule, setting, object, report);
  }

  #take(rule: Rule, setting: RuleSetting, object: LintObject, report: Report): void {
    const severity: Severity = setting.severity ?? rule.severities?.[report.messageId] ?? rule.severity;
    const { document } = object;
    const range = memoize(() => locateReport(document, report.path));
    const ignore = this.#ignores.find(object, {
      rule: rule.id,
      path: report.path,
      ...(report.container === undefined ? {} : { container: report.container }),
      document,
      range,
    });
    const { line, column, endLine, endColumn } = range();
    const finding: Finding = {
      rule: rule.id,
      source: 'lint',
      severity,
      message: fillMessage(rule.messages[report.messageId] ?? report.messageId, report.data ?? {}),
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
      rules = this.#rules.filter(({ target }) => target === 'any' || (target === 'pod' ? object.pod !== undefined : target.includes(object.kindKey)));
      this.#byTarget.set(key, rules);
    }
    return rules;
  }

  finish(): LintResult {
    const findings = [...this.#findings, ...this.#ignores.findings()].sort(compareFindings);
    return { findings, ignored: this.#ignored.sort(compareIgnored), fixable: this.#fixable, failures: this.#failures };
  }
}

function memoize<T>(compute: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= compute());
}

/** Puts data into the `{name}` places of a message; places without data stay as they are. */
function fillMessage(message: string, data: Readonly<Record<string, string | number | boolean>>): string {
  return message.replace(/\{([a-zA-Z]+)\}/g, (place, name: string) => (Object.hasOwn(data, name) ? String(data[name]) : place));
}
