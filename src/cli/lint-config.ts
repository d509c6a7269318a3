import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../diag/usage-error.ts';
import type { LintConfig } from '../lint/config/lint-config.ts';
import type { Rule } from '../lint/rule.ts';
import type { ReportFlags } from './report-flags.ts';

const FILE_NAMES = ['kubeplan.yaml', '.kubeplan.yaml', 'kubeplan.yml'];

/** The configuration of a run, the rules that it brings along, and its baseline file. */
export interface LoadedConfig {
  readonly config: LintConfig;
  readonly rules: readonly Rule[];
  readonly baseline?: string;
}

/** Reads the configuration that a run asks for: `--config`, or the first that is found upward from the first input. */
export async function readLintConfig(flags: ReportFlags, inputs: readonly string[], cwd: string, ownRules: readonly Rule[]): Promise<LoadedConfig> {
  const file = flags.config === false ? undefined : typeof flags.config === 'string' ? resolve(cwd, flags.config) : findUpward(startFolder(inputs, cwd));
  if (file === undefined) return { config: {}, rules: [] };
  const [{ resolveConfig }, { rulesOfPlugin }] = await Promise.all([import('../lint/config/resolve-config.ts'), import('../lint/config/plugin-rules.ts')]);
  const shown = (path: string): string => relative(cwd, path) || path;
  const read = (reference: string, from: string): Promise<{ file: string; text: string }> => {
    const path = resolveReference(reference, resolve(cwd, from));
    return Promise.resolve({ file: shown(path), text: readText(path, reference) });
  };
  const resolved = await resolveConfig(readText(file, flags.config === undefined ? file : String(flags.config)), shown(file), read);
  const rules: Rule[] = [];
  for (const { reference, from } of resolved.plugins) {
    const known = new Set([...ownRules, ...rules].map((rule) => rule.id));
    rules.push(...rulesOfPlugin(await importPlugin(resolveReference(reference, resolve(cwd, from)), reference), reference, known));
  }
  if ((resolved.config.custom ?? []).length > 0) {
    const { celRules } = await import('../lint/config/cel-rule.ts');
    rules.push(...celRules(resolved.config.custom ?? []));
  }
  const { baseline } = resolved;
  return { config: resolved.config, rules, ...(baseline === undefined ? {} : { baseline: resolve(cwd, dirname(baseline.from), baseline.file) }) };
}

function startFolder(inputs: readonly string[], cwd: string): string {
  const path = resolve(cwd, inputs.find((input) => input !== '-') ?? '.');
  return existsSync(path) && statSync(path).isDirectory() ? path : dirname(path);
}

function findUpward(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const found = FILE_NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
    if (dirname(folder) === folder) return undefined;
  }
}

/** A path beside the file that names it, or a package that is installed there. */
function resolveReference(reference: string, from: string): string {
  if (/^\.{0,2}\//.test(reference) || reference.endsWith('.yaml') || reference.endsWith('.yml')) return resolve(dirname(from), reference);
  try {
    return createRequire(from).resolve(reference);
  } catch {
    const folder = join(dirname(from), 'node_modules', reference);
    const file = FILE_NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
    if (file !== undefined) return file;
    throw new UsageError(`${reference}, which ${from} names, is not installed: run npm install ${reference}`);
  }
}

function readText(path: string, reference: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`the configuration ${reference} cannot be read: there is no file ${path}`);
  }
}

async function importPlugin(path: string, reference: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(path).href);
  } catch (error) {
    throw new UsageError(`plugin ${reference} cannot be loaded: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`);
  }
}
