import type { Pod } from '../../api/types/core-v1.ts';
import type { Decision, Unschedulable } from './decision.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import { podInfo } from './pod-info.ts';
import type { Profile } from './profile.ts';
import { DEFAULT_SCHEDULER_NAME } from './profile.ts';
import { gatedDecision, placedDecision, schedulePod, unschedulableDecision } from './schedule-pod.ts';
import { ScoreBuffers, addTo, placesOfMost } from './score-buffers.ts';
import type { Scores } from './scoring.ts';
import type { Snapshot } from './snapshot.ts';
import type { Status } from './status.ts';
import { templateKey } from './template-key.ts';
import { TemplateState } from './template-state.ts';

/** Entries (templates × nodes) that are remembered; about 60 bytes each. */
const ENTRIES_KEPT = 1_000_000;

export interface ScheduleOptions {
  /** Also say why other nodes were turned down and how the feasible ones scored. Default true; without it large clusters are faster. */
  readonly explain?: boolean;
}

interface Remembered {
  readonly state: TemplateState;
  /** The last failure, for as long as nothing changes. */
  failure?: { readonly changeCount: number; readonly nominationVersion: number; readonly decision: Unschedulable };
}

/**
 * The scheduler over a snapshot that lives on: the same decisions as `schedulePod`, at a fraction of the cost, because what plugins
 * said about a template is remembered and only brought up to date.
 */
export class Scheduler {
  readonly snapshot: Snapshot;
  readonly #profiles: ReadonlyMap<string, Profile>;
  readonly #fallback: Profile | undefined;
  readonly #templates = new Map<string, Remembered>();
  readonly #buffers = new ScoreBuffers();

  /** `fallback` serves pods whose scheduler is not among the profiles; without it they are somebody else's. */
  constructor(snapshot: Snapshot, profiles: readonly Profile[], fallback?: Profile) {
    this.snapshot = snapshot;
    this.#fallback = fallback;
    this.#profiles = new Map(profiles.map((profile) => [profile.schedulerName, profile]));
  }

  /** The profile that the pod names; undefined when it is another scheduler's pod. */
  profileFor(pod: Pod): Profile | undefined {
    return this.#profiles.get(pod.spec?.schedulerName ?? DEFAULT_SCHEDULER_NAME) ?? this.#fallback;
  }

  /** Decides where the pod goes. The snapshot stays as it is: the caller binds the pod or removes the victims, and tells the snapshot. */
  schedule(pod: Pod, profile: Profile, { explain = true }: ScheduleOptions = {}): Decision {
    const info = podInfo(pod);
    const gated = gatedDecision(info);
    if (gated !== undefined) return gated;
    const remembered = this.snapshot.nodes.length === 0 ? undefined : this.#remembered(info, profile);
    if (remembered === undefined) return schedulePod(pod, this.snapshot, profile);
    const { state } = remembered;
    const feasible = state.feasibleNodes(info, this.#buffers);
    return feasible.length === 0 ? this.#failure(info, remembered, profile) : this.#placed(info, feasible, state, explain);
  }

  #remembered(pod: PodInfo, profile: Profile): Remembered | undefined {
    const key = `${profile.schedulerName} ${templateKey(pod, this.snapshot)}`;
    const known = this.#templates.get(key);
    this.#templates.delete(key);
    let remembered = known?.state.catchUp() === true ? known : undefined;
    if (remembered === undefined) {
      const state = TemplateState.create(pod, this.snapshot, profile);
      if (state === undefined) return undefined;
      remembered = { state };
    }
    this.#templates.set(key, remembered);
    const most = Math.max(8, Math.trunc(ENTRIES_KEPT / this.snapshot.nodes.length));
    for (const oldest of this.#templates.keys()) {
      if (this.#templates.size <= most) break;
      this.#templates.delete(oldest);
    }
    return remembered;
  }

  #failure(pod: PodInfo, remembered: Remembered, profile: Profile): Decision {
    const { changeCount, nominationVersion } = this.snapshot;
    const { failure, state } = remembered;
    const isNominated = (pod.pod.status?.nominatedNodeName ?? '') !== '';
    if (!isNominated && failure?.changeCount === changeCount && failure.nominationVersion === nominationVersion) return failure.decision;
    const statuses = statusesOf(pod, state);
    const decision = unschedulableDecision(pod, state.activeFilters(), statuses, this.snapshot, profile);
    if (decision.kind === 'unschedulable' && decision.preemption === undefined && !isNominated) remembered.failure = { changeCount, nominationVersion, decision };
    return decision;
  }

  #placed(pod: PodInfo, feasible: readonly NodeInfo[], state: TemplateState, explain: boolean): Decision {
    if (explain) return explainedDecision(feasible, state, statusesOf(pod, state));
    if (feasible.length === 1) return placedDecision(feasible, undefined);
    const candidates = placesOfMost(state.totals(feasible, this.#buffers)).map((place) => feasible[place]?.name ?? '');
    return { kind: 'placed', node: candidates[0] ?? '', candidates, feasibleNodes: feasible.length };
  }
}

/** What was found, with scores that are only spelled out for whoever reads them. */
function explainedDecision(feasible: readonly NodeInfo[], state: TemplateState, statuses: ReadonlyMap<string, Status>): Decision {
  if (feasible.length === 1) return placedDecision(feasible, undefined, statuses);
  const columns = state.columns(feasible);
  const totals = new Float64Array(feasible.length);
  for (const { scores } of columns) addTo(totals, scores);
  const names = feasible.map(({ name }) => name);
  const candidates = placesOfMost(totals).map((place) => names[place] ?? '');
  return {
    kind: 'placed',
    node: candidates[0] ?? '',
    candidates,
    feasibleNodes: names.length,
    statuses,
    get scores(): Scores {
      const nodes = names.map((node, index) => ({ node, total: totals[index] ?? 0, byPlugin: columns.map(({ scores }) => scores[index] ?? 0) }));
      return { plugins: columns.map(({ plugin }) => plugin), nodes };
    },
  };
}

function statusesOf(pod: PodInfo, state: TemplateState): Map<string, Status> {
  const statuses = new Map<string, Status>();
  state.eachNode(pod, (node, status) => {
    if (status !== undefined) statuses.set(node.name, status);
  });
  return statuses;
}
