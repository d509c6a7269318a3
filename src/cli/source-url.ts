import { relative, sep } from 'node:path';

/**
 * Where the files below `cwd` can be read at the commit that a CI run is about, from the variables that GitHub Actions and GitLab CI
 * set; undefined elsewhere. Reports link to lines below it.
 */
export function sourceUrlOf(env: Readonly<Record<string, string | undefined>>, cwd: string): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: commit, CI_PROJECT_URL: project, CI_COMMIT_SHA: gitlabCommit } = env;
  if (server !== undefined && repository !== undefined && commit !== undefined) return below(`${server}/${repository}/blob/${commit}`, env['GITHUB_WORKSPACE'], cwd);
  if (project !== undefined && gitlabCommit !== undefined) return below(`${project}/-/blob/${gitlabCommit}`, env['CI_PROJECT_DIR'], cwd);
  return undefined;
}

/** The folder of `cwd` within the repository that a CI run has checked out; empty at its root, and where nobody says. */
export function repositoryFolderOf(env: Readonly<Record<string, string | undefined>>, cwd: string): string {
  const root = env['GITHUB_WORKSPACE'] ?? env['CI_PROJECT_DIR'];
  const folders = foldersBelow(root, cwd);
  return folders.includes('..') ? '' : folders.join('/');
}

function foldersBelow(root: string | undefined, cwd: string): string[] {
  return root === undefined ? [] : relative(root, cwd).split(sep).filter((folder) => folder !== '');
}

function below(base: string, root: string | undefined, cwd: string): string | undefined {
  if (!/^https?:\/\/[\w./:-]+$/.test(base)) return undefined;
  const folders = foldersBelow(root, cwd);
  return folders.includes('..') ? undefined : [base, ...folders.map(encodeURIComponent)].join('/');
}
