import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix, resolve } from 'node:path';
import type { FileSystemAdapter } from 'tinyglobby';
import { UsageError } from '../diag/usage-error.ts';
import { MAX_FILE_BYTES } from './decode-text.ts';
import { shownPath } from './discover.ts';
import type { FileTree, TreeEntry } from './file-tree.ts';
import type { GitCommand } from './git-command.ts';

/** Files of a commit that may be written to disk for a tool that renders. */
const MAX_EXTRACTED_FILES = 20_000;
const MAX_LINKS = 20;

/** One file of a commit. The content of a link is its target. */
interface GitFile {
  readonly object: string;
  readonly link: boolean;
  /** The folder of the repository that holds the object: the main one, or that of a submodule. */
  readonly repository: string;
}

/** The files of a commit. Folders that a tool has to see are written to a temporary folder, which `dispose` removes. */
export class GitTree implements FileTree {
  readonly #ref: string;
  readonly #git: GitCommand;
  readonly #root: string;
  /** Where the current folder lies in the repository: empty, or with a slash at its end. */
  readonly #prefix: string;
  readonly #files = new Map<string, GitFile>();
  readonly #folders = new Map<string, TreeEntry[]>();
  readonly #missingModules = new Set<string>();
  readonly #contents = new Map<string, Buffer | undefined>();
  #extracted: string | undefined;

  constructor(ref: string, git: GitCommand) {
    this.#ref = ref;
    this.#git = git;
    const complaint = `git:${ref} needs a git repository, and the current folder is in none`;
    this.#root = git.require('.', ['rev-parse', '--show-toplevel'], complaint).trim();
    this.#prefix = git.require('.', ['rev-parse', '--show-prefix'], complaint).trim();
    this.#addTree(this.#root, this.#resolve(), '');
  }

  kindOf(path: string): 'file' | 'folder' | undefined {
    const inside = this.#inside(path);
    this.#refuseMissingModule(inside);
    if (inside === '' || this.#folders.has(inside)) return 'folder';
    return this.#follow(inside) === undefined ? undefined : 'file';
  }

  entries(folder: string): TreeEntry[] {
    const inside = this.#inside(folder);
    this.#refuseMissingModule(inside);
    const entries = (this.#folders.get(inside) ?? []).map((entry): TreeEntry => {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
      return entry.kind === 'file' && this.#follow(path) === undefined ? { name: entry.name, kind: 'outside' } : entry;
    });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  read(path: string): Buffer | { readonly tooLarge: number } {
    const file = this.#follow(this.#inside(path));
    const bytes = file && this.#content(file);
    if (bytes === undefined) throw new Error(`its content at ${this.#ref} is not in this clone; fetch the commit in full`);
    return bytes.length > MAX_FILE_BYTES ? { tooLarge: bytes.length } : bytes;
  }

  prefetch(paths: readonly string[]): void {
    const files = paths.map((path) => this.#follow(this.#inside(path))).filter((file) => file !== undefined);
    this.#fetch(files);
  }

  async glob(pattern: string): Promise<string[]> {
    const { globSync } = await import('tinyglobby');
    const base = resolve('.').replaceAll('\\', '/');
    const readdirSync = (folder: string): object[] => {
      const below = posix.relative(base, folder.replaceAll('\\', '/'));
      return this.entries(below === '' ? '.' : below).map(({ name, kind }) => ({ name, isFile: () => kind === 'file', isDirectory: () => kind === 'folder', isSymbolicLink: () => false }));
    };
    // Listing folders is all that matching needs of a file system.
    const fs = { readdirSync } as unknown as FileSystemAdapter;
    return globSync(pattern, { ignore: ['**/node_modules/**'], expandDirectories: false, followSymbolicLinks: false, fs }).sort();
  }

  onDisk(folder: string): string {
    this.#extracted ??= this.#extract();
    return join(this.#extracted, this.#inside(folder));
  }

  dispose(): void {
    if (this.#extracted !== undefined) rmSync(this.#extracted, { recursive: true, force: true });
  }

  #resolve(): string {
    const commit = this.#git.attempt(this.#root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${this.#ref}^{commit}`]);
    if (commit !== undefined) return commit.trim();
    const shallow = this.#git.attempt(this.#root, ['rev-parse', '--is-shallow-repository'])?.trim() === 'true';
    const advice = shallow ? "; this clone is shallow, so fetch more of it (in CI: fetch-depth: 0, or 'git fetch origin BRANCH')" : "; 'git fetch' may bring it";
    throw new UsageError(`git knows no commit '${this.#ref}'${advice}`);
  }

  /** The path in the repository of a path that counts from the current folder. */
  #inside(path: string): string {
    const inside = path.startsWith('/') ? posix.relative(this.#root, path) : posix.normalize(this.#prefix + shownPath(path));
    if (inside === '..' || inside.startsWith('../')) throw new UsageError(`${path} lies outside the repository, so there is nothing to read at git:${this.#ref}`);
    return inside === '.' ? '' : inside.replace(/\/$/, '');
  }

  #refuseMissingModule(path: string): void {
    for (const module of this.#missingModules) {
      if (path !== module && !path.startsWith(`${module}/`)) continue;
      throw new UsageError(`${module} is a submodule whose commit at git:${this.#ref} is not in this clone; run 'git submodule update --init', or leave it out of the input`);
    }
  }

  #addTree(repository: string, commit: string, below: string): void {
    const listing = this.#git.require(repository, ['ls-tree', '-r', '-z', '--full-tree', commit], `git cannot list the files of ${this.#ref}`);
    for (const line of listing.split('\0')) {
      const match = /^(\d+) (\w+) ([0-9a-f]+)\t(.*)$/s.exec(line);
      if (match === null) continue;
      const [, mode = '', type = '', object = '', name = ''] = match;
      const path = below + name;
      if (type === 'commit') {
        this.#addModule(join(this.#root, path), object, path);
      } else {
        this.#files.set(path, { object, link: mode === '120000', repository });
        this.#addToFolder(path, 'file');
      }
    }
  }

  #addModule(repository: string, commit: string, path: string): void {
    this.#addToFolder(path, 'folder');
    // In a submodule that is not checked out git would answer for the repository around it.
    const own = this.#git.attempt(repository, ['rev-parse', '--show-toplevel'])?.trim();
    const known = own !== undefined && resolve(own) === resolve(repository) && this.#git.attempt(repository, ['cat-file', '-e', `${commit}^{commit}`]) !== undefined;
    if (known) this.#addTree(repository, commit, `${path}/`);
    else this.#missingModules.add(path);
  }

