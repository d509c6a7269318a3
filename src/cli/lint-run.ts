import type { Finding } from '../diag/finding.ts';
import type { ManifestSet } from '../load/manifest-set.ts';
import type { Session } from './session.ts';

/** Runs the rules over what was read, as the configuration asks. */
export async function lintInput(session: Session, set: ManifestSet, _inputs: readonly string[]): Promise<readonly Finding[]> {
  const [{ lint }, { RULES }] = await Promise.all([import('../lint/lint.ts'), import('../../rules/index.ts')]);
  const result = lint(set, {
    rules: RULES,
    version: session.version,
    today: new Date().toISOString().slice(0, 10),
    config: { defaultNamespace: session.flags.namespace },
  });
  return result.findings;
}
