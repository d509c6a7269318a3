import type { Severity } from '../../diag/severity.ts';
import { fitsObject } from '../ignore/object-filter.ts';
import type { LintObject } from '../model/lint-object.ts';
import type { LintConfig, RuleConfig } from './lint-config.ts';

/**
 * What the configuration makes of a finding of another stage (`plan/…`, `validate/…`, `load/…`) about an object: a severity, `off`, or
 * undefined when it says nothing. Later overrides win; a locked rule is never off, and no override changes it.
 */
export function configuredSeverity(config: LintConfig, rule: string, object: LintObject): Severity | 'off' | undefined {
  const locked = config.locked?.includes(rule) === true;
  let severity = severityOf(config.rules?.[rule]);
  for (const override of locked ? [] : (config.overrides ?? [])) {
    if (Object.hasOwn(override.rules, rule) && fitsObject(override, object)) severity = severityOf(override.rules[rule]) ?? severity;
  }
  return locked && severity === 'off' ? undefined : severity;
}

function severityOf(entry: RuleConfig | undefined): Severity | 'off' | undefined {
  return typeof entry === 'object' ? entry.severity : entry;
}
