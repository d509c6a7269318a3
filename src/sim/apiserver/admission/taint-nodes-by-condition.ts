import type { Node } from '../../objects.ts';
import type { AdmissionPlugin } from './plugin.ts';

const NOT_READY = 'node.kubernetes.io/not-ready';

/** A new node keeps pods away until the node lifecycle controller has seen it ready (plugin/pkg/admission/nodetaint, v1.36). */
export const taintNodesByCondition: AdmissionPlugin = {
  name: 'TaintNodesByCondition',
  kinds: new Set(['Node']),
  admit: ({ operation, object }) => {
    const node = object as Node;
    const taints = node.spec?.taints ?? [];
    if (operation !== 'create' || taints.some((taint) => taint.key === NOT_READY && taint.effect === 'NoSchedule')) return node;
    return { ...node, spec: { ...node.spec, taints: [...taints, { key: NOT_READY, effect: 'NoSchedule' }] } };
  },
};
