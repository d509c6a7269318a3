import type { Plugin, PreFilterResult } from '../framework.ts';
import { definePlugin } from '../framework.ts';
import { unschedulable } from '../status.ts';

const NAME = 'NodePorts';

/** Two pods cannot have the same port of one node (plugins/nodeports, v1.36). */
export const nodePorts: Plugin = definePlugin({
  name: NAME,
  scope: 'node',
  preFilter: (pod): PreFilterResult<undefined> => (pod.hostPorts.length === 0 ? { kind: 'skip' } : { kind: 'state', state: undefined }),
  filter: (_state: undefined, pod, node) =>
    node.hasPortConflict(pod.hostPorts) ? unschedulable(NAME, "node(s) didn't have free ports for the requested pod ports") : undefined,
});
