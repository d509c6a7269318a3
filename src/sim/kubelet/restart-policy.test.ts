import { expect, test } from 'vitest';
import type { Container } from '../../api/types/core-v1.ts';
import type { ContainerRole } from './container-role.ts';
import { restartsAfter } from './restart-policy.ts';

const RULES: Container = { restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }], restartPolicy: 'Never' };

test.each<[string, Container, ContainerRole, string | undefined, number, boolean]>([
  ['Always, ended well', {}, 'main', 'Always', 0, true],
  ['OnFailure, ended well', {}, 'main', 'OnFailure', 0, false],
  ['OnFailure, failed', {}, 'main', 'OnFailure', 1, true],
  ['Never, failed', {}, 'main', 'Never', 1, false],
  ['an init container of a pod that always restarts ends once', {}, 'init', 'Always', 0, false],
  ['and is repeated until it does', {}, 'init', 'Always', 1, true],
  ['but not where nothing is restarted', {}, 'init', 'Never', 1, false],
  ['a sidecar, whatever the pod says', { restartPolicy: 'Always' }, 'sidecar', 'Never', 0, true],
  ["the container's own policy comes before the pod's", { restartPolicy: 'OnFailure' }, 'main', 'Never', 1, true],
  ['a rule comes before both', RULES, 'main', 'Never', 42, true],
  ['a rule that does not fit', RULES, 'main', 'Always', 1, false],
])('%s', (_name, container, role, podPolicy, exitCode, restarts) => {
  expect(restartsAfter(container, role, podPolicy, exitCode)).toBe(restarts);
});
