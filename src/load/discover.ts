import { posix } from 'node:path';
import type { Finding } from '../diag/finding.ts';
import { UsageError } from '../diag/usage-error.ts';
import type { FileTree, TreeEntry } from './file-tree.ts';
import { kustomizationFragments } from './kustomization.ts';
import { loadFinding } from './load-finding.ts';

/** One thing to read. `path` is as the user would write it. */
export type InputItem =
  | { readonly kind: 'file'; readonly path: string; /** The user named it; it was not found in a folder. */ readonly named: boolean }
  | { readonly kind: 'stdin' }
  | { readonly kind: 'chart' | 'kustomization'; readonly path: string };

export interface Discovery {
  readonly items: readonly InputItem[];
  readonly findings: readonly Finding[];
}

export const KUSTOMIZATION_FILES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;
const CHART_FILE = 'Chart.yaml';
const MANIFEST_FILE = /\.(?:ya?ml|json)$/;
const NOT_READ = new Set(['node_modules']);

/** Finds the files of all inputs, in the order of the inputs, within a folder in the order of names. Throws a UsageError. */
export async function discover(inputs: readonly string[], tree: FileTree): Promise<Discovery> {
  const items = new Map<string, InputItem>();
  const findings: Finding[] = [];
  const add = (item: InputItem): void => {
    const key = item.kind === 'stdin' ? '-' : item.path;
    const known = items.get(key);
    if (known === undefined || (item.kind === 'file' && item.named)) items.set(key, item);
  };
  for (const input of inputs) {
    if (input === '-') {
      add({ kind: 'stdin' });
      continue;
    }
    const path = shownPath(input);
    const kind = tree.kindOf(path);
    if (kind === 'folder') {
      const names = entriesOf(tree, path, path, findings).map(({ name }) => name);
      if (KUSTOMIZATION_FILES.some((name) => names.includes(name))) add({ kind: 'kustomization', path });
      else if (names.includes(CHART_FILE)) add({ kind: 'chart', path });
      else if (names.length > 0) walk(tree, path, path, add, findings);
    } else if (kind === 'file') {
      // Whoever names the file that describes a chart or a kustomization means what it makes.
      const name = posix.basename(path);
      if (name === CHART_FILE) add({ kind: 'chart', path: posix.dirname(path) });
      else if (KUSTOMIZATION_FILES.some((file) => file === name)) add({ kind: 'kustomization', path: posix.dirname(path) });
      else add({ kind: 'file', path, named: true });
    } else {
      for (const found of await matches(input, tree)) add({ kind: 'file', path: shownPath(found), named: false });
    }
  }
  return { items: [...items.values()], findings };
}

/** `./a//b/` is `a/b`, with `/` on every system. */
export function shownPath(path: string): string {
  const normal = posix.normalize(path.replaceAll('\\', '/'));
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}

async function matches(pattern: string, tree: FileTree): Promise<readonly string[]> {
  if (!/[*?[\]{}()!]/.test(pattern)) throw new UsageError(`there is no file or folder ${pattern}`);
  const found = (await tree.glob(pattern)).filter((path) => MANIFEST_FILE.test(path));
  if (found.length === 0) throw new UsageError(`no .yaml, .yml or .json file matches ${pattern}`);
  return found;
}

function walk(tree: FileTree, folder: string, root: string, add: (item: InputItem) => void, findings: Finding[]): void {
  const entries = entriesOf(tree, folder, root, findings);
  const prefix = folder === '.' ? '' : folder.endsWith('/') ? folder : `${folder}/`;
  if (folder !== root && entries.some(({ name }) => name === CHART_FILE)) {
    findings.push(loadFinding('load/not-a-manifest', `the chart in this folder was left out; to check it, give ${folder} as input`, { file: prefix + CHART_FILE }));
    return;
  }
  const kustomization = KUSTOMIZATION_FILES.find((name) => entries.some((entry) => entry.name === name && entry.kind === 'file'));
  const fragments = kustomization === undefined ? [] : leaveOutKustomization(tree, folder, prefix + kustomization, findings);
  for (const { name, kind } of entries) {
    if (name.startsWith('.') || NOT_READ.has(name) || name === kustomization || fragments.includes(name)) continue;
    const path = prefix + name;
    if (kind === 'folder') walk(tree, path, root, add, findings);
    else if (!MANIFEST_FILE.test(name)) continue;
    else if (kind === 'file') add({ kind: 'file', path, named: false });
    else findings.push(loadFinding('load/outside-input', `the link leads out of ${root}, or nowhere, and was not followed`, { file: path }));
  }
}

/** What is in a folder; nothing, and a finding, when the system does not say. */
function entriesOf(tree: FileTree, folder: string, root: string, findings: Finding[]): readonly TreeEntry[] {
  try {
    return tree.entries(folder, root);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    findings.push(loadFinding('load/unreadable', `the folder cannot be read: ${systemReason(error)}`, { file: folder }));
    return [];
  }
}

/** Why the operating system refused something. */
export function systemReason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'EACCES' ? 'permission denied' : message;
}

/** A kustomization inside a folder of manifests: its patches are pieces of objects, which no one applies as they are. */
function leaveOutKustomization(tree: FileTree, folder: string, path: string, findings: Finding[]): readonly string[] {
  const bytes = tree.read(path);
  const fragments = Buffer.isBuffer(bytes) ? kustomizationFragments(bytes.toString('utf8')) : [];
  const patches = fragments.length === 0 ? '' : `, and so were its patches ${fragments.join(', ')}`;
  findings.push(loadFinding('load/not-a-manifest', `the kustomization was left out${patches}; to check what it makes, give ${folder} as input`, { file: path }));
  return fragments;
}
