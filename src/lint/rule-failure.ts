import type { Finding } from '../diag/finding.ts';
import { IGNORE_RULES } from './ignore/ignore-rules.ts';
import type { RuleFailure } from './lint.ts';

/** How a rule that threw is told of: at the object that it was looking at. */
export function failureFinding({ rule, object, error }: RuleFailure): Finding {
  const { document } = object;
  const what = error instanceof Error ? error.message : String(error);
  return {
    rule: IGNORE_RULES['rule-failure'].id,
    source: 'lint',
    severity: IGNORE_RULES['rule-failure'].severity,
    message: `rule ${rule} failed on ${object.kind} "${object.name}": ${what}; this is a bug in the rule`,
    object: object.reference,
    file: document.file,
    document: document.document,
    ...document.locate('', 'key'),
  };
}
