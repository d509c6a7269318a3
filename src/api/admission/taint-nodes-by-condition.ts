import type { Node } from '../types/core-v1.ts';
import { isKind, type AdmissionPlugin } from './admission.ts';

const NOT_READY = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' } as const;

/** A new node gets no pods until it is seen to be ready (plugin/pkg/admission/nodetaint/admission.go, v1.36). */
export const taintNodesByCondition: AdmissionPlugin = {
  name: 'TaintNodesByCondition',
  admit: (object, old) => {
    if (old !== undefined || !isKind(object, 'Node', '')) return undefined;
    const spec = ((object as Node).spec ??= {});
    const taints = spec.taints ?? [];
    if (!taints.some((taint) => taint.key === NOT_READY.key && taint.effect === NOT_READY.effect)) spec.taints = [...taints, { ...NOT_READY }];
    return undefined;
  },
};
