import { type Stats, closeSync, fstatSync, openSync, readFileSync, readSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { MAX_FILE_BYTES } from './decode-text.ts';

/** Something in a folder. `outside` is a link that leads out of the folder that was asked for, or nowhere. */
export interface TreeEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'outside';
}

/** Where files come from: the disk, or a commit. Paths are as the user writes them, with `/`. */
export interface FileTree {
  readonly kindOf: (path: string) => 'file' | 'folder' | undefined;
  /** In order of name. `root` is the folder that links may not leave. */
  readonly entries: (folder: string, root: string) => TreeEntry[];
  /** The bytes, which the next reading may overwrite, or the size alone of a file beyond the limit. Throws what the system says. */
  readonly read: (path: string) => Buffer | { readonly tooLarge: number };
  /** Says what will be read, where reading it at once is cheaper. */
  readonly prefetch?: (paths: readonly string[]) => void;
  /** Files that match a glob, in order. */
  readonly glob: (pattern: string) => Promise<string[]>;
  /** The folder on disk that holds the same files, for tools that render. */
  readonly onDisk: (folder: string) => string;
}

/** Few manifests are larger. */
const SHARED_BUFFER_BYTES = 1 << 21;

/** The files of this machine. */
export function diskTree(): FileTree {
  const buffer = Buffer.allocUnsafeSlow(SHARED_BUFFER_BYTES);
  return {
    kindOf(path) {
      const stat = statOf(path);
      return stat?.isFile() || stat?.isFIFO() || stat?.isCharacterDevice() ? 'file' : stat?.isDirectory() ? 'folder' : undefined;
    },
    entries(folder, root) {
      const entries = readdirSync(folder, { withFileTypes: true });
      entries.sort((a, b) => (a.name < b.name ? -1 : 1));
      return entries.flatMap((entry): TreeEntry[] => {
        const { name } = entry;
        if (entry.isFile()) return [{ name, kind: 'file' }];
        if (entry.isDirectory()) return [{ name, kind: 'folder' }];
        return entry.isSymbolicLink() ? [{ name, kind: linkKind(`${folder}/${name}`, root) }] : [];
      });
    },
    read: (path) => readWhole(path, buffer),
    async glob(pattern) {
      const { globSync } = await import('tinyglobby');
      return globSync(pattern, { ignore: ['**/node_modules/**'], expandDirectories: false, followSymbolicLinks: false }).sort();
    },
    onDisk: (folder) => folder,
  };
}

/** Undefined also for names that the system cannot look up, such as long globs. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** A link to a folder counts as outside when it leads to one of its own parents: it would never end. */
function linkKind(path: string, root: string): TreeEntry['kind'] {
  try {
    const target = realpathSync(path);
    const stat = statSync(target);
    const base = realpathSync(root);
    if (!isBelow(target, base)) return 'outside';
    if (stat.isDirectory()) return isBelow(resolve(realpathSync(resolve(path, '..')), 'x'), target) ? 'outside' : 'folder';
    return stat.isFile() ? 'file' : 'outside';
  } catch {
    return 'outside';
  }
}

/** Whether a path lies in a folder; both absolute and without links. */
export function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Reads with three system calls when the file is no larger than the buffer. */
function readWhole(path: string, buffer: Buffer): Buffer | { readonly tooLarge: number } {
  const descriptor = openSync(path, 'r');
  try {
    const length = readSync(descriptor, buffer, 0, buffer.length, 0);
    if (length < buffer.length) return buffer.subarray(0, length);
    const { size } = fstatSync(descriptor);
    if (size > MAX_FILE_BYTES) return { tooLarge: size };
  } catch (error) {
    // Pipes such as /dev/stdin know no position.
    if ((error as NodeJS.ErrnoException).code !== 'ESPIPE') throw error;
  } finally {
    closeSync(descriptor);
  }
  return readFileSync(path);
}
