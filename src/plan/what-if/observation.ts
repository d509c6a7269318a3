import type { KubeObject } from '../../api/object.ts';
import { isTerminal } from '../../sim/pods/conditions.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { ServiceTimeline } from '../plan-model.ts';
import { type PendingGroup, pendingPods } from '../timeline/pending-pods.ts';
import { type Movement, movementsOf } from '../timeline/rollouts.ts';
import { serviceTimelines } from '../timeline/service-timelines.ts';
import { isPod, Owners } from '../timeline/owners.ts';
import { podTroubles, type PodTroubles } from './pod-troubles.ts';

/** What happened between two moments of a simulation. */
export interface Observation {
  readonly before: readonly KubeObject[];
  readonly after: readonly KubeObject[];
  readonly services: readonly ServiceTimeline[];
  readonly movements: readonly Movement[];
  readonly pending: readonly PendingGroup[];
  readonly troubles: PodTroubles;
  readonly startMs: number;
  readonly endMs: number;
  readonly complete: boolean;
}

/** Does something to a cluster and watches until everything has settled, and for at least `atLeastMs`. */
export function observe(simulation: Simulation, act: () => void, atLeastMs = 0): Observation {
  const before = simulation.list();
  const startMs = simulation.nowMs;
  const [firstEntry, firstDecision, firstEvent] = [simulation.log.length, simulation.decisions.length, simulation.events.length];
  act();
  const waited = atLeastMs > 0 ? simulation.run({ untilMs: startMs + atLeastMs }) : undefined;
  const outcome = simulation.run();
  const after = simulation.list();
  const entries = simulation.log.slice(firstEntry);
  const owners = new Owners(before, entries);
  return {
    before,
    after,
    services: serviceTimelines(before, after, entries, startMs, outcome.endedAtMs),
    movements: movementsOf(before, entries, owners, startMs),
    pending: pendingPods(before, after, simulation.decisions.slice(firstDecision), owners),
    troubles: podTroubles(before, entries, simulation.events.slice(firstEvent), owners),
    startMs,
    endMs: outcome.endedAtMs,
    complete: outcome.complete && waited?.complete !== false,
  };
}

/** Pods that still occupy a node. */
export function podsOn(objects: readonly KubeObject[], node: string): readonly KubeObject[] {
  return objects.filter((object) => isPod(object) && object.spec?.nodeName === node && !isTerminal(object));
}
