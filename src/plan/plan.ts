import type { KubeObject } from '../api/object.ts';
import type { ManifestSet } from '../load/manifest-set.ts';
import { assumptionTexts } from './assumptions.ts';
import { withRefusals } from './changes/changes.ts';
import { nodeGroupTexts } from './node-groups.ts';
import { inFixedOrder } from './cluster-order.ts';
import { withOutcomes } from './effects/rollout-effects.ts';
import { objectsOfKind } from './objects/by-kind.ts';
import { fieldOf } from './objects/workload.ts';
import type { PlanOutcome } from './plan-model.ts';
import type { PlanOptions } from './plan-options.ts';
import { predictionsOf } from './predictions/predictions.ts';
import { prepare } from './prepare.ts';
import { newPods, schedulingTexts } from './scheduling-texts.ts';
import { stopWords } from './stop-words.ts';
import { failedCreates } from './timeline/failed-creates.ts';
import { pendingPods } from './timeline/pending-pods.ts';
import { placementsOf } from './timeline/placements.ts';
import { rolloutModels } from './timeline/rollout-model.ts';
import { movementsOf } from './timeline/rollouts.ts';
import { runChange } from './timeline/run-change.ts';
import { unevaluatedPolicies } from './timeline/unevaluated-policies.ts';
import { serviceTimelines } from './timeline/service-timelines.ts';
import { spreadsOf } from './timeline/spreads.ts';
import { Owners } from './timeline/owners.ts';
import { answerQuestions } from './what-if/questions.ts';

/** What would happen if `after` were applied where `before` is (nothing, when undefined). Deterministic: the order of files does not matter. */
export function plan(before: ManifestSet | undefined, after: ManifestSet, options: PlanOptions = {}): PlanOutcome {
  const { version, old, wanted, hasNodes, changeSet, assumed, unserved, scheduling, worldTexts, sources, runInput } = prepare(before, after, { ...options, cluster: inFixedOrder(options.cluster ?? []) });
  const run = runChange(runInput);
  const owners = new Owners(run.before, run.entries);
  const movements = movementsOf(run.before, run.entries, owners, run.startMs).filter(({ deleted }) => !deleted).sort(byKindAndName);
  const rollouts = rolloutModels({ movements, after: wanted, objects: run.after, entries: run.entries, failedCreates: failedCreates(run.events, owners), startMs: run.startMs, endMs: run.endMs });
  const pending = hasNodes ? pendingPods(run.before, run.after, run.decisions, owners) : [];
  const services = serviceTimelines(run.before, run.after, run.entries, run.startMs, run.endMs);
  const changes = withRefusals(changeSet.changes, wanted, run.refused);
  const predictions = predictionsOf({ version, before: old, after: wanted, changes, rollouts, movements, services, pending, run, owners, sources });
  const asked = answerQuestions({ before: old, after: wanted, runInput, planOn: (other) => plan(before, after, { ...options, version: other, whatIf: [], scenarios: (options.scenarios ?? []).map((scenario) => ({ ...scenario, steps: [] })) }) }, options.whatIf ?? [], options.scenarios ?? []);
  return {
    plan: {
      ...(options.againstLabel === undefined ? {} : { against: options.againstLabel }),
      ...(hasNodes ? { cluster: options.clusterLabel ?? 'nodes of the input' } : {}),
      changes: withOutcomes(changes, rollouts),
      unchanged: changeSet.unchanged,
      rollouts,
      placements: hasNodes ? placementsOf(run.before, run.after, owners) : [],
      spreads: hasNodes ? spreadsOf(movements.map(({ workload }) => workload), run.before, run.after, owners) : [],
      pending: pending.map(({ owner: _owner, waiting: _waiting, lacking: _lacking, more: _more, ...pod }) => pod),
      services,
      preemptions: run.decisions.filter(({ victims }) => victims.length > 0).map(({ pod, node, nominatedNode, victims }) => ({ pod, node: nominatedNode ?? node ?? '', victims })),
      whatIf: asked.results,
      assumptions: assumptionTexts({ world: worldTexts, hasNodes, assumed, unserved, rollouts, hasLoadBalancers: hasLoadBalancers(run.after), nodeGroups: nodeGroupTexts(options.simulation?.nodeGroups ?? [], options.simulation?.nodeAutoscaler, run), scheduling: hasNodes ? schedulingTexts(scheduling, version, newPods(run.before, run.after)) : [], policies: unevaluatedPolicies(run, version, assumed) }),
      complete: run.complete,
      ...(run.complete ? {} : { stoppedBecause: stopWords(run.stoppedBecause, options.simulation?.limits) }),
    },
    findings: [...predictions, ...asked.findings],
  };
}

function hasLoadBalancers(objects: readonly KubeObject[]): boolean {
  return objectsOfKind(objects, 'Service').some((service) => fieldOf(service, 'spec', 'type') === 'LoadBalancer');
}

function byKindAndName(a: { readonly workload: KubeObject }, b: { readonly workload: KubeObject }): number {
  const key = ({ kind, metadata }: KubeObject): string => `${kind} ${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
  return key(a.workload) < key(b.workload) ? -1 : 1;
}
