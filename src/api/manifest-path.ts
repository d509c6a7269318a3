import type { FieldPath } from '../diag/field-path.ts';

interface Rewrite {
  readonly kinds: readonly string[];
  /** The beginning of the server's path, up to a step. */
  readonly server: FieldPath;
  readonly manifest: FieldPath;
}

/**
 * Where a field stands in the manifest, when the API server calls it something else: it misspells some fields, leaves out parents, and
 * names fields of its internal types. Every other path is the manifest's own.
 */
const REWRITES: readonly Rewrite[] = [
  { kinds: ['Service'], server: 'spec.LoadBalancerSourceRanges', manifest: 'spec.loadBalancerSourceRanges' },
  { kinds: ['Service'], server: 'allocateLoadBalancerNodePorts', manifest: 'spec.allocateLoadBalancerNodePorts' },
  { kinds: ['Node'], server: 'metadata.taints', manifest: 'spec.taints' },
  { kinds: ['PersistentVolumeClaim', 'PersistentVolume'], server: 'volumeMode', manifest: 'spec.volumeMode' },
  { kinds: ['PersistentVolumeClaim'], server: 'spec.resources[storage]', manifest: 'spec.resources.requests[storage]' },
  { kinds: ['PersistentVolume'], server: 'nodeAffinity', manifest: 'spec.nodeAffinity' },
  { kinds: ['PersistentVolume'], server: 'spec.persistentvolumesource', manifest: 'spec' },
  { kinds: ['PersistentVolume'], server: 'spec.persistentDisk', manifest: 'spec.gcePersistentDisk' },
  { kinds: ['PersistentVolume'], server: 'spec.cephFS', manifest: 'spec.cephfs' },
  { kinds: ['PersistentVolume'], server: 'spec.iscsi.targetportal', manifest: 'spec.iscsi.targetPortal' },
  { kinds: ['PersistentVolume'], server: 'spec.iscsi.initiatorname', manifest: 'spec.iscsi.initiatorName' },
  { kinds: ['RuntimeClass'], server: 'overhead.limits', manifest: 'overhead.podFixed' },
  { kinds: ['CSIDriver'], server: 'spec.attachedRequired', manifest: 'spec.attachRequired' },
  { kinds: ['EndpointSlice'], server: 'spec.addressType', manifest: 'addressType' },
  { kinds: ['Ingress'], server: 'annotations.kubernetes.io/ingress.class', manifest: 'metadata.annotations[kubernetes.io/ingress.class]' },
];

/** Version `events.k8s.io/v1` renamed what the server still calls by the old names. */
const EVENT_FIELDS: Readonly<Record<string, string>> = {
  involvedObject: 'regarding',
  message: 'note',
  source: 'deprecatedSource',
  firstTimestamp: 'deprecatedFirstTimestamp',
  lastTimestamp: 'deprecatedLastTimestamp',
  count: 'deprecatedCount',
};

/** Requests of claims hold their fields in `exactly`, but in v1beta1 and before; a template has a claim's spec in its own. */
function claimPathOf(path: FieldPath, apiVersion: string, kind: string): FieldPath {
  const match = /^spec\.devices\.requests\[(\d+)\]\.adminAccess$/.exec(path);
  if (match === null) return path;
  const flat = /\/v1(?:alpha3|beta1)$/.test(apiVersion);
  return `spec.${kind === 'ResourceClaimTemplate' ? 'spec.' : ''}devices.requests[${match[1]}]${flat ? '' : '.exactly'}.adminAccess`;
}

/** The path of the manifest for a path of the server. */
export function manifestPathOf(path: FieldPath, apiVersion: string, kind: string): FieldPath {
  if (kind === 'Event' && apiVersion.startsWith('events.k8s.io/')) return path.replace(/^[A-Za-z]+(?=\.|$)/, (field) => (Object.hasOwn(EVENT_FIELDS, field) ? (EVENT_FIELDS[field] ?? field) : field));
  if (kind.startsWith('ResourceClaim')) return claimPathOf(path, apiVersion, kind);
  const rewrite = REWRITES.find(({ kinds, server }) => kinds.includes(kind) && startsWithSteps(path, server));
  return rewrite === undefined ? path : rewrite.manifest + path.slice(rewrite.server.length);
}

function startsWithSteps(path: FieldPath, prefix: FieldPath): boolean {
  return path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === '.' || path[prefix.length] === '[');
}
