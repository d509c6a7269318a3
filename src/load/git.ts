import type { LoadOptions } from './load.ts';
import { loadFrom } from './load.ts';
import { GitTree } from './git-tree.ts';
import { gitCommand } from './git-command.ts';
import type { ManifestSet } from './manifest-set.ts';

/**
 * Reads the same inputs as they were at a commit (`main`, `HEAD~1`, a tag, a hash): straight from the object store of the repository
 * around the current folder, without a checkout. Paths count from the current folder. Throws a UsageError when there is no
 * repository, no such commit, or nothing at those paths.
 */
export async function loadGit(ref: string, inputs: readonly string[], options: LoadOptions = {}): Promise<ManifestSet> {
  const tree = new GitTree(ref, gitCommand(options.environment));
  try {
    return await loadFrom(tree, inputs, options);
  } finally {
    tree.dispose();
  }
}
