import type { TypeMeta } from '@kubernetes-models/base';
import type { JsonObject } from '../api/json.ts';
import type { Finding } from '../diag/finding.ts';
import { UsageError } from '../diag/usage-error.ts';
import { decodeText, tooLarge } from './decode-text.ts';
import { type InputItem, discover, systemReason } from './discover.ts';
import { type FileTree, diskTree } from './file-tree.ts';
import { duplicateObjects } from './identity.ts';
import { loadFinding } from './load-finding.ts';
import type { ManifestDocument, ManifestSet } from './manifest-set.ts';
import { type ManifestText, readManifestText } from './read-manifest-text.ts';
import type { RenderOptions, Rendering } from './render.ts';
import { RecentPlaces } from './document-places.ts';
import { BlockTable } from './yaml/block-table.ts';

export interface LoadOptions extends RenderOptions {
  /** The content of standard input, which the input `-` stands for. */
  readonly stdin?: string | Uint8Array;
  /** Called with the number of files, folders of charts and the like, before they are read. */
  readonly onFound?: (count: number) => void;
}

/** A path, a glob, `-`, or an object: a plain one, or a model of `@kubernetes-models`. */
export type LoadInput = string | TypeMeta | JsonObject;

/**
 * Reads manifests: files, folders (all `.yaml`, `.yml` and `.json` files below, but hidden ones and `node_modules`), globs, standard
 * input, folders with a chart or a kustomization, and objects. What cannot be read is a finding of the set; a UsageError is thrown
 * when a path does not exist, or when the inputs hold no manifest at all.
 */
export async function load(inputs: readonly LoadInput[], options: LoadOptions = {}): Promise<ManifestSet> {
  return loadFrom(diskTree(), inputs, options);
}

/** Reads manifests from a text, as if it were the content of `file`. An empty text gives an empty set. */
export function loadText(text: string, file = '-'): ManifestSet {
  const collector = new Collector();
  collector.addText(text, file);
  return collector.finish();
}

/** As `load`, from any tree of files. */
export async function loadFrom(tree: FileTree, inputs: readonly LoadInput[], options: LoadOptions): Promise<ManifestSet> {
  const paths = inputs.filter((input) => typeof input === 'string');
  const { items, findings } = await discover(paths, tree);
  options.onFound?.(items.length);
  const collector = new Collector();
  collector.findings.push(...findings);
  tree.prefetch?.(items.flatMap((item) => (item.kind === 'file' ? [item.path] : [])));
  for (const item of items) await readItem(item, tree, options, collector);
  inputs.filter((input) => typeof input !== 'string').forEach((object, index) => collector.addText(JSON.stringify(object, null, 2), `object-${index + 1}`));
  const set = collector.finish();
  if (set.documents.length === 0 && !set.findings.some(({ severity }) => severity === 'error')) {
    throw new UsageError(`there are no manifests in ${paths.length === 0 ? 'the input' : paths.map((path) => (path === '-' ? 'standard input' : path)).join(', ')}`);
  }
  return set;
}

async function readItem(item: InputItem, tree: FileTree, options: LoadOptions, collector: Collector): Promise<void> {
  if (item.kind === 'stdin') {
    if (options.stdin === undefined) throw new UsageError("the input '-' is standard input, which was not passed on");
    if (typeof options.stdin === 'string') collector.addText(options.stdin, '-');
    else collector.addBytes(Buffer.from(options.stdin), '-', true);
  } else if (item.kind === 'file') {
    readFile(item.path, item.named, tree, collector);
  } else {
    // Few inputs need rendering, and what runs programs takes time to load.
    const { renderChart, renderKustomization } = await import('./render.ts');
    const folder = tree.onDisk(item.path);
    const rendering = await (item.kind === 'chart' ? renderChart(folder, options) : renderKustomization(folder, options));
    addRendering(item.path, rendering, collector);
  }
}

function readFile(path: string, named: boolean, tree: FileTree, collector: Collector): void {
  let bytes: ReturnType<FileTree['read']>;
  try {
    bytes = tree.read(path);
  } catch (error) {
    collector.findings.push(loadFinding('load/unreadable', `the file cannot be read: ${systemReason(error)}`, { file: path }));
    return;
  }
  if (Buffer.isBuffer(bytes)) {
    collector.addBytes(bytes, path, named);
  } else {
    const { rule, message } = tooLarge(bytes.tooLarge);
    collector.findings.push(loadFinding(rule, message, { file: path }));
  }
}

function addRendering(path: string, rendering: Rendering, collector: Collector): void {
  if ('text' in rendering) {
    // helm names the chart where the user named its folder.
    collector.addText(rendering.text, path, (source) => (path === '.' ? '' : `${path}/`) + source.slice(source.indexOf('/') + 1));
  } else {
    collector.findings.push(loadFinding(rendering.rule, rendering.message, { file: rendering.file ?? path }));
  }
}

/** Gathers what was read until it becomes a set. */
class Collector {
  readonly findings: Finding[] = [];
  readonly #documents: ManifestDocument[] = [];
  readonly #texts = new Map<string, string>();
  /** What all texts have in common. */
  readonly #shared = { blocks: new BlockTable(), recentPlaces: new RecentPlaces() };

  addBytes(bytes: Buffer, file: string, named: boolean): void {
    const decoded = decodeText(bytes);
    if ('rule' in decoded) {
      this.#texts.set(file, '');
      this.findings.push(loadFinding(decoded.rule, decoded.message, { file, range: { line: 1, column: 1, endLine: 1, endColumn: 1 } }));
      return;
    }
    const { text, invalidAt } = decoded;
    this.#take(readManifestText(text, file, { ...this.#shared, ...(invalidAt === undefined ? {} : { invalidAt }) }), text, file, named);
  }

  addText(text: string, file: string, originOf?: (source: string) => string): void {
    const plain = text.startsWith('\ufeff') ? text.slice(1) : text;
    this.#take(readManifestText(plain, file, { ...this.#shared, ...(originOf === undefined ? {} : { originOf }) }), plain, file, true);
  }

  #take(read: ManifestText, text: string, file: string, named: boolean): void {
    this.#texts.set(file, text);
    this.#documents.push(...read.documents);
    // A file that a folder happened to hold and in which nothing has a kind is no manifest: values, settings of other tools.
    const foreign = !named && read.typedCount === 0 && read.findings.length > 0 && read.findings.every(({ rule }) => rule === 'load/missing-type' || rule === 'load/not-an-object');
    if (foreign) this.findings.push(loadFinding('load/not-a-manifest', 'nothing in this file has apiVersion and kind, so it was left out', { file }));
    else this.findings.push(...read.findings);
  }

  finish(): ManifestSet {
    const texts = this.#texts;
    this.findings.push(...duplicateObjects(this.#documents));
    return { files: [...texts.keys()], documents: this.#documents, findings: this.findings, textOf: (file) => texts.get(file) };
  }
}
