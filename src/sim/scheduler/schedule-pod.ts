import type { Pod } from '../../api/types/core-v1.ts';
import type { Decision, Placed } from './decision.ts';
import type { ActiveFilter } from './filtering.ts';
import { runFiltersWithNominated, runPreFilters } from './filtering.ts';
import { fitErrorText } from './fit-error.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import { podInfo } from './pod-info.ts';
import { NOTHING_HELD, deallocation, dynamicResources } from './plugins/dynamic-resources.ts';
import { preempt } from './preemption.ts';
import type { Profile } from './profile.ts';
import type { Scores } from './scoring.ts';
import { scoreNodes } from './scoring.ts';
import type { Snapshot } from './snapshot.ts';
import type { Status } from './status.ts';
import { unresolvable } from './status.ts';

/**
 * One scheduling cycle for one pod, asking every plugin about every node (pkg/scheduler/schedule_one.go, v1.36, with
 * percentageOfNodesToScore 100). Pure: the snapshot is as before afterwards; the caller binds the pod or removes the victims.
 */
export function schedulePod(pod: Pod, snapshot: Snapshot, profile: Profile): Decision {
  const info = podInfo(pod);
  const gated = gatedDecision(info);
  if (gated !== undefined) return gated;
  const { nodes } = snapshot;
  if (nodes.length === 0) return { kind: 'unschedulable', reason: 'Unschedulable', message: 'no nodes available to schedule pods', statuses: new Map(), plugins: [] };
  const preFiltered = runPreFilters(info, snapshot, profile);
  if (preFiltered.kind === 'rejected') return rejectedDecision(info, preFiltered.status, snapshot, profile);
  const feasible: NodeInfo[] = [];
  const statuses = new Map<string, Status>();
  const { filters, nodeNames, narrowedBy } = preFiltered;
  const excluded = unresolvable('', `node(s) didn't satisfy plugin(s) [${[...narrowedBy].sort().join(' ')}]`);
  for (const node of nodes) {
    const status = nodeNames === undefined || nodeNames.has(node.name) ? runFiltersWithNominated(filters, info, node, snapshot) : excluded;
    if (status === undefined) feasible.push(node);
    else if (status.code === 'Error') return { kind: 'error', message: `running "${status.plugin}" filter plugin: ${status.reasons.join(', ')}` };
    else statuses.set(node.name, status);
  }
  if (feasible.length === 0) return unschedulableDecision(info, filters, statuses, snapshot, profile);
  return placedDecision(feasible, feasible.length === 1 ? undefined : scoreNodes(info, feasible, snapshot, profile), statuses);
}

/** Scheduling gates keep a pod out of the queue (plugins/schedulinggates, v1.36). */
export function gatedDecision({ spec }: PodInfo): Decision | undefined {
  if ((spec.schedulingGates ?? []).length === 0) return undefined;
  const message = 'Scheduling is blocked due to non-empty scheduling gates';
  return { kind: 'unschedulable', reason: 'SchedulingGated', message, statuses: new Map(), plugins: ['SchedulingGates'] };
}

/** A PreFilter ruled out all nodes at once. */
export function rejectedDecision(pod: PodInfo, status: Status, snapshot: Snapshot, profile: Profile): Decision {
  if (status.code === 'Error') return { kind: 'error', message: `running PreFilter plugin "${status.plugin}": ${status.reasons.join(', ')}` };
  return unschedulableDecision(pod, [], new Map(), snapshot, profile, status);
}

/** No node will do: PostFilter looks for pods to remove. */
export function unschedulableDecision(
  pod: PodInfo,
  filters: readonly ActiveFilter[],
  statuses: ReadonlyMap<string, Status>,
  snapshot: Snapshot,
  profile: Profile,
  rejection?: Status,
): Decision {
  const nodeCount = snapshot.nodes.length;
  const released = profile.filters.includes(dynamicResources) ? deallocation(pod, snapshot, statuses) : profile.assumesDevices === true ? NOTHING_HELD : undefined;
  const postFilterTexts = released === undefined ? [] : [released.text];
  const plugins = [...new Set([...statuses.values(), ...(rejection === undefined ? [] : [rejection])].map(({ plugin }) => plugin))].filter((name) => name !== '').sort();
  const result = profile.preemption === undefined ? undefined : preempt(pod, filters, statuses, snapshot, profile.preemption);
  if (result?.kind === 'none') postFilterTexts.push(`preemption: ${result.text}`);
  const found = result?.kind === 'found' ? result.preemption : undefined;
  const message = fitErrorText(nodeCount, rejection?.reasons.join(', '), statuses.values(), found === undefined ? postFilterTexts.join(', ') : '');
  return {
    kind: 'unschedulable',
    reason: 'Unschedulable',
    message,
    statuses,
    plugins,
    ...(found === undefined ? {} : { preemption: found }),
    ...(released?.claim === undefined ? {} : { deallocate: released.claim }),
  };
}

/** The node with the highest total, the first by name among equals. */
export function placedDecision(feasible: readonly NodeInfo[], scores: Scores | undefined, statuses?: ReadonlyMap<string, Status>): Placed {
  const names = feasible.map(({ name }) => name);
  const best = scores?.nodes.reduce((most, { total }) => Math.max(most, total), 0);
  const candidates = scores === undefined ? names.slice(0, 1) : scores.nodes.filter(({ total }) => total === best).map(({ node }) => node);
  return { kind: 'placed', node: candidates[0] ?? '', candidates, feasibleNodes: names.length, ...(statuses === undefined ? {} : { statuses }), ...(scores === undefined ? {} : { scores }) };
}
