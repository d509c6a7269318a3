import { dynamicResourceInV1 } from '../../../api/dynamic-resources-v1.ts';
import type { Pod, ResourceClaim, ResourceClaimTemplate } from '../../objects.ts';
import { controllerReference } from '../ownership.ts';

/** Names the entry of the pod's `spec.resourceClaims` that a claim was made for. */
export const POD_CLAIM_NAME = 'resource.kubernetes.io/pod-claim-name';

/** Room for a hyphen and the five characters that make the name unique. */
const LONGEST_BASE = 57;

/** The claim for one entry of a pod, from its template (handleClaim in pkg/controller/resourceclaim/controller.go, v1.36). */
export function claimFromTemplate(template: ResourceClaimTemplate, pod: Pod, entry: string): ResourceClaim {
  const { metadata, spec } = dynamicResourceInV1(template).spec ?? {};
  return {
    apiVersion: 'resource.k8s.io/v1',
    kind: 'ResourceClaim',
    metadata: {
      generateName: baseName(pod.metadata.name ?? '', entry),
      namespace: pod.metadata.namespace,
      labels: metadata?.labels,
      annotations: { ...metadata?.annotations, [POD_CLAIM_NAME]: entry },
      ownerReferences: [controllerReference(pod)],
    },
    spec,
  };
}

/** Pod and entry, each shortened in proportion when they are too long together. */
function baseName(pod: string, entry: string): string {
  const { length } = `${pod}-${entry}-`;
  if (length <= LONGEST_BASE) return `${pod}-${entry}-`;
  const shortened = (text: string): string => text.slice(0, Math.trunc((text.length * LONGEST_BASE) / length));
  return `${shortened(pod)}-${shortened(entry)}`;
}
