import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../diag/usage-error.ts';
import type { LintConfig } from '../lint/config/lint-config.ts';
import type { TrivyIgnore } from '../lint/ignore/trivy-ignores.ts';
import type { Rule } from '../lint/rule.ts';
import type { Session } from './session.ts';
import type { Terminal } from './terminal.ts';
import { ruleIdsOf, STAGES } from './stage-rules.ts';
import { readTrivyIgnoreFiles } from './trivy-ignore-files.ts';

export const CONFIG_FILES = ['kubeplan.yaml', 'kubeplan.yml', '.kubeplan.yaml'] as const;

/** The configuration of one run with everything that it names read in. */
export interface Configuration {
  readonly config: LintConfig;
  /** Rules of plugins, and those that the configuration writes in CEL, beside kubeplan's own. */
  readonly pluginRules: readonly Rule[];
  /** What Trivy's own files say. */
  readonly trivyIgnores: readonly TrivyIgnore[];
  /** The baseline file, when the configuration names one. */
  readonly baselineFile?: string;
}

/**
 * Reads the file that `--config` names, or the first `kubeplan.yaml` from the first input upward. `extends` and `plugins` may name
 * files, which count from the file that names them, and npm packages. Every rule that it names has to exist, whatever is run.
 */
export async function readConfiguration(session: Session, inputs: readonly string[]): Promise<Configuration> {
  const { terminal, flags } = session;
  const file = typeof flags.config === 'string' ? resolve(terminal.cwd, flags.config) : flags.config === false ? undefined : findUpward(startFolder(terminal.cwd, inputs));
  const trivyIgnores = flags.config === false ? [] : readTrivyIgnoreFiles(terminal.cwd);
  if (file === undefined) return { config: {}, pluginRules: [], trivyIgnores };
  const [{ resolveConfig }, { settingsOf }, { RULES }] = await Promise.all([import('../lint/config/resolve-config.ts'), import('../lint/config/settings.ts'), import('../../rules/index.ts')]);
  const shown = relative(terminal.cwd, file) || file;
  const resolved = await resolveConfig(readText(file, shown), shown, async (reference, from) => {
    const path = locate(reference, resolve(terminal.cwd, from));
    const name = relative(terminal.cwd, path) || path;
    return { file: name, text: readText(path, name) };
  });
  const knownIds = (): Set<string> => new Set([...[...RULES, ...pluginRules].map(({ id }) => id), ...ruleIdsOf(STAGES)]);
  const pluginRules: Rule[] = [];
  for (const { reference, from } of resolved.plugins) {
    const { rulesOfPlugin } = await import('../lint/config/plugin-rules.ts');
    const module = await importPlugin(terminal, locate(reference, resolve(terminal.cwd, from)), reference);
    pluginRules.push(...rulesOfPlugin(module, reference, knownIds()));
  }
  const custom = resolved.config.custom ?? [];
  if (custom.length > 0) pluginRules.push(...(await import('../lint/config/cel-rule.ts')).celRules(custom, knownIds()));
  inFile(shown, () => settingsOf(resolved.config, [...RULES, ...pluginRules], ruleIdsOf(STAGES)));
  const { baseline } = resolved;
  return {
    config: resolved.config,
    pluginRules,
    trivyIgnores,
    ...(baseline === undefined ? {} : { baselineFile: resolve(terminal.cwd, dirname(baseline.from), baseline.file) }),
  };
}

/** Says in which configuration something is wrong. */
function inFile(file: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(`${file}: ${error.message}`) : error;
  }
}

/** The folder in which the search for a configuration begins: that of the first input that is on disk. */
function startFolder(cwd: string, inputs: readonly string[]): string {
  const first = inputs.find((input) => input !== '-' && existsSync(resolve(cwd, input)));
  if (first === undefined) return cwd;
  const path = resolve(cwd, first);
  return statSync(path).isDirectory() ? path : dirname(path);
}

function findUpward(folder: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    const found = CONFIG_FILES.map((name) => join(current, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
    if (dirname(current) === current) return undefined;
  }
}

function readText(path: string, shown: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`the configuration ${shown} cannot be read: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message}`);
  }
}

/** A path beside the file that names it, or a package that is installed for it. */
function locate(reference: string, from: string): string {
  if (isAbsolute(reference) || reference.startsWith('.') || existsSync(resolve(dirname(from), reference))) return resolve(dirname(from), reference);
  try {
    return createRequire(from).resolve(reference);
  } catch {
    throw new UsageError(`${relative('', from)}: there is neither a file nor an installed package '${reference}'`);
  }
}

async function importPlugin({ importModule }: Terminal, path: string, reference: string): Promise<unknown> {
  if (!existsSync(path)) throw new UsageError(`the plugin ${reference} cannot be loaded: there is no file ${path}`);
  try {
    return await importModule(pathToFileURL(path).href);
  } catch (error) {
    throw new UsageError(`the plugin ${reference} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`);
  }
}
