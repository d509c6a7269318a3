import type { Severity } from '../../diag/severity.ts';
import { UsageError } from '../../diag/usage-error.ts';
import { PRESETS } from '../rule.ts';
import type { Rule } from '../rule.ts';
import type { LintConfig, RuleConfig, RuleOverride } from './lint-config.ts';
import { optionProblem } from './rule-options.ts';
import { hintOf, unknownMessage } from './unknown-name.ts';

/** How one rule runs: `severity` is absent when each message keeps its own. */
export interface RuleSetting {
  readonly enabled: boolean;
  readonly severity?: Severity;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface LintSettings {
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly overrides: readonly { readonly filter: RuleOverride; readonly rules: ReadonlyMap<string, RuleConfig> }[];
  readonly locked: ReadonlySet<string>;
}

/** The presets that a run starts from unless the configuration names others. */
const DEFAULT_PRESETS: readonly string[] = ['recommended'];

/**
 * What the configuration makes of the rules. Those of other stages (`otherRuleIds`) may be named and have no options; what is made of them
 * is said by `configuredSeverity`. Throws a UsageError, with a suggestion, for rules, presets and options that do not exist
 * and for options of the wrong type.
 */
export function settingsOf(config: LintConfig, rules: readonly Rule[], otherRuleIds: readonly string[] = []): LintSettings {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const others = new Set(otherRuleIds);
  const known = [...byId.keys(), ...others];
  const requireRule = (id: string): Rule | undefined => {
    requireKnown(id, known, 'rule');
    return byId.get(id);
  };
  const presets = config.presets ?? DEFAULT_PRESETS;
  for (const preset of presets) requireKnown(preset, [...PRESETS, 'all', 'none'], 'preset');
  for (const id of config.locked ?? []) requireRule(id);
  const settings = new Map<string, RuleSetting>();
  for (const rule of rules) {
    const enabled = presets.includes('all') || rule.presets.some((preset) => presets.includes(preset));
    settings.set(rule.id, { enabled, options: defaultOptions(rule) });
  }
  for (const [id, entry] of Object.entries(config.rules ?? {})) {
    const rule = requireRule(id);
    if (rule === undefined) requireSeverity(id, entry);
    else settings.set(id, applyRuleConfig(rule, settings.get(id), entry));
  }
  const locked = new Set(config.locked);
  for (const id of locked) {
    const setting = settings.get(id);
    if (setting !== undefined) settings.set(id, { ...setting, enabled: true });
  }
  const overrides = (config.overrides ?? []).map((override) => {
    const changed = new Map(Object.entries(override.rules).filter(([id]) => !locked.has(id)));
    for (const [id, entry] of changed) {
      const rule = requireRule(id);
      if (rule === undefined) requireSeverity(id, entry);
      else applyRuleConfig(rule, settings.get(id), entry);
    }
    return { filter: override, rules: changed };
  });
  for (const ignore of config.ignore ?? []) for (const id of ignore.rules) if (id !== '*') requireRule(id);
  return { rules: settings, overrides, locked };
}

/** The setting after one more entry: a severity switches a rule on, `off` switches it off, options are merged. */
export function applyRuleConfig(rule: Rule, before: RuleSetting | undefined, entry: RuleConfig): RuleSetting {
  const base = before ?? { enabled: false, options: defaultOptions(rule) };
  if (typeof entry === 'string') return entry === 'off' ? { ...base, enabled: false } : { ...base, enabled: true, severity: entry };
  const { severity, ...options } = entry;
  for (const [name, value] of Object.entries(options)) {
    const schema = rule.options?.[name];
    if (schema === undefined || !Object.hasOwn(rule.options ?? {}, name)) {
      const known = Object.keys(rule.options ?? {});
      throw new UsageError(`rule ${rule.id} has no option "${name}"; ${known.length === 0 ? 'it has none' : hintOf(name, known)}`);
    }
    const problem = optionProblem(schema, value);
    if (problem !== undefined) throw new UsageError(`option ${name} of rule ${rule.id}: ${problem}`);
  }
  return {
    enabled: severity === 'off' ? false : severity === undefined ? base.enabled || Object.keys(options).length > 0 : true,
    ...(severity !== undefined && severity !== 'off' ? { severity } : base.severity === undefined ? {} : { severity: base.severity }),
    options: { ...base.options, ...options },
  };
}

function defaultOptions(rule: Rule): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(rule.options ?? {}).map(([name, schema]) => [name, schema.default]));
}

/** Rules of other stages can be graded, and have no options. */
function requireSeverity(id: string, entry: RuleConfig): void {
  const option = typeof entry === 'string' ? undefined : Object.keys(entry).find((name) => name !== 'severity');
  if (option !== undefined) throw new UsageError(`rule ${id} has no option "${option}"; it has none`);
}

function requireKnown(name: string, known: readonly string[], what: string): void {
  if (!known.includes(name)) throw new UsageError(unknownMessage(name, known, what));
}
