import { distance } from 'fastest-levenshtein';
import type { Severity } from '../../diag/severity.ts';
import { UsageError } from '../../diag/usage-error.ts';
import { PRESETS } from '../rule.ts';
import type { Rule } from '../rule.ts';
import type { LintConfig, RuleConfig, RuleOverride } from './lint-config.ts';
import { optionProblem } from './rule-options.ts';

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
 * What the configuration makes of the rules. Throws a UsageError, with a suggestion, for rules, presets and options that do not exist
 * and for options of the wrong type.
 */
export function settingsOf(config: LintConfig, rules: readonly Rule[]): LintSettings {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const presets = config.presets ?? DEFAULT_PRESETS;
  for (const preset of presets) requireKnown(preset, [...PRESETS, 'all', 'none'], 'preset');
  for (const id of config.locked ?? []) requireKnown(id, [...byId.keys()], 'rule');
  const settings = new Map<string, RuleSetting>();
  for (const rule of rules) {
    const enabled = presets.includes('all') || rule.presets.some((preset) => presets.includes(preset));
    settings.set(rule.id, { enabled, options: defaultOptions(rule) });
  }
  for (const [id, entry] of Object.entries(config.rules ?? {})) {
    const rule = requireRule(id, byId);
    settings.set(id, applyRuleConfig(rule, settings.get(id), entry));
  }
  const locked = new Set(config.locked);
  for (const id of locked) {
    const setting = settings.get(id);
    if (setting !== undefined) settings.set(id, { ...setting, enabled: true });
  }
  const overrides = (config.overrides ?? []).map((override) => {
    const changed = new Map(Object.entries(override.rules).filter(([id]) => !locked.has(id)));
    for (const [id, entry] of changed) applyRuleConfig(requireRule(id, byId), settings.get(id), entry);
    return { filter: override, rules: changed };
  });
  for (const ignore of config.ignore ?? []) for (const id of ignore.rules) if (id !== '*') requireRule(id, byId);
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

function requireRule(id: string, rules: ReadonlyMap<string, Rule>): Rule {
  const rule = rules.get(id);
  if (rule === undefined) throw new UsageError(unknownMessage(id, [...rules.keys()], 'rule'));
  return rule;
}

function requireKnown(name: string, known: readonly string[], what: string): void {
  if (!known.includes(name)) throw new UsageError(unknownMessage(name, known, what));
}

/** `there is no rule "readines-probe"; did you mean "readiness-probe"?` */
export function unknownMessage(name: string, known: readonly string[], what: string): string {
  return `there is no ${what} "${name}"; ${hintOf(name, known)}`;
}

const NAMES_SHOWN = 12;

/** `did you mean "readiness-probe"?`, or what there is to choose from. */
function hintOf(name: string, known: readonly string[]): string {
  const close = closestOf(name, known);
  return close === undefined ? `use one of ${known.slice(0, NAMES_SHOWN).join(', ')}${known.length > NAMES_SHOWN ? ', …' : ''}` : `did you mean "${close}"?`;
}

/** The known name that is nearest, when it is near enough to be a slip. */
function closestOf(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const steps = distance(name, candidate);
    if (steps < bestDistance) {
      best = candidate;
      bestDistance = steps;
    }
  }
  return best;
}
