import type { Pod } from './objects.ts';

/** What a node has of which pods can use too much. */
export type UsedResource = 'memory' | 'ephemeral-storage';

/** What was said about use since the simulation began, in bytes. Undefined: nobody says, then what the pod says of itself counts. */
export interface UseSource {
  /** Whether anything was said at all. */
  readonly isStated: boolean;
  readonly usedBy: (pod: Pod, container: string, resource: UsedResource) => number | undefined;
  /** What a node uses beside its pods. */
  readonly usedByNode: (node: string, resource: UsedResource) => number;
}

/** Nobody has said anything. */
export const NOTHING_STATED: UseSource = { isStated: false, usedBy: () => undefined, usedByNode: () => 0 };
