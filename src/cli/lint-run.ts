import { readFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { describeObject } from '../api/object.ts';
import type { Finding } from '../diag/finding.ts';
import type { IgnoredFinding } from '../diag/ignored-finding.ts';
import { UsageError } from '../diag/usage-error.ts';
import type { BaselineInput } from '../lint/baseline.ts';
import type { LintOptions, LintResult } from '../lint/lint.ts';
import type { ManifestSet } from '../load/manifest-set.ts';
import { count } from '../plan/words.ts';
import type { Configuration } from './configuration.ts';
import type { LintFlags } from './lint-flags.ts';
import { today } from './look-away.ts';
import { writeWhole } from './output.ts';
import type { Session } from './session.ts';
import { ruleIdsOf, STAGES } from './stage-rules.ts';

export interface LintRun {
  readonly findings: readonly Finding[];
  /** What comments, annotations, the configuration and the baseline ask not to be told. */
  readonly ignored: readonly IgnoredFinding[];
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
  const { fresh, known } = await withBaseline(session, flags, baselineFile, { findings: result.findings, set, locked: new Set(config.locked) });
  return { findings: fresh, ignored: [...result.ignored, ...known], result, again, failed: result.failures.length > 0 };
}

/**
 * Sets aside what the baseline knows, or writes a new one, which then knows all there is. Only findings of `lint` can be in a baseline: what
 * the API server refuses fails the apply however long it has been so, and predictions are about one change.
 */
async function withBaseline({ terminal, flags: { quiet } }: Session, flags: LintFlags, configured: string | undefined, found: Omit<BaselineInput, 'nameOf'>): Promise<{ readonly fresh: readonly Finding[]; readonly known: readonly IgnoredFinding[] }> {
  const { applyBaseline, readBaseline, writeBaseline } = await import('../lint/baseline.ts');
  const named = flags.writeBaseline ?? flags.baseline;
  const file = named === undefined ? configured : resolve(terminal.cwd, named);
  if (file === undefined) return { fresh: found.findings, known: [] };
  // Named from the baseline's own folder, so that it holds from wherever kubeplan is run.
  const input = { ...found, nameOf: (name: string) => (name === '-' ? name : relative(dirname(file), resolve(terminal.cwd, name)).split(sep).join('/')) };
  const shown = relative(terminal.cwd, file);
  if (flags.writeBaseline !== undefined) writeWhole(file, writeBaseline(input));
  const { fresh, known, stale } = applyBaseline(readBaseline(readText(file, shown), shown), input);
  if (flags.writeBaseline !== undefined) terminal.writeError(`wrote ${count(known.length, 'finding')} of lint to ${shown}\n`);
  else if (quiet !== true) terminal.writeError(`${count(known.length, 'known finding')} left out by the baseline ${shown}${stale === 0 ? '' : `; ${stale} of its entries ${stale === 1 ? 'meets' : 'meet'} nothing any more, write it anew`}\n`);
  return { fresh, known: known.map((finding) => ({ finding, reason: '', by: `baseline ${shown}`, kind: 'external' })) };
}

function readText(file: string, shown: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`the baseline ${shown} cannot be read; --write-baseline writes one`);
  }
}
