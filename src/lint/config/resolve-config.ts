import { UsageError } from '../../diag/usage-error.ts';
import { PRESETS } from '../rule.ts';
import { parseConfigFile } from './config-file.ts';
import type { ConfigFile, FileFilter } from './config-file.ts';
import type { ConfiguredIgnore, LintConfig, ObjectFilter, RuleConfig } from './lint-config.ts';

/** Finds what an `extends` names: `reference` as written in `from`. Gives the file's full path and text; throws a UsageError when there is none. */
export type ReadExtended = (reference: string, from: string) => Promise<{ readonly file: string; readonly text: string }>;

/** What the configuration and all that it extends come to, and the plugins with the file that names each. */
export interface ResolvedConfig {
  readonly config: LintConfig;
  readonly plugins: readonly { readonly reference: string; readonly from: string }[];
  /** The baseline file and the file that names it. */
  readonly baseline?: { readonly file: string; readonly from: string };
}

const PRESET_NAMES: ReadonlySet<string> = new Set([...PRESETS, 'all', 'none']);

/**
 * Reads a configuration with all that it extends. What is extended comes first, so that the file itself has the last word: rules are
 * merged by name, lists are joined. Throws a UsageError for a circle.
 */
export async function resolveConfig(text: string, file: string, read: ReadExtended): Promise<ResolvedConfig> {
  const merged: Merged = { presets: [], rules: {}, overrides: [], ignore: [], locked: [], external: [], workloads: [], custom: [], plugins: [] };
  await merge(await parseConfigFile(text, file), file, merged, read, [file]);
  const { presets, plugins, baseline, requireReason, peerAnnotations, ...lists } = merged;
  return {
    config: {
      ...(presets.length === 0 ? {} : { presets }),
      ...(requireReason === undefined ? {} : { requireReason }),
      ...(peerAnnotations === undefined ? {} : { peerAnnotations }),
      ...lists,
    },
    plugins,
    ...(baseline === undefined ? {} : { baseline }),
  };
}

interface Merged {
  readonly presets: string[];
  rules: Record<string, RuleConfig>;
  readonly overrides: (ObjectFilter & { rules: Readonly<Record<string, RuleConfig>> })[];
  readonly ignore: ConfiguredIgnore[];
  readonly locked: string[];
  readonly external: NonNullable<LintConfig['external']>[number][];
  readonly workloads: NonNullable<LintConfig['workloads']>[number][];
  readonly custom: NonNullable<LintConfig['custom']>[number][];
  readonly plugins: { reference: string; from: string }[];
  baseline?: { readonly file: string; readonly from: string };
  requireReason?: boolean;
  peerAnnotations?: boolean;
}

async function merge(config: ConfigFile, file: string, into: Merged, read: ReadExtended, trail: readonly string[]): Promise<void> {
  for (const reference of many(config.extends) ?? []) {
    if (PRESET_NAMES.has(reference)) {
      into.presets.push(reference);
      continue;
    }
    const extended = await read(reference, file);
    if (trail.includes(extended.file)) throw new UsageError(`${file}: extends goes in a circle: ${[...trail, extended.file].join(' -> ')}`);
    await merge(await parseConfigFile(extended.text, extended.file), extended.file, into, read, [...trail, extended.file]);
  }
  into.rules = { ...into.rules, ...rulesOf(config.rules) };
  into.overrides.push(...(config.overrides ?? []).map((entry) => ({ ...filterOf(entry), rules: rulesOf(entry.rules) })));
  into.ignore.push(...(config.ignore ?? []).map((entry) => ignoreOf(entry)));
  into.locked.push(...(config.locked ?? []));
  into.external.push(...(config.external ?? []));
  into.workloads.push(...(config.workloads ?? []));
  into.custom.push(...(config.custom ?? []));
  into.plugins.push(...(config.plugins ?? []).map((reference) => ({ reference, from: file })));
  if (config.baseline !== undefined) into.baseline = { file: config.baseline, from: file };
  if (config.requireReason !== undefined) into.requireReason = config.requireReason;
  if (config.peerAnnotations !== undefined) into.peerAnnotations = config.peerAnnotations;
}

/** YAML 1.1 reads an unquoted `off` as false: it means the same here. */
function rulesOf(rules: Readonly<Record<string, RuleConfig>> | undefined): Record<string, RuleConfig> {
  return Object.fromEntries(
    Object.entries(rules ?? {}).map(([id, entry]: [string, unknown]) => {
      if (entry === false) return [id, 'off' as const];
      if (typeof entry === 'object' && entry !== null && (entry as { severity?: unknown }).severity === false) return [id, { ...entry, severity: 'off' as const }];
      return [id, entry as RuleConfig];
    }),
  );
}

function many(value: string | readonly string[] | undefined): readonly string[] | undefined {
  return typeof value === 'string' ? [value] : value;
}

function filterOf(entry: FileFilter): ObjectFilter {
  const kinds = many(entry.kind);
  const names = many(entry.name);
  const namespaces = many(entry.namespace);
  const files = many(entry.file);
  return {
    ...(kinds === undefined ? {} : { kinds }),
    ...(names === undefined ? {} : { names }),
    ...(namespaces === undefined ? {} : { namespaces }),
    ...(files === undefined ? {} : { files }),
    ...(entry.labels === undefined ? {} : { labels: entry.labels }),
  };
}

function ignoreOf(entry: NonNullable<ConfigFile['ignore']>[number]): ConfiguredIgnore {
  const containers = many(entry.container);
  const paths = many(entry.path);
  return {
    ...filterOf(entry),
    rules: many(entry.rule) ?? [],
    ...(containers === undefined ? {} : { containers }),
    ...(paths === undefined ? {} : { paths }),
    ...(entry.reason === undefined ? {} : { reason: entry.reason }),
    ...(entry.until === undefined ? {} : { until: entry.until }),
  };
}
