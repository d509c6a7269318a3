import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assert } from '../diag/assertion.ts';

let found: string | undefined;

/** The folder of the package, from its sources as from the bundle: the closest one above this module that holds `schemas/kubernetes`. */
export function packageFolder(): string {
  if (found !== undefined) return found;
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'schemas/kubernetes'))) {
    const parent = dirname(folder);
    assert(parent !== folder, 'the folder schemas/kubernetes is missing from the package');
    folder = parent;
  }
  found = folder;
  return folder;
}
