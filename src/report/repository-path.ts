import type { RenderOptions } from './render-options.ts';

/**
 * The path of a file in its repository, as code hosts want it: forward slashes, from the root. Absolute paths and paths that lead out stay as
 * they are.
 */
export function repositoryPath(file: string, { folder = '' }: RenderOptions): string {
  const path = file.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  return folder === '' || file === '-' || /^(?:\/|[a-z]:|\.\.\/|<|\()/i.test(path) ? path : `${folder}/${path}`;
}
