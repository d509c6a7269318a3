import type { Finding, ObjectReference } from '../diag/finding.ts';
import type { TextRange } from '../diag/range.ts';
import { type LoadRuleId, loadSeverity } from './load-rules.ts';

/** Where a finding of the load stage belongs, as far as it is known. */
export interface LoadPlace {
  readonly file?: string;
  readonly document?: number;
  readonly origin?: string | undefined;
  readonly range?: TextRange;
  readonly object?: ObjectReference;
  readonly path?: string;
}

export function loadFinding(rule: LoadRuleId, message: string, { range, origin, ...place }: LoadPlace): Finding {
  return { rule, source: 'load', severity: loadSeverity(rule), message, ...place, ...range, ...(origin === undefined ? {} : { origin }) };
}
