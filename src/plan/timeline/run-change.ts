import type { KubeObject } from '../../api/object.ts';
import type { LogEntry } from '../../sim/log-entry.ts';
import type { ApplyOutcome, ObjectRef } from '../../sim/request.ts';
import type { RunOutcome } from '../../sim/run.ts';
import type { SchedulingDecision } from '../../sim/scheduling-decision.ts';
import type { SimulationOptions } from '../../sim/simulation-options.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { JsonObject } from '../../api/json.ts';
import type { KubernetesVersion } from '../../api/kubernetes-version.ts';
import type { PlannedObject } from '../objects/planned-object.ts';
import type { ApplyMode } from '../plan-options.ts';
import type { Refusal } from '../plan-model.ts';
import { appliedClientSide, isAcceptedClientSide, mergePatchTo } from './client-side-apply.ts';

export interface ChangeRunInput {
  /** What the cluster already holds and nobody applies: nodes, pods of others, classes. Put in as they are. */
  readonly cluster: readonly KubeObject[];
  /** What is assumed to exist because the input refers to it. */
  readonly assumed: readonly KubeObject[];
  readonly before: readonly (readonly PlannedObject[])[];
  readonly after: readonly (readonly PlannedObject[])[];
  /** What only the base has, in the order of deletion. */
  readonly pruned: readonly PlannedObject[];
  readonly version: KubernetesVersion;
  /** Whether the change is applied by the API server (forced, as `kubectl apply --server-side --force-conflicts`) or by kubectl's own patches. */
  readonly applyMode: ApplyMode;
  /** Time that passes at the least, before and after the change: what works in rounds (autoscalers) gets its turn. */
  readonly atLeastMs: number;
  /** Images that no registry has any more when the change is applied. */
  readonly missingImages: readonly string[];
  /** `overrides`: what pods do, whatever else is said of them. */
  readonly createSimulation: (overrides?: SimulationOptions['overrides']) => Simulation;
}

/** What the simulated control plane did with a change. */
export interface ChangeRun {
  /** Everything that existed when the change was applied, and in the end. */
  readonly before: readonly KubeObject[];
  readonly after: readonly KubeObject[];
  /** Every write from the apply on. */
  readonly entries: readonly LogEntry[];
  readonly decisions: readonly SchedulingDecision[];
  readonly events: Simulation['events'];
  readonly startMs: number;
  readonly endMs: number;
  /** By key of the object. */
  readonly refusedBefore: ReadonlyMap<string, Refusal>;
  readonly refused: ReadonlyMap<string, Refusal>;
  readonly complete: boolean;
  readonly stoppedBecause: RunOutcome['stoppedBecause'];
}

/** A new cluster that has settled in its state before the change. */
export function clusterBefore(input: ChangeRunInput, overrides?: SimulationOptions['overrides']): { readonly simulation: Simulation; readonly refused: ReadonlyMap<string, Refusal>; readonly settled: RunOutcome } {
  const simulation = input.createSimulation(overrides);
  for (const object of [...input.cluster, ...input.assumed]) simulation.restore(object);
  const refused = applyWaves(simulation, input.before);
  const settled = settle(simulation, input.atLeastMs);
  // What runs has its image; only what is pulled from now on misses it.
  simulation.loseImages(input.missingImages);
  return { simulation, refused, settled };
}

/** Applies the change in waves and deletes what goes. Returns what was refused, by key of the object. */
export function applyChange(input: ChangeRunInput, simulation: Simulation): Map<string, Refusal> {
  const refused = applyWaves(simulation, input.after, changer(input, simulation));
  for (const object of input.pruned) simulation.delete(refOf(object), { propagation: 'Background' });
  return refused;
}

/** Brings a cluster to its state before, applies the change, and lets everything settle. */
export function runChange(input: ChangeRunInput): ChangeRun {
  const { simulation, refused: refusedBefore, settled } = clusterBefore(input);
  const before = simulation.list();
  const startMs = simulation.nowMs;
  const [firstEntry, firstDecision, firstEvent] = [simulation.log.length, simulation.decisions.length, simulation.events.length];
  const refused = applyChange(input, simulation);
  const outcome = settle(simulation, input.atLeastMs);
  return {
    before,
    after: simulation.list(),
    entries: simulation.log.slice(firstEntry),
    decisions: simulation.decisions.slice(firstDecision),
    events: simulation.events.slice(firstEvent),
    startMs,
    endMs: outcome.endedAtMs,
    refusedBefore,
    refused,
    complete: settled.complete && outcome.complete,
    stoppedBecause: settled.complete ? outcome.stoppedBecause : settled.stoppedBecause,
  };
}

/** Runs until everything has settled, and for at least `atLeastMs`. */
export function settle(simulation: Simulation, atLeastMs: number): RunOutcome {
  const first = atLeastMs > 0 ? simulation.run({ untilMs: simulation.nowMs + atLeastMs }) : undefined;
  return first?.complete === false ? first : simulation.run();
}

function applyWaves(simulation: Simulation, waves: readonly (readonly PlannedObject[])[], apply = (object: PlannedObject) => refusedIn(simulation.apply(applied(object)))): Map<string, Refusal> {
  const refused = new Map<string, Refusal>();
  for (const [index, wave] of waves.entries()) {
    if (index > 0) simulation.run();
    for (const object of wave) {
      const refusal = object.live ? refusedIn(simulation.restore(object.whole)) : apply(object);
      if (refusal !== undefined) refused.set(object.key, refusal);
    }
  }
  return refused;
}

const INVALID = 422;

/** Applies an object of the change in the way that is asked for. What the server's own merge makes invalid may well pass as kubectl's patch, and then the refusal says so. */
function changer(input: ChangeRunInput, simulation: Simulation): (object: PlannedObject) => Refusal | undefined {
  const before = new Map(input.before.flat().filter(({ live }) => !live).map((object) => [object.key, applied(object)]));
  return (object) => {
    const stored = simulation.get(refOf(object));
    const modified = applied(object);
    const byClient = stored === undefined ? undefined : { version: input.version, original: before.get(object.key), modified, stored };
    if (input.applyMode === 'client-side' && byClient !== undefined && byClient.stored.apiVersion === modified.apiVersion) {
      const next = appliedClientSide(byClient);
      return next === undefined ? undefined : refusedIn(simulation.patch(refOf(object), mergePatchTo(byClient.stored as unknown as JsonObject, next)));
    }
    const refusal = refusedIn(simulation.apply(modified));
    return refusal?.code === INVALID && byClient !== undefined && isAcceptedClientSide(byClient) ? { ...refusal, acceptedClientSide: true } : refusal;
  };
}

/** As it stands in the file, in its effective namespace. */
function applied(object: PlannedObject): KubeObject {
  const { namespace } = object.reference;
  const body = object.document.object as unknown as KubeObject;
  return { ...body, metadata: { ...body.metadata, ...(namespace === undefined ? {} : { namespace }) } };
}

function refusedIn(outcome: ApplyOutcome): Refusal | undefined {
  if (outcome.accepted) return undefined;
  const { code, reason, message, causes } = outcome;
  return { code, reason, message, causes: causes.map(({ path, reason: why, message: text }) => ({ path, reason: why, message: text })) };
}

/** The kind with its group, since kinds alone are ambiguous. */
export function refOf({ reference }: PlannedObject): ObjectRef {
  const slash = reference.apiVersion.indexOf('/');
  const kind = slash === -1 ? reference.kind : `${reference.kind}.${reference.apiVersion.slice(0, slash)}`;
  return { kind, name: reference.name, namespace: reference.namespace };
}
