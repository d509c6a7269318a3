import type { Finding, ObjectReference } from '../diag/finding.ts';
import type { Change, Plan, Rollout } from './plan-model.ts';

/** What differs between two plans: the newer one seen from the older one. */
export interface PlanDiff {
  /** Changes that only one of them has, or that differ in what they do. */
  readonly changes: readonly PlanChangeDifference[];
  readonly rollouts: readonly { readonly object: ObjectReference; readonly before: string; readonly after: string }[];
  readonly resolved: readonly Finding[];
  readonly appeared: readonly Finding[];
  /** Assumptions that only one of them makes. */
  readonly assumptions: readonly { readonly side: 'before' | 'after'; readonly text: string }[];
}

export interface PlanChangeDifference {
  readonly object: ObjectReference;
  readonly kind: 'only-before' | 'only-after' | 'differs';
  readonly before?: Change;
  readonly after?: Change;
}

/** A plan with its predictions. */
export interface StatedPlan {
  readonly plan: Plan;
  readonly findings: readonly Finding[];
}

/** Compares two plans by what they say, not by where it stands: lines that moved are no difference. */
export function diffPlans(before: StatedPlan, after: StatedPlan): PlanDiff {
  const [old, now] = [byObject(before.plan.changes), byObject(after.plan.changes)];
  const changes: PlanChangeDifference[] = [];
  for (const [key, change] of now) {
    const earlier = old.get(key);
    if (earlier === undefined) changes.push({ object: change.object, kind: 'only-after', after: change });
    else if (saying(earlier) !== saying(change)) changes.push({ object: change.object, kind: 'differs', before: earlier, after: change });
  }
  for (const [key, change] of old) if (!now.has(key)) changes.push({ object: change.object, kind: 'only-before', before: change });
  const [said, says] = [before, after].map(({ findings }) => new Map(findings.filter(({ source }) => source === 'plan').map((finding) => [`${finding.rule} ${finding.message}`, finding])));
  return {
    changes,
    rollouts: rolloutDifferences(before.plan.rollouts, after.plan.rollouts),
    resolved: [...(said ?? [])].filter(([key]) => says?.has(key) !== true).map(([, finding]) => finding),
    appeared: [...(says ?? [])].filter(([key]) => said?.has(key) !== true).map(([, finding]) => finding),
    assumptions: [
      ...before.plan.assumptions.filter((text) => !after.plan.assumptions.includes(text)).map((text) => ({ side: 'before' as const, text })),
      ...after.plan.assumptions.filter((text) => !before.plan.assumptions.includes(text)).map((text) => ({ side: 'after' as const, text })),
    ],
  };
}

/** Nothing differs but places and details of the simulation. */
export function isEmptyDiff({ changes, rollouts, resolved, appeared }: PlanDiff): boolean {
  return changes.length + rollouts.length + resolved.length + appeared.length === 0;
}

function objectKey({ apiVersion, kind, namespace, name }: ObjectReference): string {
  return `${apiVersion.split('/')[0] ?? ''} ${kind} ${namespace ?? ''}/${name}`;
}

function byObject<T extends { readonly object: ObjectReference }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [objectKey(item.object), item]));
}

function saying({ action, fields, effects, refused, summary }: Change): string {
  return JSON.stringify([action, fields.map(({ place: _place, ...field }) => field), effects, refused?.message, summary]);
}

function rolloutDifferences(before: readonly Rollout[], after: readonly Rollout[]): PlanDiff['rollouts'] {
  const [old, now] = [byObject(before), byObject(after)];
  return [...new Map([...old, ...now])].flatMap(([key, { object }]) => {
    const [was, is] = [rolloutWords(old.get(key)), rolloutWords(now.get(key))];
    return was === is ? [] : [{ object, before: was, after: is }];
  });
}

function rolloutWords(rollout: Rollout | undefined): string {
  if (rollout === undefined) return 'does not move';
  const { verdict, durationMs, minReady, maxLive, replicasAfter } = rollout;
  const verdictText = verdict === 'completes' ? `completes after ${Math.round(durationMs / 1000)} s` : verdict === 'stalls' ? 'does not complete' : 'outcome unknown';
  return `${verdictText}, ${replicasAfter} wanted, at least ${minReady} ready, at most ${maxLive} at once`;
}
