import type { Container, PodSpec } from '../../api/types/core-v1.ts';

/** What a container is for: `init` runs to its end before the next one, `sidecar` is an init container that goes on running, `main` is what the pod is about. */
export type ContainerRole = 'init' | 'sidecar' | 'main';

export interface RoledContainer {
  readonly container: Container;
  readonly role: ContainerRole;
}

/** The containers of a pod in the order in which they start. */
export function containersInOrder(spec: PodSpec | undefined): RoledContainer[] {
  const first = (spec?.initContainers ?? []).map((container): RoledContainer => ({ container, role: container.restartPolicy === 'Always' ? 'sidecar' : 'init' }));
  return [...first, ...(spec?.containers ?? []).map((container): RoledContainer => ({ container, role: 'main' }))];
}