  #addToFolder(path: string, kind: 'file' | 'folder'): void {
    const parent = posix.dirname(path);
    const folder = parent === '.' ? '' : parent;
    let entries = this.#folders.get(folder);
    if (entries === undefined) {
      entries = [];
      this.#folders.set(folder, entries);
      if (folder !== '') this.#addToFolder(folder, 'folder');
    }
    if (kind === 'file' || !entries.some(({ name }) => name === posix.basename(path))) entries.push({ name: posix.basename(path), kind });
  }

  /** The file at a path, links followed as far as they stay in the commit. */
  #follow(path: string): GitFile | undefined {
    let current = path;
    for (let links = 0; links < MAX_LINKS; links += 1) {
      const file = this.#files.get(current);
      if (file === undefined || !file.link) return file;
      const target = this.#content(file)?.toString('utf8') ?? '/';
      if (target.startsWith('/')) return undefined;
      current = posix.normalize(posix.join(posix.dirname(current), target));
    }
    return undefined;
  }

  #content(file: GitFile): Buffer | undefined {
    this.#fetch([file]);
    return this.#contents.get(file.object);
  }

  /** Reads what is not known yet, with one run of git for each repository. */
  #fetch(files: readonly GitFile[]): void {
    const wanted = new Map<string, Set<string>>();
    for (const { object, repository } of files) {
      if (this.#contents.has(object)) continue;
      const objects = wanted.get(repository) ?? new Set();
      wanted.set(repository, objects.add(object));
    }
    for (const [repository, objects] of wanted) {
      const names = [...objects];
      const contents = this.#git.contents(repository, names);
      names.forEach((name, index) => this.#contents.set(name, contents[index]));
    }
  }

  /** Writes all files of the commit to a temporary folder: a chart or a kustomization may use any of them. */
  #extract(): string {
    const files = [...this.#files].filter(([, { link }]) => !link);
    if (files.length > MAX_EXTRACTED_FILES) throw new UsageError(`git:${this.#ref} holds ${files.length} files, too many to write out for rendering`);
    const folder = mkdtempSync(join(tmpdir(), 'kubeplan-git-'));
    this.#extracted = folder;
    this.#fetch(files.map(([, file]) => file));
    for (const [path, { object }] of files) {
      const content = this.#contents.get(object);
      if (content === undefined) continue;
      const target = join(folder, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, content);
    }
    return folder;
  }
}
