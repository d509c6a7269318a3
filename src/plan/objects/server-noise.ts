import type { KubeObject } from '../../api/object.ts';

/** Metadata that the API server writes and nobody applies. */
const SERVER_METADATA = ['creationTimestamp', 'deletionGracePeriodSeconds', 'deletionTimestamp', 'generation', 'managedFields', 'resourceVersion', 'selfLink', 'uid'];
/** Annotations that controllers and kubectl keep for themselves. */
const SERVER_ANNOTATIONS = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deprecated.daemonset.template.generation',
  'control-plane.alpha.kubernetes.io/leader',
  'autoscaling.alpha.kubernetes.io/conditions',
  'autoscaling.alpha.kubernetes.io/current-metrics',
  'pv.kubernetes.io/bind-completed',
  'pv.kubernetes.io/bound-by-controller',
];

/** The object as a person would write it: no status, no bookkeeping of the server. Shares everything else. */
export function withoutServerNoise(object: KubeObject): KubeObject {
  const { status: _status, ...rest } = object as KubeObject & { status?: unknown };
  const metadata: Record<string, unknown> = { ...object.metadata };
  for (const name of SERVER_METADATA) delete metadata[name];
  const { annotations } = object.metadata;
  if (typeof annotations === 'object' && annotations !== null) {
    const kept = Object.entries(annotations).filter(([key]) => !SERVER_ANNOTATIONS.includes(key));
    if (kept.length === 0) delete metadata['annotations'];
    else if (kept.length < Object.keys(annotations).length) metadata['annotations'] = Object.fromEntries(kept);
  }
  return { ...rest, metadata };
}

/** Fields that the server allocates when the manifest leaves them out: their absence in what is applied is no change. */
const ALLOCATED: Readonly<Record<string, readonly string[]>> = {
  Service: ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'healthCheckNodePort'],
  PersistentVolumeClaim: ['volumeName', 'volumeMode', 'storageClassName'],
  PersistentVolume: ['claimRef'],
  Pod: ['nodeName', 'serviceAccount', 'priority', 'preemptionPolicy'],
};

/** `before` without what the server added to it, as far as `after` leaves that to the server again. */
export function withoutAllocated(before: KubeObject, after: KubeObject): KubeObject {
  const names = ALLOCATED[before.kind];
  const spec = (before as KubeObject & { spec?: Record<string, unknown> }).spec;
  const wanted = (after as KubeObject & { spec?: Record<string, unknown> }).spec;
  if (names === undefined || typeof spec !== 'object' || typeof wanted !== 'object') return before;
  const kept = Object.entries(spec).filter(([name]) => !names.includes(name) || Object.hasOwn(wanted, name));
  const copy: KubeObject & { spec?: Record<string, unknown> } = { ...before, spec: Object.fromEntries(kept) };
  if (before.kind === 'Service' && Array.isArray(copy.spec?.['ports'])) copy.spec['ports'] = withoutNodePorts(copy.spec['ports'], wanted['ports']);
  return copy;
}

function withoutNodePorts(ports: readonly unknown[], wanted: unknown): unknown[] {
  return ports.map((port: unknown, index) => {
    const after: unknown = Array.isArray(wanted) ? wanted[index] : undefined;
    if (typeof port !== 'object' || port === null || (typeof after === 'object' && after !== null && 'nodePort' in after)) return port;
    const { nodePort: _allocated, ...rest } = port as Record<string, unknown>;
    return rest;
  });
}
