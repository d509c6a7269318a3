import type { Plugin } from '../framework.ts';
import { definePlugin } from '../framework.ts';
import { unresolvable } from '../status.ts';

const NAME = 'NodeName';

/** A pod that names a node goes nowhere else (plugins/nodename, v1.36). */
export const nodeName: Plugin = definePlugin({
  name: NAME,
  scope: 'node',
  filter(_state: undefined, pod, node) {
    const wanted = pod.spec.nodeName ?? '';
    return wanted === '' || wanted === node.name ? undefined : unresolvable(NAME, "node(s) didn't match the requested node name");
  },
});
