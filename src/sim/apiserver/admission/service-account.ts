import type { Pod } from '../../objects.ts';
import { refused } from '../result.ts';
import type { AdmissionPlugin } from './plugin.ts';

const DEFAULT_ACCOUNT = 'default';

/**
 * Names the service account of a pod and refuses one that does not exist (plugin/pkg/admission/serviceaccount, v1.36). The account `default` of a
 * namespace is made moments after the namespace, and the real plugin waits for it. Divergence: no token volume is added.
 */
export const serviceAccount: AdmissionPlugin = {
  name: 'ServiceAccount',
  kinds: new Set(['Pod']),
  admit: (request, { store }) => {
    const pod = request.object as Pod;
    if (request.operation !== 'create' || pod.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) return pod;
    const name = pod.spec?.serviceAccountName || DEFAULT_ACCOUNT;
    if (name !== DEFAULT_ACCOUNT && store.get('ServiceAccount', pod.metadata.namespace, name) === undefined) {
      return refused(403, `pods "${pod.metadata.name ?? ''}" is forbidden: error looking up service account ${pod.metadata.namespace ?? ''}/${name}: serviceaccount "${name}" not found`);
    }
    return pod.spec?.serviceAccountName === name ? pod : { ...pod, spec: { ...pod.spec, serviceAccountName: name, serviceAccount: name } };
  },
};
