import { type Json, isJsonObject } from '../api/json.ts';
import { parseYamlText } from './yaml-text.ts';

/** The fields of a kustomization that name further folders or files to load. */
const LOADED_FIELDS = ['resources', 'bases', 'components', 'crds', 'configurations', 'generators', 'transformers', 'validators'] as const;

function read(text: string): { readonly [key: string]: Json | undefined } {
  const result = parseYamlText(text.endsWith('\n') ? text : `${text}\n`);
  return result.problem === undefined && isJsonObject(result.value) ? result.value : {};
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** Files that a kustomization uses as patches, values or settings rather than as resources: they hold pieces of objects. */
export function kustomizationFragments(text: string): string[] {
  const kustomization = read(text);
  const fragments: string[] = [];
  const add = (path: Json | undefined): void => {
    if (typeof path === 'string' && !path.includes('\n')) fragments.push(path.replace(/^\.\//, ''));
  };
  for (const patch of listOf(kustomization['patches'])) add(isJsonObject(patch) ? patch['path'] : undefined);
  for (const patch of listOf(kustomization['patchesJson6902'])) add(isJsonObject(patch) ? patch['path'] : undefined);
  for (const replacement of listOf(kustomization['replacements'])) add(isJsonObject(replacement) ? replacement['path'] : undefined);
  for (const path of listOf(kustomization['patchesStrategicMerge'])) add(path);
  for (const path of listOf(kustomization['configurations'])) add(path);
  for (const field of ['configMapGenerator', 'secretGenerator']) {
    for (const generator of listOf(kustomization[field])) {
      for (const file of listOf(isJsonObject(generator) ? generator['files'] : undefined)) add(typeof file === 'string' ? file.slice(file.indexOf('=') + 1) : undefined);
    }
  }
  return fragments;
}

/** What a kustomization loads, as written. */
export function kustomizationSources(text: string): string[] {
  const kustomization = read(text);
  return LOADED_FIELDS.flatMap((field) => listOf(kustomization[field])).filter((entry): entry is string => typeof entry === 'string' && !entry.includes('\n'));
}

/** Fields that run programs or fetch charts. */
export function kustomizationPlugins(text: string): string[] {
  const kustomization = read(text);
  return ['helmCharts', 'helmChartInflationGenerator'].filter((field) => listOf(kustomization[field]).length > 0);
}

/** Whether kustomize would fetch this over the network (kustomize api/internal/git/repospec.go): a URL, a scp address, a known host. */
export function isRemote(source: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(source) || /^[\w.-]+@[\w.-]+:/.test(source) || /^(?:git::|gh:)/i.test(source) || /^(?:github\.com|gitlab\.com|bitbucket\.org)[/:]/i.test(source) || /[?&]ref=/.test(source) || /\/\/|\.git(?:$|[/?])/.test(source);
}
