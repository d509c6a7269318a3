import type { JsonObject } from '../api/json.ts';
import type { KubernetesVersion } from '../api/kubernetes-version.ts';
import { parseApiVersion } from '../api/gvk.ts';
import { customKindsOf } from './custom-kinds.ts';
import { allResources } from './resources.ts';

/** A resource as RBAC knows it. */
export interface NamedResource {
  readonly group: string;
  readonly resource: string;
  readonly namespaced: boolean;
}

/** The short names that kubectl takes from the server. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  cj: 'cronjobs', cm: 'configmaps', crd: 'customresourcedefinitions', crds: 'customresourcedefinitions', cs: 'componentstatuses', csr: 'certificatesigningrequests',
  deploy: 'deployments', ds: 'daemonsets', ep: 'endpoints', ev: 'events', hpa: 'horizontalpodautoscalers', ing: 'ingresses', limits: 'limitranges', netpol: 'networkpolicies',
  no: 'nodes', ns: 'namespaces', pc: 'priorityclasses', pdb: 'poddisruptionbudgets', po: 'pods', pv: 'persistentvolumes', pvc: 'persistentvolumeclaims', quota: 'resourcequotas',
  rc: 'replicationcontrollers', rs: 'replicasets', sa: 'serviceaccounts', sc: 'storageclasses', sts: 'statefulsets', svc: 'services', vac: 'volumeattributesclasses',
};

/**
 * The resource that somebody names on a command line: `pods`, `pod`, `po`, `deployments.apps`, `deployments.v1.apps`; undefined when no
 * built-in kind of the version and no CustomResourceDefinition among `objects` is called so. The core group comes before others.
 */
export function resourceNamed(text: string, version: KubernetesVersion, objects: Iterable<JsonObject>): NamedResource | undefined {
  const [first = '', ...groupParts] = text.toLowerCase().split('.');
  const group = groupParts.join('.');
  const plural = SHORT_NAMES[first] ?? first;
  const custom = [...customKindsOf(objects).values()].map(({ apiVersion, kind, plural: resource, namespaced }) => ({ ...parseApiVersion(apiVersion), kind, resource, namespaced }));
  const builtIn = allResources(version).map(({ group: own, version: ownVersion, kind, plural: resource, namespaced }) => ({ group: own, version: ownVersion, kind, resource, namespaced }));
  const named = [...builtIn, ...custom].filter(({ resource, kind }) => resource === plural || kind.toLowerCase() === plural);
  const found = named.find((entry) => group === '' || entry.group === group || `${entry.version}.${entry.group}` === group);
  return found === undefined ? undefined : { group: found.group, resource: found.resource, namespaced: found.namespaced };
}
