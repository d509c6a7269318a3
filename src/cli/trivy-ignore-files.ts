import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readTrivyIgnore, readTrivyIgnoreYaml } from '../lint/ignore/trivy-ignores.ts';
import type { TrivyIgnore } from '../lint/ignore/trivy-ignores.ts';

/** What Trivy would ignore when it is run here: its files lie in the current folder. */
export function readTrivyIgnoreFiles(folder: string): TrivyIgnore[] {
  return [...readTrivyIgnore(readText(folder, '.trivyignore')), ...readTrivyIgnoreYaml(readText(folder, '.trivyignore.yaml'))];
}

/** Most folders have none, and one that cannot be read ignores nothing. */
function readText(folder: string, name: string): string {
  const path = resolve(folder, name);
  // To throw an error costs more than all the rest of a short run: it needs a line number in a large script.
  if (!existsSync(path)) return '';
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
