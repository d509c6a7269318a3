import type { Simulation } from '../../sim/simulation.ts';
import type { Owners } from './owners.ts';

/** The latest message of a controller that could not create a pod, by uid of the workload. */
export function failedCreates(events: Simulation['events'], owners: Owners): Map<string, string> {
  const messages = new Map<string, string>();
  for (const { reason, uid, message } of events) {
    const object = reason === 'FailedCreate' ? owners.byUid(uid) : undefined;
    if (object !== undefined) messages.set(owners.workloadOf(object).metadata.uid ?? uid, message);
  }
  return messages;
}
