import type { Node } from '../../objects.ts';

export type ZoneState = 'Normal' | 'PartialDisruption' | 'FullDisruption';

const EVICTIONS_PER_SECOND = 0.1;
const SECONDARY_EVICTIONS_PER_SECOND = 0.01;
const LARGE_ZONE = 50;
const UNHEALTHY_SHARE = 0.55;

/** Region and zone of a node: what fails together. */
export function zoneOf(node: Node): string {
  const labels = node.metadata.labels ?? {};
  return `${labels['topology.kubernetes.io/region'] ?? ''}:${labels['topology.kubernetes.io/zone'] ?? ''}`;
}

/** ComputeZoneState in pkg/controller/nodelifecycle/node_lifecycle_controller.go, v1.36. */
export function zoneState(ready: number, notReady: number): ZoneState {
  if (ready === 0 && notReady > 0) return 'FullDisruption';
  return notReady > 2 && notReady / (ready + notReady) >= UNHEALTHY_SHARE ? 'PartialDisruption' : 'Normal';
}

/** Nodes that are given up a second: none in a small zone that is disrupted in part, none when every zone is down. */
export function evictionRate(state: ZoneState, size: number, allZonesDown: boolean): number {
  if (allZonesDown) return 0;
  if (state !== 'PartialDisruption') return EVICTIONS_PER_SECOND;
  return size > LARGE_ZONE ? SECONDARY_EVICTIONS_PER_SECOND : 0;
}

/** Gives up one node at a time, the next not before 1/rate s have passed (RateLimitedTimedQueue with a burst of 1). */
export class ZoneLimiter {
  #rate: number;
  #nextMs = Number.NEGATIVE_INFINITY;

  constructor(rate: number) {
    this.#rate = rate;
  }

  /** A new rate starts without a token, unless nothing was waiting for one before. */
  setRate(rate: number, nowMs: number): void {
    if (rate === this.#rate) return;
    this.#rate = rate;
    this.#nextMs = rate === 0 ? Number.POSITIVE_INFINITY : nowMs + 1000 / rate;
  }

  /** When the next node may be given up, at the earliest; infinity while the rate is 0. */
  get nextMs(): number {
    return this.#rate === 0 ? Number.POSITIVE_INFINITY : this.#nextMs;
  }

  take(nowMs: number): void {
    this.#nextMs = nowMs + 1000 / this.#rate;
  }
}
