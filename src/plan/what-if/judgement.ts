import { formatDuration } from '../duration.ts';
import { briefly, count, listed } from '../words.ts';
import { controllerOf } from '../../sim/objects.ts';
import type { Action } from './action.ts';
import { type Observation, podsOn } from './observation.ts';

export interface Judgement {
  readonly answer: string;
  readonly holds: boolean;
  readonly details: readonly string[];
}

/** Without a stated expectation: every Service that answered goes on answering, every pod finds a place again, nodes kill and evict nobody, and a drain ends. */
export function judge(action: Action, seen: Observation): Judgement {
  const silent = seen.services.filter(({ before, withoutEndpointsMs }) => before > 0 && withoutEndpointsMs > 0);
  const weaker = seen.services.filter(({ before, minReady, withoutEndpointsMs }) => before > 0 && minReady < before && withoutEndpointsMs === 0);
  const pending = seen.pending.reduce((sum, { pods }) => sum + pods, 0);
  const left = action.kind === 'drain' ? podsOn(seen.after, action.node).filter((pod) => controllerOf(pod)?.kind !== 'DaemonSet') : [];
  const parts: string[] = [];
  if (silent.length > 0) parts.push(`nothing answers on ${listed(silent.map(({ service, withoutEndpointsMs }) => `${service} for ${formatDuration(withoutEndpointsMs)}`))}`);
  if (left.length > 0) parts.push(`the drain does not end: ${count(left.length, 'pod')} may not be evicted (${listed(left.map(({ metadata }) => metadata.name ?? ''))})`);
  if (pending > 0) parts.push(`${count(pending, 'pod')} ${pending === 1 ? 'finds' : 'find'} no node`);
  const { killedForMemory, evicted } = seen.troubles;
  if (killedForMemory.length > 0) parts.push(`${killedForMemory.length === 1 ? 'a container uses' : 'containers use'} more memory than allowed and ${killedForMemory.length === 1 ? 'is' : 'are'} killed: ${listed(killedForMemory)}`);
  if (evicted.size > 0) parts.push(`nodes that run short evict ${listed([...evicted].map(([workload, pods]) => `${count(pods, 'pod')} of ${workload}`))}`);
  const holds = parts.length === 0 && seen.complete;
  if (!seen.complete) parts.push('the simulation hit a limit');
  const resized = seen.movements.filter(({ replicasBefore, replicasAfter, deleted }) => !deleted && replicasBefore !== replicasAfter);
  const details = [
    ...resized.map(({ workload, replicasBefore, replicasAfter }) => `${workload.kind} ${workload.metadata.namespace ?? ''}/${workload.metadata.name ?? ''} goes from ${replicasBefore} to ${replicasAfter} pods`),
    ...weaker.map(({ service, before, minReady, after }) => `${service}: ${before} ready endpoints, at least ${minReady}, ${after} in the end`),
    ...seen.pending.map(({ workload, pods, message }) => `${count(pods, 'pod')} of ${workload}: ${briefly(message)}`),
  ];
  return { answer: holds ? calm(seen) : parts.join('; '), holds, details };
}

/** Nothing is wrong: until when pods and endpoints moved, if they did. */
function calm({ movements, services, startMs }: Observation): string {
  const moments = [...movements.map(({ tracker }) => (tracker.steps.at(-1)?.atMs ?? startMs) - startMs), ...services.map(({ points }) => points.at(-1)?.atMs ?? 0)];
  const lastMs = Math.max(0, ...moments);
  return lastMs === 0 ? 'nothing moves' : `everything goes on, the last pod has moved after ${formatDuration(lastMs)}`;
}
