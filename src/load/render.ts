import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { KUSTOMIZATION_FILES } from './discover.ts';
import { isBelow } from './file-tree.ts';
import { isRemote, kustomizationPlugins, kustomizationSources } from './kustomization.ts';
import type { LoadRuleId } from './load-rules.ts';

/** How charts are rendered. */
export interface HelmOptions {
  /** Files with values, later ones win. */
  readonly valuesFiles?: readonly string[];
  /** `key=value` pairs, as for `helm --set`. */
  readonly set?: readonly string[];
  readonly releaseName?: string;
  readonly namespace?: string;
  /** The version that `.Capabilities.KubeVersion` shows, such as `1.36`. */
  readonly kubeVersion?: string;
}

export interface RenderOptions {
  readonly helm?: HelmOptions;
  readonly renderTimeoutMs?: number;
  /** The environment of the tools; the caller's own when absent. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** What a tool printed, or why there is nothing. `file` is the file at fault when it is known, relative to the folder. */
export type Rendering = { readonly text: string } | { readonly rule: LoadRuleId; readonly message: string; readonly file?: string };

const RENDER_TIMEOUT_MS = 60_000;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const MAX_FILES = 20_000;

/** Runs `helm template` over the chart in a folder: no plugins, no post-renderer, no dependency update, no look-up in a cluster. */
export async function renderChart(folder: string, options: RenderOptions): Promise<Rendering> {
  const { valuesFiles = [], set = [], releaseName = 'release-name', namespace, kubeVersion } = options.helm ?? {};
  const link = linkOutside(folder);
  if (link !== undefined) return { rule: 'load/render-refused', message: `the link ${link} leads out of the chart; helm would follow it`, file: link };
  for (const file of valuesFiles) {
    // helm takes URLs here, and downloader plugins for schemes that it does not know.
    if (!existsSync(file)) return { rule: 'load/render-failed', message: `there is no values file ${file}` };
  }
  const args = ['template', '--include-crds', ...(namespace === undefined ? [] : ['--namespace', namespace]), ...(kubeVersion === undefined ? [] : ['--kube-version', kubeVersion])];
  for (const file of valuesFiles) args.push('--values', resolve(file));
  for (const pair of set) args.push('--set', pair);
  args.push('--', releaseName, resolve(folder));
  return run([['helm', args]], "install helm, or give the output of 'helm template' as input", options);
}

/** Runs `kustomize build`, or `kubectl kustomize` when there is no kustomize. Bases must be files: nothing is fetched. */
export async function renderKustomization(folder: string, options: RenderOptions): Promise<Rendering> {
  const refused = refusedKustomization(resolve(folder), new Set());
  if (refused !== undefined) return { rule: 'load/render-refused', ...refused };
  const absolute = resolve(folder);
  const tools: readonly Tool[] = [['kustomize', ['build', absolute]], ['kubectl', ['kustomize', absolute]]];
  return run(tools, "install kustomize or kubectl, or give the output of 'kustomize build' as input", options);
}

type Tool = readonly [name: string, args: readonly string[]];

async function run(tools: readonly Tool[], advice: string, options: RenderOptions): Promise<Rendering> {
  for (const [name, args] of tools) {
    const result = await runTool(name, args, options);
    if (result !== undefined) return result;
  }
  const names = tools.map(([name]) => name).join(' nor ');
  return { rule: 'load/renderer-missing', message: `${tools.length > 1 ? 'neither ' : ''}${names} is ${tools.length > 1 ? '' : 'not '}on the PATH; ${advice}` };
}

/** Undefined when the tool is not installed. */
function runTool(name: string, args: readonly string[], options: RenderOptions): Promise<Rendering | undefined> {
  const timeout = options.renderTimeoutMs ?? RENDER_TIMEOUT_MS;
  const environment = options.environment === undefined ? undefined : toolEnvironment(options.environment);
  return new Promise((done) => {
    const child = execFile(name, args, { timeout, killSignal: 'SIGKILL', maxBuffer: MAX_OUTPUT_BYTES, encoding: 'utf8', windowsHide: true, ...(environment === undefined ? {} : { env: environment }) }, (error, stdout, stderr) => {
      if (error === null) return done({ text: stdout });
      if (error.code === 'ENOENT') return done(undefined);
      const reason = error.killed === true ? `gave no result within ${timeout / 1000} s` : `failed: ${(stderr.trim() || error.message).slice(0, 2000)}`;
      done({ rule: 'load/render-failed', message: `${name} ${args[0] ?? ''} ${reason}` });
    });
    child.stdin?.end();
  });
}

/** Only what a program needs to run; no credentials, no kubeconfig, no plugins. */
function toolEnvironment(environment: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  const kept = ['PATH', 'Path', 'HOME', 'USERPROFILE', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'LANG'];
  const result: NodeJS.ProcessEnv = {};
  for (const name of kept) if (environment[name] !== undefined) result[name] = environment[name];
  return { ...result, HELM_NO_PLUGINS: '1', HELM_PLUGINS: resolve('/nonexistent/helm-plugins'), KUBECONFIG: '/dev/null' };
}

/** The first link in a folder that leads out of it. */
function linkOutside(folder: string): string | undefined {
  const root = realpathSync(folder);
  let files = 0;
  const search = (below: string): string | undefined => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = join(below, entry.name);
      files += 1;
      if (files > MAX_FILES) return undefined;
      if (entry.isSymbolicLink() && !leadsInto(join(folder, path), root)) return path;
      const found = entry.isDirectory() ? search(path) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search('');
}

function leadsInto(path: string, root: string): boolean {
  try {
    return isBelow(realpathSync(path), root);
  } catch {
    return true;
  }
}

/** Looks through a kustomization and its local bases for what would be fetched or run. */
function refusedKustomization(folder: string, seen: Set<string>): { readonly message: string; readonly file: string } | undefined {
  if (seen.has(folder)) return undefined;
  seen.add(folder);
  const name = KUSTOMIZATION_FILES.find((candidate) => existsSync(join(folder, candidate)));
  if (name === undefined) return undefined;
  const file = join(folder, name);
  const text = readFileSync(file, 'utf8');
  const plugin = kustomizationPlugins(text)[0];
  if (plugin !== undefined) return { message: `the kustomization inflates charts (${plugin}), which is off here; render it yourself and give the output as input`, file };
  for (const source of kustomizationSources(text)) {
    const path = resolve(folder, source);
    if (!existsSync(path)) {
      if (isRemote(source)) return { message: `the kustomization loads ${source} over the network, which is off here; render it yourself and give the output as input`, file };
      continue;
    }
    const refused = statSync(path).isDirectory() ? refusedKustomization(path, seen) : undefined;
    if (refused !== undefined) return refused;
  }
  return undefined;
}
