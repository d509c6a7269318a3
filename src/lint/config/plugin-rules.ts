import { UsageError } from '../../diag/usage-error.ts';
import type { Rule } from '../rule.ts';

/**
 * The rules of a plugin: a module whose default export, or export `rules`, is a list of rules made by `defineRule` (or one such rule).
 * Throws a UsageError when it is something else, or when a rule has the id of another.
 */
export function rulesOfPlugin(module: unknown, name: string, known: ReadonlySet<string>): Rule[] {
  const exported = module as { readonly default?: unknown; readonly rules?: unknown } | null;
  const found = exported?.rules ?? exported?.default;
  const rules = Array.isArray(found) ? (found as unknown[]) : found === undefined ? [] : [found];
  if (rules.length === 0) throw new UsageError(`plugin ${name} exports no rules: export a list made with defineRule as default or as "rules"`);
  return rules.map((rule, index) => {
    if (!isRule(rule)) throw new UsageError(`plugin ${name}: rule ${index} is not made with defineRule: it lacks id, messages, severity or check`);
    if (known.has(rule.id)) throw new UsageError(`plugin ${name}: there is already a rule "${rule.id}"; give it another id`);
    return { ...DEFAULTS, ...rule };
  });
}

/** What plugins may leave out. */
const DEFAULTS = { category: 'policy', why: '', fix: '', sources: [], since: '0.1.0', presets: ['recommended'], examples: { valid: [], invalid: [] }, target: 'any' } as const;

function isRule(value: unknown): value is Rule {
  if (typeof value !== 'object' || value === null) return false;
  const rule = value as Partial<Rule>;
  return typeof rule.id === 'string' && typeof rule.messages === 'object' && typeof rule.check === 'function' && ['error', 'warning', 'info'].includes(rule.severity ?? '');
}
