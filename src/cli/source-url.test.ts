import { describe, expect, it } from 'vitest';
import { repositoryFolderOf, sourceUrlOf } from './source-url.ts';

const GITHUB = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'acme/shop', GITHUB_SHA: '3f2c1ab', GITHUB_WORKSPACE: '/repository' };

describe('repositoryFolderOf', () => {
  it('is where the run stands in the checkout', () => {
    expect(repositoryFolderOf(GITHUB, '/repository/deploy/k8s')).toBe('deploy/k8s');
    expect(repositoryFolderOf({ CI_PROJECT_DIR: '/repository' }, '/repository')).toBe('');
    expect(repositoryFolderOf(GITHUB, '/elsewhere')).toBe('');
    expect(repositoryFolderOf({}, '/repository/deploy')).toBe('');
  });
});

describe('sourceUrlOf', () => {
  it('knows the commit of a run on GitHub and GitLab, and where in it the run stands', () => {
    expect(sourceUrlOf(GITHUB, '/repository')).toBe('https://github.com/acme/shop/blob/3f2c1ab');
    expect(sourceUrlOf(GITHUB, '/repository/a b/k8s')).toBe('https://github.com/acme/shop/blob/3f2c1ab/a%20b/k8s');
    expect(sourceUrlOf({ CI_PROJECT_URL: 'https://gitlab.com/acme/shop', CI_COMMIT_SHA: '3f2c1ab', CI_PROJECT_DIR: '/repository' }, '/repository')).toBe('https://gitlab.com/acme/shop/-/blob/3f2c1ab');
  });

  it('knows nothing elsewhere, outside of the checkout, and of what is no address', () => {
    expect(sourceUrlOf({}, '/repository')).toBeUndefined();
    expect(sourceUrlOf(GITHUB, '/elsewhere')).toBeUndefined();
    expect(sourceUrlOf({ ...GITHUB, GITHUB_SERVER_URL: 'javascript:alert(1)//' }, '/repository')).toBeUndefined();
  });
});
