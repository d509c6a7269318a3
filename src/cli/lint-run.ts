import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Finding } from '../diag/finding.ts';
import { UsageError } from '../diag/usage-error.ts';
import type { LintOptions, LintResult } from '../lint/lint.ts';
import type { ManifestSet } from '../load/manifest-set.ts';
import { readLintConfig } from './lint-config.ts';
import { writeWhole } from './output.ts';
import type { Session } from './session.ts';

/** What linting an input gave. */
export interface LintOutcome {
  readonly findings: readonly Finding[];
  /** A rule threw, so that the run ends with exit code 4. */
  readonly failed: boolean;
  readonly result: LintResult;
  /** Lints another state of the same input in the same way. */
  readonly again: (set: ManifestSet) => LintResult;
}

/** The flags about known findings. */
export interface BaselineFlags {
  readonly baseline?: string;
  readonly writeBaseline?: string;
}

/** Runs the rules over what was read, as the configuration asks. */
export async function lintInput(session: Session, set: ManifestSet, inputs: readonly string[], flags: BaselineFlags = {}): Promise<LintOutcome> {
  const [{ lint }, { failureFinding }, { RULES }] = await Promise.all([import('../lint/lint.ts'), import('../lint/rule-failure.ts'), import('../../rules/index.ts')]);
  const { cwd } = session.terminal;
  const loaded = await readLintConfig(session.flags, inputs, cwd, RULES);
  const options: LintOptions = {
    rules: [...RULES, ...loaded.rules],
    version: session.version,
    today: new Date().toISOString().slice(0, 10),
    config: { ...loaded.config, defaultNamespace: session.flags.namespace },
  };
  const again = (state: ManifestSet): LintResult => lint(state, options);
  const result = again(set);
  const findings = await withoutKnown(result.findings, set, cwd, { ...(loaded.baseline === undefined ? {} : { baseline: loaded.baseline }), ...flags }, loaded.config.locked ?? []);
  return { findings: [...findings, ...result.failures.map(failureFinding)], failed: result.failures.length > 0, result, again };
}

/** Takes the findings of the baseline away, or writes a baseline of all that there are. */
async function withoutKnown(findings: readonly Finding[], set: ManifestSet, cwd: string, flags: BaselineFlags, locked: readonly string[]): Promise<readonly Finding[]> {
  if (flags.baseline === undefined && flags.writeBaseline === undefined) return findings;
  const { applyBaseline, readBaseline, writeBaseline } = await import('../lint/baseline.ts');
  if (flags.writeBaseline !== undefined) {
    writeWhole(resolve(cwd, flags.writeBaseline), writeBaseline(findings, set));
    return findings.filter(({ rule }) => locked.includes(rule));
  }
  const path = resolve(cwd, flags.baseline ?? '');
  if (!existsSync(path)) throw new UsageError(`there is no baseline ${flags.baseline}: write it with --write-baseline ${flags.baseline}`);
  return applyBaseline(findings, set, readBaseline(readFileSync(path, 'utf8'), flags.baseline ?? ''), new Set(locked)).findings;
}
