import type { Container } from '../../api/types/core-v1.ts';
import type { ContainerRole } from './container-role.ts';

/**
 * Whether a container that has ended is started again (ShouldContainerBeRestarted in pkg/kubelet/container/helpers.go, v1.36): rules for exit codes come
 * first, then the container's own policy, then the pod's, which for init containers means that they have to end well once.
 */
export function restartsAfter(container: Container, role: ContainerRole, podPolicy: string | undefined, exitCode: number): boolean {
  if (role === 'sidecar') return true;
  for (const { action, exitCodes } of container.restartPolicyRules ?? []) {
    const listed = (exitCodes?.values ?? []).includes(exitCode);
    if (action === 'Restart' && exitCodes !== undefined && (exitCodes.operator === 'NotIn' ? !listed : listed)) return true;
  }
  const policy = container.restartPolicy ?? podPolicy ?? 'Always';
  if (policy === 'Never') return false;
  return exitCode !== 0 || (policy === 'Always' && role === 'main');
}
