import type { ObjectReference } from '../diag/finding.ts';
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
}

/** What the simulation took for granted, as the reader has to know it. */
export function assumptionTexts({ hasNodes, assumed, unserved, rollouts }: AssumptionInput): string[] {
  const texts: string[] = [];
  if (rollouts.length > 0) texts.push(...ASSUMPTIONS);
  if (!hasNodes) texts.push('every pod finds a node');
  if (assumed.length > 0) texts.push(`${listed(assumed)} ${assumed.length === 1 ? 'exists' : 'exist'} already`);
  const kinds = [...new Set(unserved.map(({ kind, apiVersion }) => `${kind} (${apiVersion})`))].sort();
  if (kinds.length > 0) texts.push(`${listed(kinds)} ${kinds.length === 1 ? 'is' : 'are'} served by definitions outside the input, whose controllers are not simulated`);
  return texts;
}
