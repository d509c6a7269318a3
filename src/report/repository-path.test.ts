import { expect, it } from 'vitest';
import { repositoryPath } from './repository-path.ts';

it.each([
  ['k8s/web.yaml', '', 'k8s/web.yaml'],
  ['./k8s/web.yaml', 'deploy', 'deploy/k8s/web.yaml'],
  ['k8s\\web.yaml', 'deploy', 'deploy/k8s/web.yaml'],
  ['/etc/web.yaml', 'deploy', '/etc/web.yaml'],
  ['C:\\web.yaml', 'deploy', 'C:/web.yaml'],
  ['../web.yaml', 'deploy', '../web.yaml'],
  ['-', 'deploy', '-'],
])('%s below "%s" is %s', (file, folder, path) => expect(repositoryPath(file, { folder })).toBe(path));
