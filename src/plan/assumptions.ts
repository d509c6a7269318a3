import type { ObjectReference } from '../diag/finding.ts';
import { LOAD_BALANCER_MS } from '../sim/cloud/load-balancer.ts';
import { ASSUMPTIONS } from '../sim/kubelet/behaviour.ts';
import type { Rollout } from './plan-model.ts';
import { listed } from './words.ts';

export interface AssumptionInput {
  readonly hasNodes: boolean;
  /** What is taken as existing: `Namespace shop`. */
  readonly assumed: readonly string[];
  /** Objects of kinds that nobody in the input defines. */
  readonly unserved: readonly ObjectReference[];
  readonly rollouts: readonly Rollout[];
  /** Whether a Service asks the cloud for a load balancer. */
  readonly hasLoadBalancers: boolean;
  /** What was assumed of the node groups, if any were stated. */
  readonly nodeGroups: readonly string[];
  /** What was assumed of the scheduler, if there are nodes. */
  readonly scheduling: readonly string[];
  /** What scenarios say of images and pods. */
  readonly world: readonly string[];
  /** What policies were assumed to say. */
  readonly policies: readonly string[];
}

/** What the simulation took for granted, as the reader has to know it. */
export function assumptionTexts({ hasNodes, assumed, unserved, rollouts, hasLoadBalancers, nodeGroups, scheduling, policies, world }: AssumptionInput): string[] {
  const texts: string[] = [];
  if (rollouts.length > 0) texts.push(...ASSUMPTIONS);
  if (hasLoadBalancers) texts.push(`load balancers have an address after ${LOAD_BALANCER_MS / 1000} s`);
  texts.push(...world, ...nodeGroups, ...scheduling);
  if (!hasNodes) texts.push('every pod finds a node');
  if (assumed.length > 0) texts.push(`${listed(assumed)} ${assumed.length === 1 ? 'exists' : 'exist'} already`);
  const kinds = [...new Set(unserved.map(({ kind, apiVersion }) => `${kind} (${apiVersion})`))].sort();
  if (kinds.length > 0) texts.push(`${listed(kinds)} ${kinds.length === 1 ? 'is' : 'are'} served by definitions outside the input, whose controllers are not simulated`);
  texts.push(...policies);
  return texts;
}
