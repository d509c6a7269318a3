import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describeObject } from '../api/object.ts';
import type { Finding } from '../diag/finding.ts';
import { UsageError } from '../diag/usage-error.ts';
import type { LintOptions, LintResult } from '../lint/lint.ts';
import type { ManifestSet } from '../load/manifest-set.ts';
import type { Configuration } from './configuration.ts';
import type { LintFlags } from './lint-flags.ts';
import { today } from './look-away.ts';
import { writeWhole } from './output.ts';
import type { Session } from './session.ts';
import { ruleIdsOf, STAGES } from './stage-rules.ts';

export interface LintRun {
  readonly findings: readonly Finding[];
  readonly result: LintResult;
  /** Lints another state of the same input with the same settings. */
  readonly again: (set: ManifestSet) => LintResult;
  /** Rules of plugins that threw: the run went on without them and ends with exit code 4. */
  readonly failed: boolean;
}

/** Runs the rules over what was read, as the configuration and the flags ask. `ignoresUsedElsewhere` is known when the other stages ran too. */
export async function lintInput(session: Session, flags: LintFlags, set: ManifestSet, configuration: Configuration, ignoresUsedElsewhere?: ReadonlySet<string>): Promise<LintRun> {
  const [{ lint }, { RULES }] = await Promise.all([import('../lint/lint.ts'), import('../../rules/index.ts')]);
  const { config, pluginRules, trivyIgnores, baselineFile } = configuration;
  const options: LintOptions = {
    rules: [...RULES, ...pluginRules],
    version: session.version,
    today: today(),
    otherRuleIds: ruleIdsOf(STAGES),
    trivyIgnores,
    ...(ignoresUsedElsewhere === undefined ? {} : { ignoresUsedElsewhere }),
    config: { ...config, defaultNamespace: flags.namespace, ...(flags.preset === undefined ? {} : { presets: [flags.preset] }) },
  };
  const again = (state: ManifestSet): LintResult => lint(state, options);
  const result = again(set);
  for (const { rule, object, error } of result.failures) {
    const detail = error instanceof Error ? error.message : String(error);
    session.terminal.writeError(`kubeplan: the rule ${rule} failed on ${describeObject({ kind: object.reference.kind, metadata: object.reference })} (${object.document.file}): ${detail}\n`);
  }
  const findings = await withBaseline(session, flags, set, result.findings, baselineFile, new Set(config.locked ?? []));
  return { findings, result, again, failed: result.failures.length > 0 };
}

async function withBaseline(session: Session, flags: LintFlags, set: ManifestSet, findings: readonly Finding[], configured: string | undefined, locked: ReadonlySet<string>): Promise<readonly Finding[]> {
  const { terminal } = session;
  const { applyBaseline, readBaseline, writeBaseline } = await import('../lint/baseline.ts');
  if (flags.writeBaseline !== undefined) {
    writeWhole(resolve(terminal.cwd, flags.writeBaseline), writeBaseline(findings, set));
    terminal.writeError(`wrote ${findings.length} findings to ${flags.writeBaseline}\n`);
    return [];
  }
  const file = flags.baseline === undefined ? configured : resolve(terminal.cwd, flags.baseline);
  if (file === undefined) return findings;
  const { findings: fresh, hidden, stale } = applyBaseline(findings, set, readBaseline(readText(file), file), locked);
  if (session.flags.quiet !== true) {
    terminal.writeError(`${hidden} known findings left out by the baseline${stale === 0 ? '' : `; ${stale} of its entries meet nothing any more, write it anew`}\n`);
  }
  return fresh;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`the baseline ${file} cannot be read; --write-baseline writes one`);
  }
}
