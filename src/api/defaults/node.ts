import type { Node } from '../types/core-v1.ts';
import { roundUpResourceList } from './resource-list.ts';

/** Without a figure of its own, what a node has is what pods may use (pkg/apis/core/v1/defaults.go, `SetDefaults_NodeStatus`, v1.36). */
export function defaultNode(node: Node): void {
  const status = node.status;
  if (status?.capacity !== undefined && status.allocatable === undefined) status.allocatable = { ...status.capacity };
  roundUpResourceList(status?.capacity);
  roundUpResourceList(status?.allocatable);
  const spec = node.spec;
  if (spec === undefined) return;
  // `podCIDR` is the older way to write the first of `podCIDRs`, and wins where they differ (pkg/apis/core/v1/conversion.go).
  const podCidr = spec.podCIDR ?? '';
  if (podCidr !== '' && podCidr !== spec.podCIDRs?.[0]) spec.podCIDRs = [podCidr];
  else if (podCidr === '' && spec.podCIDRs?.[0] !== undefined) spec.podCIDR = spec.podCIDRs[0];
}
