import { firstUntoleratedTaint } from '../../../api/tolerations.ts';
import { matchesRequiredNodeAffinity } from '../../../api/node-selector.ts';
import type { Affinity, PodSpec, PodTemplateSpec, Toleration } from '../../../api/types/core-v1.ts';
import type { DaemonSet, Node } from '../../objects.ts';
import { REVISION_HASH_LABEL } from '../history.ts';

const NODE_TAINT = 'node.kubernetes.io/';

/** Whether a DaemonSet's pod belongs on a node, and whether one that is there may stay. */
export interface Eligibility {
  readonly shouldRun: boolean;
  readonly shouldContinueRunning: boolean;
}

const NEITHER: Eligibility = { shouldRun: false, shouldContinueRunning: false };

/** NodeShouldRunDaemonPod in pkg/controller/daemon/daemon_controller.go, v1.36. */
export function eligibility(set: DaemonSet, node: Node): Eligibility {
  const spec: PodSpec = set.spec?.template?.spec ?? {};
  const name = node.metadata.name ?? '';
  if ((spec.nodeName ?? '') !== '' && spec.nodeName !== name) return NEITHER;
  if (!matchesRequiredNodeAffinity(spec, { name, labels: node.metadata.labels ?? {} })) return NEITHER;
  const tolerations = daemonTolerations(spec);
  const taints = node.spec?.taints ?? [];
  if (firstUntoleratedTaint(taints, tolerations, ['NoSchedule', 'NoExecute']) === undefined) return { shouldRun: true, shouldContinueRunning: true };
  return { shouldRun: false, shouldContinueRunning: firstUntoleratedTaint(taints, tolerations, ['NoExecute']) === undefined };
}

/** The tolerations of the template and those that every daemon pod has (AddOrUpdateDaemonPodTolerations). */
function daemonTolerations(spec: PodSpec): Toleration[] {
  const added: Toleration[] = [
    { key: `${NODE_TAINT}not-ready`, operator: 'Exists', effect: 'NoExecute' },
    { key: `${NODE_TAINT}unreachable`, operator: 'Exists', effect: 'NoExecute' },
    ...['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable'].map((name) => ({ key: NODE_TAINT + name, operator: 'Exists', effect: 'NoSchedule' })),
    ...(spec.hostNetwork === true ? [{ key: `${NODE_TAINT}network-unavailable`, operator: 'Exists', effect: 'NoSchedule' }] : []),
  ];
  const present = spec.tolerations ?? [];
  const isAdded = (toleration: Toleration): boolean => added.some((other) => other.key === toleration.key && other.effect === toleration.effect && toleration.operator === 'Exists');
  return [...present.filter((toleration) => !isAdded(toleration)), ...added];
}

/** The template of the pod for one node: pinned to it by node affinity (CreatePodTemplate and ReplaceDaemonSetPodNodeNameNodeAffinity). */
export function templateForNode(template: PodTemplateSpec | undefined, hash: string, nodeName: string): PodTemplateSpec {
  const spec = template?.spec ?? {};
  return {
    metadata: { ...template?.metadata, labels: { ...template?.metadata?.labels, [REVISION_HASH_LABEL]: hash } },
    spec: { ...spec, tolerations: daemonTolerations(spec), affinity: pinnedTo(spec.affinity, nodeName) },
  };
}

function pinnedTo(affinity: Affinity | undefined, nodeName: string): Affinity {
  const matchFields = [{ key: 'metadata.name', operator: 'In', values: [nodeName] }];
  const nodeAffinity = affinity?.nodeAffinity;
  return { ...affinity, nodeAffinity: { ...nodeAffinity, requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] } } };
}
