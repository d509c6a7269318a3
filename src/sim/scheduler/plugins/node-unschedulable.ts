import { isTolerated } from '../../../api/tolerations.ts';
import type { Plugin } from '../framework.ts';
import { definePlugin } from '../framework.ts';
import { unresolvable } from '../status.ts';

const NAME = 'NodeUnschedulable';
const TAINT = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** Keeps pods off cordoned nodes unless they tolerate the taint that stands for it (plugins/nodeunschedulable, v1.36). */
export const nodeUnschedulable: Plugin = definePlugin({
  name: NAME,
  scope: 'node',
  filter(_state: undefined, pod, { node }) {
    if (node.spec?.unschedulable !== true || isTolerated(TAINT, pod.spec.tolerations)) return undefined;
    return unresolvable(NAME, 'node(s) were unschedulable');
  },
});
