import type { Toleration } from '../../../api/types/core-v1.ts';
import type { Pod } from '../../objects.ts';
import type { AdmissionPlugin } from './plugin.ts';

const SECONDS = 300;
const KEYS = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'] as const;

/** Pods stay 300 s on a node that is not ready or not reachable, unless they say otherwise (plugin/pkg/admission/defaulttolerationseconds, v1.36). */
export const defaultTolerationSeconds: AdmissionPlugin = {
  name: 'DefaultTolerationSeconds',
  kinds: new Set(['Pod']),
  admit: ({ object }) => {
    const pod = object as Pod;
    const tolerations = pod.spec?.tolerations ?? [];
    const missing = KEYS.filter((key) => !tolerations.some((toleration) => covers(toleration, key)));
    if (missing.length === 0) return pod;
    const added = missing.map((key) => ADDED[key]);
    return { ...pod, spec: { ...pod.spec, tolerations: [...tolerations, ...added] } };
  },
};

const ADDED: Readonly<Record<(typeof KEYS)[number], Toleration>> = {
  'node.kubernetes.io/not-ready': { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: SECONDS },
  'node.kubernetes.io/unreachable': { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: SECONDS },
};

function covers(toleration: Toleration, key: string): boolean {
  const keyFits = (toleration.key ?? '') === key || (toleration.key ?? '') === '';
  return keyFits && ((toleration.effect ?? '') === 'NoExecute' || (toleration.effect ?? '') === '');
}
