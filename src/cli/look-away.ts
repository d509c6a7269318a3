import type { Finding } from '../diag/finding.ts';
import type { AppliedIgnores } from '../lint/ignore/apply-ignores.ts';
import type { ManifestSet } from '../load/manifest-set.ts';
import type { Configuration } from './configuration.ts';
import type { Session } from './session.ts';
import { ruleIdsOf } from './stage-rules.ts';
import type { Stage } from './stage-rules.ts';

/** Leaves out and grades the findings of the stages that ran beside `lint`, as comments, annotations and the configuration ask. */
export async function lookAway(session: Session, { config }: Configuration, set: ManifestSet, findings: readonly Finding[], stages: readonly Stage[]): Promise<AppliedIgnores> {
  const { applyIgnores } = await import('../lint/ignore/apply-ignores.ts');
  return applyIgnores(findings, set, { config: { ...config, defaultNamespace: session.flags.namespace }, active: new Set(ruleIdsOf(stages)), today: today() });
}

/** `YYYY-MM-DD`, the same in every time zone. */
export function today(): string {
  return new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
}
