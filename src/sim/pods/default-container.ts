import type { Pod } from '../objects.ts';

/** The container that is meant when none is named, as kubectl has it (kubectl.kubernetes.io/default-container, or the first). */
export function defaultContainer(pod: Pod): string {
  const containers = pod.spec?.containers ?? [];
  const annotated = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  return containers.find(({ name }) => name === annotated)?.name ?? containers[0]?.name ?? '';
}
