import { child } from '../../src/diag/field-path.ts';
import { defineContainerRule } from '../../src/lint/container-rule.ts';
import { environmentOf } from '../../src/lint/model/environment.ts';

export default defineContainerRule({
  id: 'no-git-sync-exec',
  category: 'security',
  severity: 'info',
  summary: 'The git-sync container runs the git that it was built with.',
  why: 'The variable GITSYNC_GIT names the program that git-sync starts, so whoever can set it runs what they like.',
  fix: 'Remove the variable from the container.',
  sources: ['checkov:CKV_K8S_159'],
  since: '0.1.0',
  presets: [],
  messages: {
    git: '{container} sets {variable}, the program that git-sync runs: remove it',
  },
  examples: {
    valid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example/web:1.2.3
      env:
        - name: GITSYNC_REPO
          value: https://git.example/web
`,
      },
    ],
    invalid: [
      {
        yaml: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example/web:1.2.3
      env:
        - name: GITSYNC_GIT # want git
          value: /tmp/git
`,
      },
    ],
  },
  checkContainer: (container, { report }) => {
    for (const { name, path } of environmentOf(container)) if (name === 'GITSYNC_GIT' || name === 'GIT_SYNC_GIT') report({ path: child(path, 'name'), messageId: 'git', data: { variable: name } });
  },
});
