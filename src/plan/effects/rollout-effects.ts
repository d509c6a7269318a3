import type { Change, Effect, Rollout } from '../plan-model.ts';
import { formatDuration } from '../duration.ts';

/** Adds to what a change does to pods how that goes: `rolls 6 pods, never below 5 ready, completes in 36 s`. */
export function withOutcomes(changes: readonly Change[], rollouts: readonly Rollout[]): Change[] {
  return changes.map((change) => {
    const rollout = rollouts.find(({ object }) => object.kind === change.object.kind && object.namespace === change.object.namespace && object.name === change.object.name);
    if (rollout === undefined || change.immutable.length > 0 || change.refused !== undefined) return change;
    const [first, ...rest] = change.effects;
    if (first === undefined || !MOVING.has(first.code)) return change;
    return { ...change, effects: [outcome(first, rollout), ...rest] };
  });
}

const MOVING = new Set<Effect['code']>(['rolls-pods', 'recreates-pods', 'scales', 'starts-pods', 'runs-job']);

function outcome(effect: Effect, rollout: Rollout): Effect {
  const floor = rollout.replicasBefore > 0 && effect.code !== 'starts-pods' ? `, never below ${rollout.minReady} ready` : '';
  const verdict = rollout.verdict === 'completes' ? `, ${effect.code === 'starts-pods' ? 'ready' : 'complete'} after ${formatDuration(rollout.durationMs)}` : rollout.verdict === 'stalls' ? ', does not complete' : '';
  return { code: effect.code, text: `${effect.text}${floor}${verdict}` };
}
