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
