import type { Pod, Toleration } from '../types/core-v1.ts';
import { isKind, type AdmissionPlugin } from './admission.ts';

const TAINTS = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'] as const;
const SECONDS = 300;

/** Lets pods stay five minutes on a node that is lost (plugin/pkg/admission/defaulttolerationseconds/admission.go, v1.36). */
export const defaultTolerationSeconds: AdmissionPlugin = {
  name: 'DefaultTolerationSeconds',
  admit: (object) => {
    if (!isKind(object, 'Pod', '')) return undefined;
    const spec = ((object as Pod).spec ??= {});
    const tolerations = spec.tolerations ?? [];
    const missing = TAINTS.filter((key) => !tolerations.some((toleration) => tolerates(toleration, key)));
    if (missing.length > 0) {
      spec.tolerations = [...tolerations, ...missing.map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: SECONDS }))];
    }
    return undefined;
  },
};

/** Operator and value do not matter to the plugin. */
function tolerates({ key = '', effect = '' }: Toleration, taint: string): boolean {
  return (key === taint || key === '') && (effect === 'NoExecute' || effect === '');
}
